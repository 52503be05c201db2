package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files to tables to answers, through the commands. */
class RunTest {
  private Shell lake;

  RunTest(@TempDir Path folder) {
    lake = new Shell(folder);
  }

  @BeforeEach
  void makeLake() {
    lake.write("lake.yaml", "name: loja\n");
    lake.write("in/pedidos/.keep", "");
    lake.write("in/eventos/.keep", "");
    lake.write(
        "sources/vendas.yaml",
        """
        type: file
        tables:
          pedidos:  { path: in/pedidos/*.json*, primary_key: id }
          eventos:  { path: in/eventos/*.jsonl, on_change: replace }
          produtos: { path: in/*.csv, primary_key: sku, separator: ";", decimal: ",", encoding: ISO-8859-1 }
        """);
  }

  @Test
  void takesEveryFileOnceAndKeepsTheLastStateOfEachKey() {
    lake.write("in/pedidos/1.json", "{\"id\":1,\"total\":10.5,\"itens\":[{\"sku\":\"a\"}]}");
    lake.write("in/pedidos/2.jsonl", "{\"id\":2,\"total\":20}\n{\"id\":1,\"total\":11}\n");
    run(0);
    assertThat(lake.rows("select id, total from curated.vendas_pedidos order by id"))
        .isEqualTo("1,11.00\n2,20.00\n");

    assertThat(run(0)).contains("load vendas", "nothing new", "up to date");
    lake.write("in/pedidos/3.json", "[{\"id\":2,\"total\":21.25},{\"id\":3,\"total\":null}]");
    assertThat(run(0)).contains("2 records", "1 new, 1 changed");
    assertThat(lake.rows("select id, total from curated.vendas_pedidos order by id"))
        .isEqualTo("1,11.00\n2,21.25\n3,\n");
    assertThat(lake.rows("select _seq, _position, _key from raw.vendas_pedidos order by _seq"))
        .isEqualTo(
            """
            1,in/pedidos/1.json:0,1
            2,in/pedidos/2.jsonl:0,2
            3,in/pedidos/2.jsonl:20,1
            4,in/pedidos/3.json:1,2
            5,in/pedidos/3.json:24,3
            """);
    assertThat(
            lake.rows(
                "select distinct run, consumer, status from system.files where first_seq = 4"))
        .isEqualTo("3,curated.vendas_pedidos,processed\n");
  }

  @Test
  void followsTypesThatWidenAndRebuildsWhereTheTableCannot() {
    lake.write("in/pedidos/1.json", "{\"id\":1,\"valor\":7,\"obs\":\"x\"}");
    run(0);
    lake.write("in/pedidos/2.json", "{\"id\":2,\"valor\":8,\"obs\":\"y\",\"novo\":{\"a\":true}}");
    assertThat(run(0)).contains("1 new, 0 changed");
    lake.write("in/pedidos/3.json", "{\"id\":3,\"valor\":\"sete\",\"obs\":[1.10]}");
    assertThat(run(0)).contains("rebuilt: ");
    assertThat(lake.rows("select id, valor, obs, novo from curated.vendas_pedidos order by id"))
        .isEqualTo("1,7,\"\"\"x\"\"\",\n2,8,\"\"\"y\"\"\",\"{\"\"a\"\":true}\"\n3,sete,[1.10],\n");
  }

  @Test
  void readsCsvWithItsSeparatorEncodingAndDecimalComma() {
    lake.write(
        "in/produtos.csv",
        "sku;descrição;preço;desde\nA1;Maçã;1.234,50;2026-01-31\nA2;\"Pão; fatiado\";0,99;\n",
        StandardCharsets.ISO_8859_1);
    run(0);
    assertThat(
            lake.rows("select sku, \"descrição\", \"preço\", desde from curated.vendas_produtos"))
        .isEqualTo("A1,Maçã,1234.50,2026-01-31\nA2,Pão; fatiado,0.99,\n");
  }

  @Test
  void aFileThatGrowsGivesOnlyItsRestAndAReplacedOneTakesThePlaceOfTheOld() {
    lake.write("in/eventos/a.jsonl", "{\"n\":1}\n{\"n\":2}\n");
    lake.write("in/eventos/b.jsonl", "{\"n\":10}\n");
    run(0);
    lake.append("in/eventos/a.jsonl", "{\"n\":3}\n");
    assertThat(run(0)).contains("1 record ");
    assertThat(lake.rows("select n from curated.vendas_eventos order by n"))
        .isEqualTo("1\n2\n3\n10\n");

    lake.write("in/eventos/a.jsonl", "{\"n\":4}\n{\"n\":5}\n");
    assertThat(run(0)).contains("3 rows of changed files replaced");
    assertThat(lake.rows("select n from curated.vendas_eventos order by n"))
        .isEqualTo("4\n5\n10\n");
    assertThat(lake.rows("select count(*) from raw.vendas_eventos where _op = 'm'"))
        .isEqualTo("6\n");
  }

