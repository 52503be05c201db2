package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How old the newest data of tables is, by a clock that the tests set. */
class FreshnessTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private final Shell lake;

  FreshnessTest(@TempDir Path folder) {
    this.lake = new Shell(folder);
  }

  @BeforeEach
  void makeLake() {
    hour(0);
    lake.write("lake.yaml", "name: loja\n");
    lake.write(
        "sources/loja.yaml",
        """
        type: file
        freshness: 24h
        tables:
          pedidos: { path: pedidos/*.jsonl, primary_key: id }
          ufs: { path: ufs/*.jsonl, primary_key: uf, freshness: none }
        """);
    model("gasto", "", "select uf, count(*) as n from curated.loja_pedidos group by 1");
    lake.write("pedidos/1.jsonl", "{\"id\":1,\"uf\":\"SP\"}\n");
    lake.write("ufs/1.jsonl", "{\"uf\":\"SP\",\"nome\":\"São Paulo\"}\n");
    run();
  }

  private void hour(long hours) {
    lake.at(START.plus(Duration.ofHours(hours)));
  }

  private void model(String name, String keys, String sql) {
    lake.write("models/refined/" + name + ".sql", "/* ---\n" + keys + "--- */\n" + sql + "\n");
  }

  private void run() {
    Shell.Answer answer = lake.foz("run");
    assertThat(answer.exit()).as(answer.out() + answer.err()).isZero();
  }

  /** Table, status and note of each line of {@code foz status}. */
  private String status() {
    StringBuilder lines = new StringBuilder();
    for (String line : lake.told("status").lines().skip(3).toList()) {
      String[] cells = line.split(" {2}", -1);
      lines.append(cells[0]).append('|').append(cells[1]);
      lines.append('|').append(cells.length > 5 ? cells[5] : "").append('\n');
    }
    return lines.toString();
  }

  private String lineOf(String table) {
    return status().lines().filter(line -> line.startsWith(table + "|")).findFirst().orElseThrow();
  }

  @Test
  void tablesAreStaleWhenTheirNewestDataIsOlderThanWanted() {
    hour(24);
    assertThat(status()).doesNotContain("stale");

    hour(26);
    String note = " is 26h old, wanted within 24h (sources/loja.yaml)";
    assertThat(status())
        .isEqualTo(
            "curated.loja_pedidos|stale|newest data of raw.loja_pedidos"
                + note
                + "\nraw.loja_pedidos|stale|newest data"
                + note
                + "\ncurated.loja_ufs|ok|\nraw.loja_ufs|ok|\nrefined.gasto|ok|\n");
    run();
    assertThat(lineOf("raw.loja_pedidos")).contains("|stale|");

    lake.write("pedidos/2.jsonl", "{\"id\":2,\"uf\":\"RJ\"}\n");
    run();
    assertThat(status()).doesNotContain("stale");
  }

  @Test
  void aModelIsAsOldAsTheOldestOfWhatItIsMadeOf() {
    model("passo", "freshness: 30h\n", "select * from refined.gasto");
    model(
        "com_nome",
        "freshness: 30h\n",
        "select * from refined.passo join curated.loja_ufs using (uf)");
    model("nomes", "freshness: 30h\n", "select * from curated.loja_ufs");
    model("um", "freshness: 30h\n", "select 1 as um");
    run();
    hour(20);
    lake.write("ufs/2.jsonl", "{\"uf\":\"RJ\",\"nome\":\"Rio de Janeiro\"}\n");
    run();
    assertThat(status()).doesNotContain("stale");

    hour(31);
    String note = "newest data of raw.loja_pedidos is 31h old, wanted within 30h (models/refined/";
    assertThat(lineOf("refined.passo")).isEqualTo("refined.passo|stale|" + note + "passo.sql)");
    assertThat(lineOf("refined.com_nome"))
        .isEqualTo("refined.com_nome|stale|" + note + "com_nome.sql)");
    // Their inputs ask for nothing, or there are none.
    assertThat(lineOf("refined.nomes")).isEqualTo("refined.nomes|ok|");
    assertThat(lineOf("refined.um")).isEqualTo("refined.um|ok|");
  }

  @Test
  void whatIsIgnoredMakesNothingOld() {
    lake.write(
        "sources/loja.yaml",
        """
        type: file
        tables:
          pedidos: { path: pedidos/*.jsonl, primary_key: id }
          ufs: { path: ufs/*.jsonl, primary_key: uf }
        """);
    String sql = "select p.id, nome from curated.loja_pedidos p join curated.loja_ufs using (uf)";
    model("todos", "freshness: 24h\n", sql);
    model("sem", "freshness: 24h\nignore_changes: curated.loja_ufs\n", sql);
    run();
    hour(30);
    lake.write("pedidos/2.jsonl", "{\"id\":2,\"uf\":\"SP\"}\n");
    run();

    assertThat(lineOf("refined.todos"))
        .isEqualTo(
            "refined.todos|stale|newest data of raw.loja_ufs is 30h old, wanted within 24h"
                + " (models/refined/todos.sql)");
    assertThat(lineOf("refined.sem")).isEqualTo("refined.sem|ok|");
  }

  @Test
  void dataThatWasNotTakenInYetDoesNotCount() {
    hour(26);
    lake.write("pedidos/2.jsonl", "{\"id\":2,\"uf\":\"RJ\"}\n");
    assertThat(lake.foz("run", "--exclude", "curated.*", "--exclude", "refined.*").exit()).isZero();

    assertThat(lineOf("raw.loja_pedidos")).isEqualTo("raw.loja_pedidos|ok|");
    assertThat(lineOf("curated.loja_pedidos"))
        .isEqualTo(
            "curated.loja_pedidos|stale|newest data of raw.loja_pedidos is 26h old, wanted within"
                + " 24h (sources/loja.yaml); behind raw.loja_pedidos");
  }

  @Test
  void allPlacesTellIt() {
    model(
        "gasto",
        "freshness: 90m\n",
        "select uf, count(*) as n from curated.loja_pedidos group by 1");
    run();
    lake.at(START.plus(Duration.ofMinutes(151)));

    assertThat(lake.rows("select status, note, newest_data_at, freshness from system.models"))
        .isEqualTo(
            "stale,\"newest data of raw.loja_pedidos is 2h 31m old, wanted within 90m"
                + " (models/refined/gasto.sql)\",2026-03-01 10:00:00Z,90m\n");
    assertThat(lake.told("show", "refined.gasto"))
        .contains("freshness  within 90m (models/refined/gasto.sql)\n")
        .contains("newest data  2026-03-01T10:00:00Z (2h 31m old)\n");
    assertThat(lake.told("show", "raw.loja_ufs")).contains("freshness  none: it may be as old");
    assertThat(lake.foz("status", "--json").out())
        .contains("\"newest_data_at\": \"2026-03-01 10:00:00Z\", \"freshness\": \"90m\"");
  }
}
