package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableUtil;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 6: Iceberg's own readers return the rows that {@code foz sql} returns. */
class GenericReadersTest {
  private static final String RECORD =
      """
      {"id": %d, "texto": "%s", "inteiro": %d, "fracao": %s, "grande": %s, "sim": %s,
       "dia": "2026-02-%02d", "hora": "2026-02-03T04:05:06.%d", "instante": "2026-02-03T04:05:06.5-03:00",
       "vazio": null, "misto": %s,
       "dentro": {"a": {"b": [%d, null, 3]}, "c": null},
       "lista": [{"x": 1.5, "y": ["p", "q"]}, {"x": null, "y": []}, {"z": true}]}
      """;

  @TempDir private Path folder;
  private ScratchLake lake;
  private FozConsole console;

  @BeforeEach
  void createLake() {
    lake = ScratchLake.create(folder.resolve("lake"));
    console = FozConsole.of(lake.folder());
    lake.source(
        "tipos",
        """
        tudo: { path: "entrada/tudo/*.json", primary_key: id }
        linhas: { path: "entrada/linhas/*.csv" }
        """);
    lake.model(
        "refined.resumo",
        """
        select sim, count(*) as n, sum(fracao) as soma, avg(inteiro) as media, max(dia) as dia,
               max(instante) as instante, list(texto order by id) as textos,
               {'menor': min(grande), 'maior': max(grande)} as grandes
        from curated.tipos_tudo group by sim
        """);
  }

  private void write(String file, int from, int to, String fraction, String mixed) {
    StringBuilder text = new StringBuilder();
    for (int id = from; id < to; id++) {
      text.append(
          RECORD.formatted(
              id,
              "é \\\"" + id,
              id * 1_000_000_007L,
              fraction,
              "123456789012345.678901234",
              id % 2 == 0,
              1 + id % 28,
              100 + id % 900,
              mixed,
              id));
    }
    lake.write(file, text.toString());
  }

  private List<Map<String, @Nullable Object>> bySql(String table, String order) {
    String sql = "select * from " + table + " order by " + order;
    return Plain.rows(console.sql(sql));
  }

  private static void compare(
      IcebergTables iceberg,
      String table,
      String order,
      int rows,
      List<Map<String, @Nullable Object>> expected) {
    String[] parts = table.split("\\.", -1);
    List<Map<String, @Nullable Object>> byIceberg =
        iceberg.rows(parts[0], parts[1]).stream()
            .map(Plain::row)
            .sorted(Comparator.comparing(row -> sortable(row.get(order))))
            .toList();
    assertThat(byIceberg).as(table).hasSize(rows);
    Plain.requireSame(table + " by Iceberg", byIceberg, expected);
  }

  private static String sortable(@Nullable Object value) {
    return value instanceof java.math.BigDecimal number
        ? "%020d".formatted(number.longValueExact())
        : String.valueOf(value);
  }

  @Test
  void returnTheSameRowsOfAllLayersAndTypesAfterMerges() {
    write("entrada/tudo/1.json", 0, 500, "12.50", "1");
    lake.write("entrada/linhas/1.csv", "a,b,c\n1,x,2.5\n2,\"y,\n\",3\n");
    console.foz("run").orFail();
    write("entrada/tudo/2.json", 100, 120, "0.001", "2.25");
    lake.append("entrada/linhas/1.csv", "3,,\n");
    console.foz("run").orFail();
    write("entrada/tudo/3.json", 110, 130, "-7", "3");
    console.foz("run").orFail();
    try (IcebergTables iceberg = new IcebergTables(lake.storage())) {
      assertThat(iceberg.names("raw")).containsExactlyInAnyOrder("tipos_tudo", "tipos_linhas");
      String raw = "select * exclude (data) from raw.tipos_tudo order by _seq";
      compare(iceberg, "raw.tipos_tudo", "_seq", 540, Plain.rows(console.sql(raw)));
      compare(iceberg, "curated.tipos_tudo", "id", 500, bySql("curated.tipos_tudo", "id"));
      compare(iceberg, "curated.tipos_linhas", "_seq", 3, bySql("curated.tipos_linhas", "_seq"));
      compare(iceberg, "refined.resumo", "sim", 2, bySql("refined.resumo", "sim"));
    }
  }

  @Test
  void seeDeletionVectorsInVersionThreeAndAvroInRaw() throws java.io.IOException {
    write("entrada/tudo/1.json", 0, 500, "12.50", "1");
    lake.write("entrada/linhas/1.csv", "a\n1\n");
    console.foz("run").orFail();
    write("entrada/tudo/2.json", 100, 120, "12.75", "2");
    console.foz("run").orFail();
    try (IcebergTables iceberg = new IcebergTables(lake.storage())) {
      Table curated = iceberg.table("curated", "tipos_tudo");
      assertThat(TableUtil.formatVersion(curated)).isEqualTo(3);
      try (CloseableIterable<FileScanTask> files = curated.newScan().planFiles()) {
        assertThat(files)
            .anySatisfy(
                file -> {
                  assertThat(file.deletes())
                      .singleElement()
                      .extracting(d -> d.format())
                      .isEqualTo(FileFormat.PUFFIN);
                  assertThat(file.deletes().getFirst().recordCount()).isEqualTo(20);
                });
      }
      try (CloseableIterable<FileScanTask> files =
          iceberg.table("raw", "tipos_tudo").newScan().planFiles()) {
        assertThat(files).allMatch(file -> file.file().format() == FileFormat.AVRO);
      }
    }
  }
}
