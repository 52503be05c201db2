package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masks from the folder to tables, through the commands. */
class MaskTest {
  private final Path folder;
  private final Shell lake;

  MaskTest(@TempDir Path folder) {
    this.folder = folder;
    this.lake = new Shell(folder);
  }

  @BeforeEach
  void makeLake() {
    lake.write("lake.yaml", "name: loja\n");
    lake.write("in/pedidos/.keep", "");
    source("");
    lake.write(
        "in/clientes/1.json",
        """
        {"id":1,"cpf":"52998224725","email":"joana@exemplo.com.br","nome":"Joana Prado","cartao":4111111111111234,\
        "nascimento":"1984-07-21","contato":{"fone":"11987654321","nome":"Rui"},"filhos":[{"nome":"Bia","idade":3}],"fones":["11912345678"]}
        {"id":2,"cpf":"11144477735","email":"nenhum","nome":null,"cartao":null,"nascimento":null,"contato":null,"filhos":null,"fones":null}
        """);
  }

  private void source(String mask) {
    lake.write(
        "sources/crm.yaml",
        """
        type: file
        tables:
          clientes: { path: in/clientes/*.json, primary_key: id%s }
        """
            .formatted(mask.isEmpty() ? "" : ", mask: { " + mask + " }"));
  }

  private String run(int exit) {
    Shell.Answer answer = lake.foz("run");
    assertThat(answer.exit()).as(answer.out() + answer.err()).isEqualTo(exit);
    return answer.out() + answer.err();
  }

  @Test
  void everyMaskShowsWhatItMay() {
    source(
        "cpf: hash, email: email, nome: redact, cartao: last4, nascimento: year,"
            + " contato.fone: last4, filhos.nome: redact, fones: last4");
    run(0);
    assertThat(
            lake.rows(
                """
                select id, cpf[:3], length(cpf), email, nome, cartao, nascimento, contato, filhos, fones
                from curated.crm_clientes order by id"""))
        .isEqualTo(
            """
            1,h1_,35,j***@exemplo.com.br,***,****1234,1984-01-01,\
            "{""fone"":""****4321"",""nome"":""Rui""}",\
            "[{""nome"":""***"",""idade"":3}]","[""****5678""]"
            2,h1_,35,***,,,,,,
            """);
    assertThat(lake.foz("show", "curated.crm_clientes").out())
        .contains("cpf: hash", "contato.fone: last4");
  }

  @Test
  void equalValuesHaveOneHashInAllTablesOfALakeAndAnotherInOtherLakes(@TempDir Path other) {
    source("cpf: hash");
    lake.write("in/vendas/1.json", "{\"id\":7,\"comprador\":52998224725}");
    lake.write(
        "sources/erp.yaml",
        "type: file\ntables: { vendas: { path: in/vendas/*.json, mask: { comprador: hash } } }\n");
    run(0);
    String hash = lake.rows("select cpf from curated.crm_clientes where id = 1");
    assertThat(
            lake.rows(
                "select v.id, c.id from curated.erp_vendas v"
                    + " join curated.crm_clientes c on c.cpf = v.comprador"))
        .isEqualTo("7,1\n");

    Shell second = new Shell(other);
    for (String name : List.of("lake.yaml", "sources/crm.yaml", "in/clientes/1.json")) {
      second.write(name, lake.read(name));
    }
    assertThat(second.foz("run").exit()).isZero();
    assertThat(second.rows("select cpf from curated.crm_clientes where id = 1"))
        .startsWith("h1_")
        .isNotEqualTo(hash);
  }

  @Test
  void aKeyThatIsHashedStillFindsItsRows() {
    lake.write(
        "sources/crm.yaml",
        """
        type: file
        tables: { clientes: { path: in/clientes/*.json, primary_key: cpf, mask: { cpf: hash } } }
        """);
    run(0);
    lake.write("in/clientes/2.json", "{\"id\":3,\"cpf\":\"52998224725\",\"nome\":\"J\"}");
    assertThat(run(0)).contains("0 new, 1 changed");
    assertThat(
            lake.rows(
                "select id, nome, count(distinct cpf) from curated.crm_clientes group by all order by id"))
        .isEqualTo("2,,1\n3,J,1\n");
  }

