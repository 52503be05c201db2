package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lake of the README: each file is read once, and the ledger says by which run. */
class FilesTakenOnceTest {
  @TempDir private Path folder;
  private ScratchLake lake;
  private FozConsole console;

  @BeforeEach
  void writeLake() {
    lake = ScratchLake.create(folder.resolve("loja"));
    lake.source(
        "notas",
        """
        nfe: { path: "entrada/nfe/**/*.json", primary_key: chave }
        produtos: { path: entrada/produtos.csv, primary_key: sku }
        """);
    lake.model(
        "refined.vendas_por_dia",
        """
        select cast(emitida_em as date) as dia, count(*) as notas, sum(total) as total
        from curated.notas_nfe
        group by 1
        """);
    lake.write("entrada/nfe/01/a.json", nota("A1", "2026-01-01T10:00:00", "10.50"));
    lake.write(
        "entrada/nfe/01/b.json",
        "["
            + nota("B1", "2026-01-01T11:00:00", "1.25")
            + ",\n "
            + nota("B2", "2026-01-02T00:00:00", "7")
            + "]");
    lake.write(
        "entrada/produtos.csv", "sku,nome,preco\r\nS1,\"Água, com gás\",3.10\r\nS2,Pão,0.50\r\n");
    console = FozConsole.of(lake.folder());
  }

  private static String nota(String chave, String moment, String total) {
    return """
        {"chave": "%s", "emitida_em": "%s", "total": %s,
         "itens": [{"sku": "S1", "q": 2}, {"sku": "S2", "q": 1}]}
        """
        .formatted(chave, moment, total)
        .strip();
  }

  private List<Map<String, Object>> ask(String sql) {
    return Plain.rows(console.sql(sql)).stream().map(Map::copyOf).toList();
  }

  private static Map<String, Object> row(Object... namesAndValues) {
    Map<String, Object> row = new java.util.HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return Map.copyOf(Plain.row(row));
  }

  @Test
  void aSecondRunReadsNothingAndAThirdOnlyWhatIsNew() {
    console.foz("run").orFail();
    String second = console.foz("run").orFail().err();
    assertThat(second).contains("load notas").contains("nothing new");
    assertThat(second).containsPattern("consolidate curated.notas_nfe +up to date");
    assertThat(second).containsPattern("build refined.vendas_por_dia +up to date");

    lake.write("entrada/nfe/02/c.json", nota("C1", "2026-01-02T09:00:00", "100.00"));
    lake.append("entrada/produtos.csv", "S1,Água,3.20\r\n");
    assertThat(console.foz("run").orFail().err()).contains("2 files");

    assertThat(
            ask(
                "select \"table\", run, sum(records) as records from system.files"
                    + " where \"table\" like 'raw.%' group by all order by run, \"table\""))
        .containsExactly(
            row("table", "raw.notas_nfe", "run", 1, "records", 3),
            row("table", "raw.notas_produtos", "run", 1, "records", 2),
            row("table", "raw.notas_nfe", "run", 3, "records", 1),
            row("table", "raw.notas_produtos", "run", 3, "records", 1));
    assertThat(
            ask(
                "select distinct status, processed_by_run = run as same_run from system.files where consumer is not null"))
        .containsExactly(row("status", "processed", "same_run", true));
    assertThat(ask("select _seq, _position from raw.notas_nfe where _seq > 5 order by _seq"))
        .containsExactly(row("_seq", 6, "_position", "entrada/nfe/02/c.json:0"));
    assertThat(ask("select sku, nome, preco from curated.notas_produtos order by sku"))
        .containsExactly(
            row("sku", "S1", "nome", "Água", "preco", 3.2),
            row("sku", "S2", "nome", "Pão", "preco", 0.5));
    assertThat(ask("select * from refined.vendas_por_dia order by dia"))
        .containsExactly(
            row("dia", "2026-01-01", "notas", 2, "total", 11.75),
            row("dia", "2026-01-02", "notas", 2, "total", 107));
  }

  @Test
  void theRecordsOfAFileThatIsGoneStay() throws java.io.IOException {
    console.foz("run").orFail();
    java.nio.file.Files.delete(lake.path("entrada/produtos.csv"));
    java.nio.file.Files.delete(lake.path("entrada/nfe/01/a.json"));
    console.foz("run").orFail();
    assertThat(ask("select count(*) as n from raw.notas_nfe")).containsExactly(row("n", 3));
    assertThat(ask("select count(*) as n from curated.notas_produtos"))
        .containsExactly(row("n", 2));
  }
}
