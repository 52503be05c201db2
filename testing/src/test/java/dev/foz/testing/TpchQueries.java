package dev.foz.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The 22 queries as the generator's artifact brings them. */
final class TpchQueries {
  private static final Pattern TABLES =
      Pattern.compile(
          "(?i)((?:\\bfrom|\\bjoin|,)\\s*)("
              + Stream.of(TpchTable.values()).map(TpchTable::label).collect(Collectors.joining("|"))
              + "|revenue)\\b");
  private static final Pattern REVENUE = Pattern.compile("(?is)create or replace view (.+?);(.+);");

  /** Columns that name a row of the result; queries without have one row. */
  private static final Map<Integer, String> KEYS =
      Map.ofEntries(
          Map.entry(1, "l_returnflag, l_linestatus"),
          Map.entry(2, "p_partkey, s_name"),
          Map.entry(3, "l_orderkey"),
          Map.entry(4, "o_orderpriority"),
          Map.entry(5, "n_name"),
          Map.entry(7, "supp_nation, cust_nation, l_year"),
          Map.entry(8, "o_year"),
          Map.entry(9, "nation, o_year"),
          Map.entry(10, "c_custkey"),
          Map.entry(11, "ps_partkey"),
          Map.entry(12, "l_shipmode"),
          Map.entry(13, "c_count"),
          Map.entry(15, "s_suppkey"),
          Map.entry(16, "p_brand, p_type, p_size"),
          Map.entry(18, "o_orderkey"),
          Map.entry(20, "s_name"),
          Map.entry(21, "s_name"),
          Map.entry(22, "cntrycode"));

  private TpchQueries() {}

  /**
   * @param views that it reads, each a name, {@code as} and its SQL
   * @param sql over tables without a schema
   */
  record Query(int number, List<String> views, String sql) {
    Query {
      views = List.copyOf(views);
    }

    String model() {
      return "refined.q" + number;
    }

    /** Whether its rows have a key, so that it is kept by {@code merge}. */
    boolean isKeyed() {
      return KEYS.containsKey(number);
    }

    void writeTo(ScratchLake lake) {
      for (String view : views) {
        String[] parts = view.split("(?i)\\s+as\\s+", 2);
        lake.model(
            "refined." + parts[0].toLowerCase(java.util.Locale.ROOT),
            "/* ---\nmaterialized: view\n--- */\n" + inLake(parts[1]));
      }
      String kind =
          isKeyed()
              ? "materialized: merge\nprimary_key: [" + KEYS.get(number) + "]\n"
              : "materialized: table\n";
      lake.model(model(), "/* ---\n" + kind + "--- */\n" + inLake(sql));
    }
  }

  static List<Query> all() {
    List<Query> queries = new ArrayList<>();
    for (int number = 1; number <= 22; number++) {
      String text = text(number);
      var view = REVENUE.matcher(text);
      queries.add(
          view.find()
              ? new Query(number, List.of(view.group(1)), view.group(2))
              : new Query(number, List.of(), text));
    }
    return queries;
  }

  private static String text(int number) {
    String name = "/io/trino/tpch/queries/q" + number + ".sql";
    try (InputStream file = TpchTable.class.getResourceAsStream(name)) {
      String text =
          new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same over the tables of the lake. */
  private static String inLake(String sql) {
    return TABLES
        .matcher(sql)
        .replaceAll(
            found -> {
              String name = found.group(2).toLowerCase(java.util.Locale.ROOT);
              return found.group(1) + (name.equals("revenue") ? "refined." : "curated.") + name;
            });
  }
}