  @Test
  void whereAMaskIsAddedTheTableAndAllThatIsMadeOfItForgetsWhatTheyShowed() {
    lake.write(
        "models/curated/nomes.sql",
        "/* ---\nmaterialized: merge\nprimary_key: id\n--- */\nselect id, cpf, nome from curated.crm_clientes");
    lake.write(
        "models/refined/conta.sql", "select nome, count(*) as n from curated.nomes group by 1");
    run(0);
    lake.write("in/clientes/2.json", "{\"id\":3,\"cpf\":\"123\",\"nome\":\"Zeca\"}");
    run(0);
    assertThat(versions("curated.crm_clientes")).isEqualTo(2);

    source("cpf: hash, nome: redact");
    assertThat(run(0))
        .contains("rebuilt: masks of `cpf`, `nome` added")
        .contains("3 rows, rebuilt: masks of curated.crm_clientes changed")
        .contains("2 rows, rebuilt: masks of curated.nomes changed");
    assertThat(versions("curated.crm_clientes")).isEqualTo(1);
    assertThat(versions("curated.nomes")).isEqualTo(1);
    assertThat(versions("refined.conta")).isEqualTo(1);
    assertThat(lake.rows("select nome, n from refined.conta order by n")).isEqualTo(",1\n***,2\n");
    assertThat(run(0)).contains("up to date").doesNotContain("rebuilt");

    source("cpf: hash");
    assertThat(run(0))
        .contains("rebuilt: mask of `nome` removed")
        .doesNotContain("rebuilt: masks of curated.crm_clientes changed");
    assertThat(versions("curated.crm_clientes")).isEqualTo(2);
    assertThat(lake.rows("select nome, n from refined.conta order by nome"))
        .isEqualTo("Joana Prado,1\nZeca,1\n,1\n");
  }

  @Test
  void whatARollbackLeavesBehindGoesWhenItsMaskHolds() {
    lake.write(
        "models/curated/nomes.sql",
        "/* ---\nmaterialized: merge\nprimary_key: id\n--- */\nselect id, nome from curated.crm_clientes");
    source("nome: redact");
    run(0);
    source("");
    assertThat(run(0)).contains("rebuilt: mask of `nome` removed");
    assertThat(lake.foz("rollback", "curated.crm_clientes", "--yes").exit()).isZero();
    assertThat(versions("curated.crm_clientes")).isEqualTo(3);

    source("nome: redact");
    assertThat(lake.foz("resume", "curated.crm_clientes").exit()).isZero();
    assertThat(run(0))
        .contains("rebuilt: what was rolled back shows what is masked")
        .contains("rebuilt: masks of curated.crm_clientes changed");
    assertThat(versions("curated.crm_clientes")).isEqualTo(1);
    assertThat(versions("curated.nomes")).isEqualTo(1);
    assertThat(lake.rows("select nome from curated.nomes order by id")).isEqualTo("***\n\n");
    assertThat(run(0)).contains("up to date").doesNotContain("rebuilt");
  }

  @Test
  void aRollbackOverAMaskThatIsNotWantedAnyMoreIsFollowedByClearRows() {
    source("nome: redact");
    run(0);
    source("");
    run(0);
    assertThat(lake.foz("rollback", "curated.crm_clientes", "--yes").exit()).isZero();
    assertThat(lake.foz("resume", "curated.crm_clientes").exit()).isZero();
    assertThat(run(0)).contains("rebuilt: mask of `nome` removed");
    assertThat(lake.rows("select nome from curated.crm_clientes order by id"))
        .isEqualTo("Joana Prado\n\n");
    assertThat(run(0)).contains("up to date").doesNotContain("rebuilt");
  }

