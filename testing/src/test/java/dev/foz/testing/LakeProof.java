package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.testing.LakeModel.Arrived;
import dev.foz.testing.LakeModel.Landed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares a lake of {@link SalesInput} with its model, by Foz's SQL and by Iceberg's readers. */
final class LakeProof {
  private final ScratchLake lake;
  private final FozConsole console;
  private final LakeModel model;

  LakeProof(ScratchLake lake, LakeModel model) {
    this.lake = lake;
    this.console = FozConsole.of(lake.folder());
    this.model = model;
  }

  void check() {
    try (IcebergTables iceberg = new IcebergTables(lake.storage())) {
      List<Arrived> arrived = model.check(landed(iceberg));
      Plain.requireSame("raw by foz sql", rawBySql(), raw(arrived));
      compare(iceberg, "pedidos", LakeModel.lastRows(arrived, "pedidos", row -> row.get("id")));
      compare(iceberg, "clientes", LakeModel.lastRows(arrived, "clientes", LakeProof::customer));
      compare(iceberg, "acessos", LakeModel.rows(arrived, "acessos"));
    }
  }

  /** Runs that died left no data file that the ledger does not know, and are not running. */
  void checkNothingIsLeftBehind() throws IOException {
    List<String> known =
        Plain.rows(console.sql("select distinct path from system.files")).stream()
            .map(row -> String.valueOf(row.get("path")))
            .toList();
    try (Stream<Path> files = Files.walk(lake.storage())) {
      assertThat(
              files
                  .filter(Files::isRegularFile)
                  .map(file -> lake.storage().relativize(file).toString())
                  .filter(path -> path.contains("/data/")))
          .as("data files in the storage")
          .isSubsetOf(known);
    }
    String running = "select count(*) from system.runs where state = 'RUNNING'";
    assertThat(Plain.number(console.sql(running))).as("runs that run").isZero();
  }

  private static @Nullable Object customer(Map<String, @Nullable Object> row) {
    return row.get("doc") instanceof Map<?, ?> document ? document.get("id") : null;
  }

  private static List<Landed> landed(IcebergTables iceberg) {
    List<Landed> landed = new ArrayList<>();
    for (String table : SalesInput.TABLES) {
      for (Map<String, @Nullable Object> row : iceberg.rows("raw", name(table))) {
        landed.add(
            new Landed(
                table,
                (long) Objects.requireNonNull(row.get("_seq")),
                String.valueOf(row.get("_position")),
                (byte[]) Objects.requireNonNull(row.get("payload"))));
      }
    }
    return landed;
  }

  private static String name(String table) {
    return SalesInput.SOURCE + "_" + table;
  }

  private static List<Map<String, @Nullable Object>> raw(List<Arrived> arrived) {
    return arrived.stream()
        .map(
            one ->
                Plain.row(
                    Map.of(
                        "_seq", one.seq(),
                        "_position", one.record().position(),
                        "text", new String(one.record().payload(), StandardCharsets.UTF_8))))
        .toList();
  }

  private List<Map<String, @Nullable Object>> rawBySql() {
    List<String> parts =
        SalesInput.TABLES.stream()
            .map(table -> "select _seq, _position, decode(payload) as text from raw." + name(table))
            .toList();
    return Plain.rows(console.sql(String.join(" union all ", parts) + " order by _seq"));
  }

  private void compare(
      IcebergTables iceberg, String table, List<Map<String, @Nullable Object>> expected) {
    String own = "select * from curated." + name(table) + " order by _seq";
    List<Map<String, @Nullable Object>> bySql = Plain.rows(console.sql(own));
    List<Map<String, @Nullable Object>> byIceberg =
        iceberg.rows("curated", name(table)).stream()
            .map(Plain::row)
            .sorted(Comparator.comparing(row -> new java.math.BigDecimal("" + row.get("_seq"))))
            .toList();
    Plain.requireSame("curated." + table + " by Iceberg", byIceberg, bySql);
    Plain.requireSame(
        "curated." + table,
        bySql.stream().map(LakeProof::withoutNulls).toList(),
        expected.stream().map(Plain::row).map(LakeProof::withoutNulls).toList());
  }

  /** Only what the records have: of other fields the curated row is null. */
  private static Map<String, @Nullable Object> withoutNulls(Map<String, @Nullable Object> row) {
    Map<String, @Nullable Object> rest = Plain.without(row, "_run", "_ingested_at");
    rest.values().removeIf(Objects::isNull);
    return rest;
  }
}
