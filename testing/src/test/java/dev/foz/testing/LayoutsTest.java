package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableUtil;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables whose rows change, and so do the ways in which they lie in files: after every run each
 * model equals its query, one that adds rows has seen each change once, and Iceberg's own reader
 * finds the same rows by their partitions.
 */
class LayoutsTest {
  private static final Map<String, List<String>> WAYS =
      Map.of(
          "refined.by_day", List.of("", "dia", "day(dia)", "month(dia)", "year(dia)"),
          "refined.by_uf_and_day", List.of("", "uf", "uf, day(dia)", "month(dia), uf"),
          "refined.lines", List.of("", "truncate(50, id)", "uf", "line, month(dia)"),
          "refined.ranked", List.of("", "truncate(100, id)", "place"),
          "refined.per_customer", List.of("", "uf", "truncate(1, uf)", "truncate(7, id)"),
          "refined.over_model", List.of("", "day(dia)", "year(dia), truncate(5, twice)"),
          "refined.log", List.of("", "truncate(40, id)"),
          "curated.s_orders",
              List.of("", "status", "day(dia)", "truncate(1, status), month(dia)", "dia"));

  @TempDir private Path folder;
  private final List<String> log = new ArrayList<>();
  private long logged = -1;

  @Test
  void rowsStayWhatTheyAreHoweverTheyLie() {
    run(Seeds.seed("LayoutsTest"), 5);
  }

  @Test
  @Tag("slow")
  void rowsStayWhatTheyAreHoweverOftenTheyAreLaidAnew() {
    run(Seeds.seed("LayoutsTest, many"), 25);
  }

  private void run(long seed, int rounds) {
    Random random = new Random(seed);
    ScratchLake lake = ScratchLake.create(folder);
    int ordersFormat = 2 + random.nextInt(2);
    for (int round = 0; round < rounds; round++) {
      String place = "seed " + seed + ", round " + round + ", ";
      lay(lake, random, ordersFormat);
      MergeModelsTest.write(lake, random, round);
      FozConsole.of(folder).foz("run").orFail();
      for (Map.Entry<String, String> query : MergeModelsTest.queries().entrySet()) {
        String table = MergeModelsTest.table(query.getKey());
        assertThat(rows("select * from " + table))
            .as(place + table)
            .isEqualTo(rows(query.getValue()));
      }
      checkLog(place);
      checkByIceberg(random, place, ordersFormat);
    }
  }

  private void lay(ScratchLake lake, Random random, int ordersFormat) {
    lake.source(
        "s",
        """
        orders:
          path: "orders/*.json"
          primary_key: id
          cluster_by: [dia, id]
          format_version: %d
        %scustomers: { path: "customers/*.json", primary_key: id }
        """
            .formatted(ordersFormat, partitionBy(random, "curated.s_orders").indent(2)));
    MergeModelsTest.queries()
        .forEach(
            (name, sql) -> {
              String table = MergeModelsTest.table(name);
              String key = name.substring(name.indexOf('(') + 1, name.length() - 1);
              lake.model(
                  table,
                  "/* ---\nmaterialized: merge\nprimary_key: [%s]\nformat_version: %d\n%s--- */\n%s"
                      .formatted(key, 2 + random.nextInt(2), partitionBy(random, table), sql));
            });
    lake.model(
        "refined.log",
        "/* ---\nmaterialized: append\n%s--- */\nselect id, _seq from curated.s_orders"
            .formatted(partitionBy(random, "refined.log")));
  }

  private static String partitionBy(Random random, String table) {
    List<String> ways = WAYS.getOrDefault(table, List.of(""));
    String way = ways.get(random.nextInt(ways.size()));
    if (way.isEmpty()) {
      return "";
    }
    StringBuilder yaml = new StringBuilder("partition_by:\n");
    for (String field : way.split(", (?![^(]*\\))")) {
      yaml.append("  - ").append(field).append('\n');
    }
    return yaml.toString();
  }

  /** Each state of a key that stood at the end of a run is in the log once. */
  private void checkLog(String place) {
    log.addAll(states("select id, _seq from curated.s_orders where _seq > " + logged));
    for (Map<String, @Nullable Object> row :
        ask("select max(_seq) as last from curated.s_orders")) {
      logged = Long.parseLong(String.valueOf(row.get("last")));
    }
    assertThat(states("select id, _seq from refined.log"))
        .as(place + "log")
        .containsExactlyInAnyOrderElementsOf(log);
  }

  private List<String> states(String sql) {
    return ask(sql).stream().map(row -> row.get("id") + " " + row.get("_seq")).toList();
  }

  private List<Map<String, @Nullable Object>> ask(String sql) {
    return Plain.rows(FozConsole.of(folder).sql(sql));
  }

  private String rows(String sql) {
    return FozConsole.of(folder).sql("select * from (" + sql + ") order by all");
  }

  private void checkByIceberg(Random random, String place, int ordersFormat) {
    String name = new ArrayList<>(new TreeSet<>(WAYS.keySet())).get(random.nextInt(WAYS.size()));
    try (IcebergTables iceberg = new IcebergTables(folder.resolve("data"))) {
      Table table = iceberg.table(name.substring(0, 7), name.substring(8));
      if (name.equals("curated.s_orders")) {
        assertThat(TableUtil.formatVersion(table)).as(place + name).isEqualTo(ordersFormat);
      }
      if (TableUtil.formatVersion(table) == 2) {
        try (CloseableIterable<FileScanTask> files = table.newScan().planFiles()) {
          assertThat(files).as(place + name).allMatch(file -> file.deletes().isEmpty());
        }
      }
      String column =
          name.equals("refined.by_day") || name.equals("refined.over_model") ? "dia" : "id";
      if (name.equals("refined.by_uf_and_day")) {
        column = "uf";
      }
      Object value = anyValue(table, column, random);
      long found = 0;
      try (CloseableIterable<Record> records =
          IcebergGenerics.read(table).where(Expressions.equal(column, literal(value))).build()) {
        for (Record record : records) {
          found += record.getField(column).equals(value) ? 1 : 0;
        }
      }
      assertThat(
              ask(
                  "select id_ from (select 1 as id_ from %s where %s = '%s')"
                      .formatted(name, column, value)))
          .as(place + name + " where " + column + " is " + value + ", " + table.spec())
          .hasSize((int) found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object literal(Object value) {
    return value instanceof java.time.LocalDate day ? day.toString() : value;
  }

  private static Object anyValue(Table table, String column, Random random) throws IOException {
    List<Object> values = new ArrayList<>();
    try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
      records.forEach(record -> values.add(record.getField(column)));
    }
    assertThat(values).isNotEmpty();
    return values.get(random.nextInt(values.size()));
  }
}