  @Test
  void checkKnowsThatAMaskedColumnHasAnotherType() {
    lake.write(
        "schemas/cliente.json",
        """
        {"type":"object","properties":{"id":{"type":"integer"},"nome":{"type":"string"},
         "nascimento":{"type":["string","null"],"format":"date"}}}
        """);
    lake.write("sources/crm.yaml", partitioned("year(nascimento)"));
    assertThat(lake.foz("check").err())
        .contains("curated.crm_clientes: it cannot be partitioned by `year(nascimento)`")
        .contains("column `nascimento` is string");
    lake.write("sources/crm.yaml", partitioned("cpf"));
    assertThat(lake.foz("check").exit()).as("records may have it").isZero();
    run(0);
    lake.write("sources/crm.yaml", partitioned("cfp"));
    assertThat(lake.foz("check").err()).contains("no record has the field `cfp`");
  }

  private static String partitioned(String by) {
    return """
        type: file
        tables:
          clientes:
            path: in/clientes/*.json
            primary_key: id
            contract: cliente
            mask: { nascimento: redact }
            partition_by: ["%s"]
        """
        .formatted(by);
  }

  @Test
  void aMaskAndAnOlderFormatAndPartitionsComeAtOnce() {
    run(0);
    lake.write(
        "sources/crm.yaml",
        """
        type: file
        tables:
          clientes:
            path: in/clientes/*.json
            primary_key: id
            mask: { cpf: hash }
            partition_by: ["truncate(6, cpf)"]
            format_version: 2
        """);
    assertThat(run(0)).contains("rebuilt: mask of `cpf` added").doesNotContain("written again");
    assertThat(versions("curated.crm_clientes")).isEqualTo(1);
    assertThat(lake.rows("select count(*) from curated.crm_clientes where cpf like 'h1_%'"))
        .isEqualTo("2\n");
    assertThat(run(0)).contains("up to date").doesNotContain("rebuilt");
  }

  private long versions(String table) {
    return Pattern.compile("\"version\"")
        .matcher(lake.foz("history", table, "--json").out())
        .results()
        .count();
  }

  @Test
  void aFieldThatNoRecordHasStopsTheTable() {
    source("cfp: hash");
    assertThat(run(2))
        .contains("error[F209]: Cannot mask `cfp`: curated.crm_clientes has no field `cfp`")
        .contains("sources/crm.yaml:3:66", "did you mean `cpf`?");
    assertThat(lake.foz("check").err()).contains("error[F209]: Cannot mask `cfp`");
    source("cpf: year, contato: redact, cartao: email, nome.x: hash");
    assertThat(run(2))
        .contains("Cannot mask `cpf` of curated.crm_clientes: `year` is not for string")
        .contains("Cannot mask `contato` of curated.crm_clientes: `redact` is not for struct<")
        .contains("take `null`");
  }

