package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happens to records that other programs stumble over: one outcome each, the same in {@code
 * docs/quarantine.md}, and the records around it land.
 */
class PoisonTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ".")).resolve("../docs/quarantine.md");
  private static final String BEGIN = "<!-- drawn: outcomes -->\n";
  private static final String END = "<!-- end of drawn -->\n";
  private static final String LANDS = "lands";

  @TempDir private Path folder;
  private ScratchLake lake = ScratchLake.create(Path.of("target", "none"));
  private FozConsole console = FozConsole.of(lake.folder());

  @BeforeEach
  void loadAll() {
    lake = ScratchLake.create(folder.resolve("lake"));
    console = FozConsole.of(lake.folder());
    lake.write("schemas/registro.json", Poison.CONTRACT);
    lake.write("schemas/linha.json", Poison.ROWS);
    lake.source(
        "veneno",
        """
        com: { path: "entrada/*.json", contract: registro }
        sem: { path: "entrada/*.json" }
        linhas_com: { path: "entrada/*.csv", contract: linha }
        linhas_sem: { path: "entrada/*.csv" }
        """);
    all().forEach(poison -> lake.write("entrada/" + poison.file(), poison.content()));
    console.foz("run").orFail();
  }

  private static Stream<Poison> all() {
    return Stream.concat(Poison.json().stream(), Poison.csv().stream());
  }

  @Test
  void everyPoisonHasTheOutcomeThatTheDocumentationTells() throws IOException {
    String table = table();
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END, begin);
    if ("update".equals(System.getProperty("docs"))) {
      Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
      return;
    }
    assertThat(page.substring(begin, end))
        .as("docs/quarantine.md is not what happens; ./test --update-docs writes it again")
        .isEqualTo(table);
  }

  private String table() {
    Map<String, String> declared = outcomes("com");
    Map<String, String> inferred = outcomes("sem");
    declared.putAll(outcomes("linhas_com"));
    inferred.putAll(outcomes("linhas_sem"));
    StringBuilder text = new StringBuilder("| what came | without contract | with contract |\n");
    text.append("| --- | --- | --- |\n");
    all()
        .forEach(
            poison ->
                text.append(
                    "| %s | %s | %s |%n"
                        .formatted(
                            poison.what(),
                            inferred.getOrDefault(poison.file(), LANDS),
                            declared.getOrDefault(poison.file(), LANDS))));
    return text.toString();
  }

  /** By file, of the records in quarantine. */
  private Map<String, String> outcomes(String table) {
    String sql =
        "select _position, _code, _rule, _path, _reason from quarantine.raw_veneno_" + table;
    Map<String, String> outcomes = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> row : Plain.rows(console.sql(sql))) {
      String position = String.valueOf(row.get("_position"));
      String file = position.substring("entrada/".length(), position.indexOf(':'));
      String path = row.get("_path") == null ? "" : "field `" + shown(row.get("_path")) + "` ";
      String outcome =
          row.get("_code")
              + " `"
              + row.get("_rule")
              + "`: "
              + path
              + String.valueOf(row.get("_reason")).replace("|", "\\|");
      assertThat(outcomes.put(file, outcome)).as("one rejected record of " + file).isNull();
    }
    return outcomes;
  }

  /** Paths that are too long for a page are cut. */
  private static String shown(@Nullable Object path) {
    return String.valueOf(path).replaceAll("(\\[0\\]){20,}", "[0][0]…");
  }

  @Test
  void thePathOfTheDeepestListIsWhole() {
    String sql = "select _path from quarantine.raw_veneno_com where _rule = 'depth'";
    assertThat(Plain.rows(console.sql(sql)).getFirst().get("_path"))
        .isEqualTo("lista" + "[0]".repeat(499));
  }

  @Test
  void theRecordsAroundLandAndEveryByteIsKept() {
    try (IcebergTables iceberg = new IcebergTables(lake.storage())) {
      for (String table : List.of("com", "sem", "linhas_com", "linhas_sem")) {
        List<Poison> poisons = table.startsWith("linhas") ? Poison.csv() : Poison.json();
        Map<String, byte[]> raw = payloads(iceberg.rows("raw", "veneno_" + table));
        Map<String, byte[]> rejected = payloads(iceberg.rows("quarantine", "raw_veneno_" + table));
        assertThat(raw.size() + rejected.size()).as(table).isEqualTo(3 * poisons.size());
        for (Poison poison : poisons) {
          String position = "entrada/" + poison.file() + ":" + poison.offset();
          byte[] kept = raw.getOrDefault(position, rejected.get(position));
          assertThat(kept).as(table + " " + position).isEqualTo(poison.bytes());
        }
        checkGood(table, raw.size(), 2L * poisons.size());
      }
    }
  }

  private static Map<String, byte[]> payloads(List<Map<String, @Nullable Object>> rows) {
    Map<String, byte[]> payloads = new LinkedHashMap<>();
    rows.forEach(
        row ->
            payloads.put(
                String.valueOf(row.get("_position")),
                (byte[]) Objects.requireNonNull(row.get("payload"))));
    return payloads;
  }

  /** Good records have the numbers 1 and 3, and all values that they came with. */
  private void checkGood(String table, long landed, long good) {
    String rest =
        table.startsWith("linhas") ? "" : " and dia::varchar = '2026-02-28' and peso = 0.5";
    String curated = "select count(*) from curated.veneno_" + table;
    String condition = " where n in (1, 3) and texto = 'bom' and valor = 1.25" + rest;
    assertThat(Plain.number(console.sql(curated + condition))).as(table).isEqualTo(good);
    assertThat(Plain.number(console.sql(curated))).as(table).isEqualTo(landed);
  }
}