  @Test
  void aRecordThatCannotBeAcceptedWaitsInQuarantineAndStopsNothing() {
    lake.write("in/pedidos/1.jsonl", "{\"id\":1}\n{\"id\":2,\"id\":3}\n");
    lake.write("in/pedidos/2.jsonl", "{\"id\":4}\n");
    assertThat(run(0)).contains("1 to quarantine");
    assertThat(lake.rows("select id from curated.vendas_pedidos order by id")).isEqualTo("1\n4\n");
    assertThat(
            lake.rows("select _seq, _position, _rule, _reason from quarantine.raw_vendas_pedidos"))
        .isEqualTo(
            "2,in/pedidos/1.jsonl:9,duplicate-key,the key `id` stands twice in one object\n");

    assertThat(run(0)).as("it is not read again").contains("nothing new");
    assertThat(lake.rows("select _seq from raw.vendas_pedidos order by _seq")).isEqualTo("1\n3\n");
  }

  @Test
  void whereErrorsStopALoadARecordStopsItsFileOnlyAndNothingIsLost() {
    lake.write("lake.yaml", "name: loja\ndefaults: { on_error: fail }\n");
    lake.write("in/pedidos/1.jsonl", "{\"id\":1}\n{\"id\":2,\"id\":3}\n");
    lake.write("in/pedidos/2.jsonl", "{\"id\":4}\n");
    Shell.Answer answer = lake.foz("run");
    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.err())
        .contains("error[D301]: Cannot land pedidos: the key `id` stands twice in one object")
        .contains("in/pedidos/1.jsonl:9");
    assertThat(lake.rows("select id from curated.vendas_pedidos")).isEqualTo("4\n");

    lake.write("in/pedidos/1.jsonl", "{\"id\":1}\n{\"id\":2}\n");
    run(0);
    assertThat(lake.rows("select id from curated.vendas_pedidos order by id"))
        .isEqualTo("1\n2\n4\n");
    assertThat(lake.rows("select count(*), max(_seq) from raw.vendas_pedidos")).isEqualTo("3,3\n");
  }

  @Test
  void buildsModelsInTheOrderOfTheirSqlAndOnlyWhenSomethingChanged() {
    lake.write(
        "models/refined/total.sql",
        "/* ---\ndescription: Sum\n--- */\nselect sum(t) as total from curated.validos");
    lake.write(
        "models/curated/validos.sql",
        "/* ---\nmaterialized: view\n--- */\nselect total as t from curated.vendas_pedidos where total > 0");
    assertThat(run(0)).contains("waits for curated.vendas_pedidos, which has no data yet");
    lake.write("in/pedidos/1.json", "[{\"id\":1,\"total\":1.5},{\"id\":2,\"total\":-1}]");
    run(0);
    assertThat(lake.rows("select total from refined.total")).isEqualTo("1.50\n");
    assertThat(run(0)).contains("build refined.total").doesNotContain("1 row");

    lake.write("models/refined/total.sql", "select count(*) as n from curated.validos");
    assertThat(run(0)).contains("1 row");
    assertThat(lake.rows("select n from refined.total")).isEqualTo("1\n");
    assertThat(lake.foz("show", "curated.vendas_pedidos").out())
        .contains("read by", "refined.total");
  }

  @Test
  void aModelThatFailsLeavesItsLastGoodVersionAndTellsTheLine() {
    lake.write("models/refined/media.sql", "select 10 / n as m\nfrom curated.vendas_pedidos");
    lake.write("in/pedidos/1.json", "{\"id\":1,\"n\":5}");
    run(0);
    lake.write("models/refined/media.sql", "select 10 / nn as m\nfrom curated.vendas_pedidos");
    Shell.Answer answer = lake.foz("run");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).contains("models/refined/media.sql:1:13");
    assertThat(lake.rows("select m from refined.media")).isEqualTo("2.0\n");
  }

  @Test
  void refusesAnotherPrimaryKeyThanTheRecordsLandedWith() {
    lake.write("in/pedidos/1.json", "{\"id\":1,\"nota\":2}");
    run(0);
    lake.write(
        "sources/vendas.yaml",
        "type: file\ntables:\n  pedidos: { path: in/pedidos/*.json, primary_key: nota }\n");
    Shell.Answer answer = lake.foz("run");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err())
        .contains(
            "error[F211]: Cannot change the primary key of raw.vendas_pedidos from `id` to `nota`");
  }

  @Test
  void selectsWhatToRun() {
    lake.write("in/pedidos/1.json", "{\"id\":1}");
    Shell.Answer answer = lake.foz("run", "curated.vendas_pedidos");
    assertThat(answer.err()).contains("1 task", "waits for raw.vendas_pedidos");
    assertThat(lake.foz("run", "+curated.vendas_pedidos").err()).contains("2 tasks", "1 row");
  }

  private String run(int exit) {
    Shell.Answer answer = lake.foz("run");
    assertThat(answer.exit()).as(answer.err()).isEqualTo(exit);
    return answer.err();
  }
}