  @Test
  void masksOfModelsAreAppliedBeforeTestsAndFiles() {
    lake.write(
        "models/refined/m.sql",
        """
        /* ---
        materialized: merge
        primary_key: [cpf, id]
        mask: { CPF: hash, email: email }
        tests:
          - not_null: nome
            on_fail: quarantine
        --- */
        select id, cpf, email, nome
        from curated.crm_clientes; -- end
        """);
    run(0);
    assertThat(lake.rows("select id, cpf[:3], email, nome from refined.m"))
        .isEqualTo("1,h1_,j***@exemplo.com.br,Joana Prado\n");
    assertThat(lake.rows("select decode(payload) from quarantine.refined_m"))
        .contains("\"\"cpf\"\":\"\"h1_", "***")
        .doesNotContain("11144477735");
    assertThat(lake.foz("preview", "refined.m").out())
        .contains("j***@exemplo.com.br")
        .doesNotContain("52998224725");

    lake.write(
        "models/refined/m.sql",
        """
        /* ---
        mask: { cpf: hash }
        --- */
        select id, cpf,
          cast(nome as bigint) as numero
        from curated.crm_clientes
        """);
    Shell.Answer answer = lake.foz("run", "--json");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.out())
        .contains("it fails over a value, which does not become INT64", "models/refined/m.sql")
        .doesNotContain("Joana");
    assertThat(lake.foz("preview", "refined.m").err())
        .contains("models/refined/m.sql:5:3")
        .doesNotContain("Joana");
    assertThat(lake.foz("status").out()).contains("failed").doesNotContain("Joana");
  }

  @Test
  void aModelMayNotTakeBackWhatASourceMasks() {
    source("cpf: hash");
    lake.write("models/refined/m.sql", "select data.cpf from raw.crm_clientes");
    assertThat(run(2))
        .contains("error[E702]: refined.m reads raw.crm_clientes, which holds masked values clear");
    lake.write(
        "models/refined/m.sql",
        "/* ---\nmask: { cpf: last4 }\n--- */\nselect data.cpf from raw.crm_clientes");
    run(0);
    assertThat(lake.rows("select cpf from refined.m order by 1")).isEqualTo("****4725\n****7735\n");
  }

  @Test
  void aModelThatOnlyAddsRowsIsMadeAgainWhereItsInputsAreRaw() {
    String model = "materialized: append\n--- */\nselect data.id, data.cpf from raw.crm_clientes";
    lake.write("models/refined/m.sql", "/* ---\n" + model);
    run(0);
    lake.write("models/refined/m.sql", "/* ---\nmask: { cpf: redact }\n" + model);
    assertThat(run(0)).contains("2 rows added, rebuilt: mask of `cpf` added");
    assertThat(lake.rows("select id, cpf from refined.m order by 1")).isEqualTo("1,***\n2,***\n");
    assertThat(versions("refined.m")).isEqualTo(1);

    String curated = model.replace("raw.", "curated.").replace("data.", "");
    lake.write("models/refined/m2.sql", "/* ---\n" + curated);
    run(0);
    source("cpf: hash");
    assertThat(run(2))
        .contains("Cannot append to refined.m2: masks of curated.crm_clientes changed");
  }

  @Test
  void theKeyIsPrivateAndNeverMadeTwice() throws IOException {
    source("cpf: hash");
    run(0);
    Path key = folder.resolve(".foz/keys/mask-1.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(lake.read(".foz/.gitignore"))
        .endsWith("\n*\n!.gitignore\n!schema/\n!schema/*.json\n");
    String text = Files.readString(key);
    lake.write("in/clientes/2.json", "{\"id\":3,\"cpf\":\"123\"}");

    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(run(2))
        .contains("error[F511]: Cannot use the mask key: others than its owner may use the file")
        .contains("chmod 600 .foz/keys/mask-1.key")
        .doesNotContain(text.split(" ", -1)[2]);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(key, text.replaceFirst("[0-9a-f]{8}\\s*$", "00000000"));
    assertThat(run(2)).contains("error[F511]: Cannot use the mask key: the file is damaged");
    Files.delete(key);
    assertThat(run(2))
        .contains("error[F511]: Cannot use the mask key: it is missing")
        .contains("curated.crm_clientes has hashes of it");
    assertThat(key).doesNotExist();

    Path other = folder.resolve("other");
    Shell second = new Shell(other);
    for (String name : List.of("lake.yaml", "sources/crm.yaml", "in/clientes/1.json")) {
      second.write(name, lake.read(name));
    }
    assertThat(second.foz("run").exit()).isZero();
    Files.copy(other.resolve(".foz/keys/mask-1.key"), key);
    assertThat(run(2)).contains("it is another one than that which masked curated.crm_clientes");
    Files.writeString(key, text);
    assertThat(run(0)).contains("1 new, 0 changed");
  }
}
