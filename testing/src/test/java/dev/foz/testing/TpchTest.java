package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.testing.TpchQueries.Query;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The 22 queries of TPC-H as models over tables that keep changing: files, raw, curated, a model
 * that leaves deleted rows out, then the query. After every change each of them equals what plain
 * DuckDB says of rows that it was given apart.
 */
class TpchTest {
  private static final int HELD_BACK = 60;
  private static final Pattern MODEL = Pattern.compile("refined\\.(q[0-9]+)\\b");

  @TempDir private Path folder;
  @TempDir private Path apart;
  private final Map<TpchTable, Map<String, String>> rows = new EnumMap<>(TpchTable.class);
  private final List<Query> queries = TpchQueries.all();
  private @Nullable ScratchLake lake;
  private final Map<String, Integer> byKeys = new TreeMap<>();
  private int whole;
  private int files;

  @BeforeEach
  void lake() {
    ScratchLake made = ScratchLake.create(folder);
    StringBuilder tables = new StringBuilder();
    for (TpchTable table : TpchTable.values()) {
      String name = table.label();
      made.write("schemas/" + name + ".json", table.contract());
      tables.append(
          "%s: { path: \"in/%s/*.csv\", contract: %s, separator: \"|\", primary_key: [%s] }%n"
              .formatted(name, name, name, String.join(", ", table.key())));
      made.model(
          "curated." + name,
          "/* ---\nmaterialized: merge\nprimary_key: [%s]\n--- */\nselect %s from %s where not gone\n"
              .formatted(
                  String.join(", ", table.key()),
                  String.join(", ", table.columns()),
                  table.curated()));
    }
    made.source("tpch", tables.toString());
    queries.forEach(query -> query.writeTo(made));
    lake = made;
  }

  @Test
  void everyModelEqualsPlainDuckDbAfterEveryChange() throws SQLException {
    run(0.002, 1, Seeds.seed("TpchTest"));
  }

  @Test
  @Tag("slow")
  void everyModelEqualsPlainDuckDbAfterManyChanges() throws SQLException {
    run(0.01, 5, Seeds.seed("TpchTest, many"));
  }

  private void run(double scale, int rounds, long seed) throws SQLException {
    Random random = new Random(seed);
    Map<TpchTable, Map<String, String>> later = generate(scale);
    try (TpchPeer peer = new TpchPeer(apart)) {
      for (TpchTable table : TpchTable.values()) {
        put(peer, table, rows(table).values());
      }
      check(peer, "as generated");
      for (int round = 0; round < rounds; round++) {
        String place = "seed " + seed + ", round " + round + ": ";
        for (Change change : changes(later, random)) {
          change.work().make(peer);
          check(peer, place + change.name());
        }
      }
    }
    System.out.println("TPC-H: by keys " + byKeys + ", whole " + whole);
    assertThat(byKeys).as("queries computed by keys").containsKeys("q1", "q12");
  }

  /** One kind of change, by what it is called in the benchmark where it is there. */
  private record Change(String name, Work work) {}

  private interface Work {
    void make(TpchPeer peer) throws SQLException;
  }

  private List<Change> changes(Map<TpchTable, Map<String, String>> later, Random random) {
    return List.of(
        new Change("new orders (RF1)", peer -> newOrders(peer, later)),
        new Change("orders deleted (RF2)", peer -> deleteOrders(peer, random)),
        new Change("line items changed", peer -> changeLines(peer, random)),
        new Change("customers and suppliers changed", peer -> changeMasters(peer, random)),
        new Change("nothing changed", peer -> {}));
  }

  private Map<String, String> rows(TpchTable table) {
    return rows.computeIfAbsent(table, name -> new TreeMap<>());
  }

  /** Fills the rows; returns the last orders and their lines, which come later. */
  private Map<TpchTable, Map<String, String>> generate(double scale) {
    for (TpchTable table : TpchTable.values()) {
      table.rows(scale).forEach(row -> rows(table).put(table.keyOf(row), row));
    }
    List<String> orders =
        rows(TpchTable.ORDERS).keySet().stream()
            .sorted(Comparator.comparingLong(Long::parseLong))
            .toList();
    Map<TpchTable, Map<String, String>> later = new EnumMap<>(TpchTable.class);
    later.put(TpchTable.ORDERS, new TreeMap<>());
    later.put(TpchTable.LINEITEM, new TreeMap<>());
    for (String order : orders.subList(orders.size() - 5 * HELD_BACK, orders.size())) {
      take(order, rows, later);
    }
    return later;
  }

  private static void take(
      String order,
      Map<TpchTable, Map<String, String>> from,
      Map<TpchTable, Map<String, String>> to) {
    Map<String, String> orders = from.getOrDefault(TpchTable.ORDERS, Map.of());
    to.getOrDefault(TpchTable.ORDERS, Map.of()).put(order, orders.get(order));
    orders.remove(order);
    Map<String, String> lines = from.getOrDefault(TpchTable.LINEITEM, Map.of());
    for (String key : lines.keySet().stream().filter(key -> key.startsWith(order + "|")).toList()) {
      to.getOrDefault(TpchTable.LINEITEM, Map.of()).put(key, lines.get(key));
      lines.remove(key);
    }
  }

  private void newOrders(TpchPeer peer, Map<TpchTable, Map<String, String>> later)
      throws SQLException {
    Map<TpchTable, Map<String, String>> now = new EnumMap<>(TpchTable.class);
    now.put(TpchTable.ORDERS, new TreeMap<>());
    now.put(TpchTable.LINEITEM, new TreeMap<>());
    for (String order :
        List.copyOf(later.getOrDefault(TpchTable.ORDERS, Map.of()).keySet())
            .subList(0, HELD_BACK)) {
      take(order, later, now);
    }
    for (Map.Entry<TpchTable, Map<String, String>> table : now.entrySet()) {
      put(peer, table.getKey(), table.getValue().values());
    }
  }

  private void deleteOrders(TpchPeer peer, Random random) throws SQLException {
    Map<TpchTable, Map<String, String>> gone = new EnumMap<>(TpchTable.class);
    gone.put(TpchTable.ORDERS, new TreeMap<>());
    gone.put(TpchTable.LINEITEM, new TreeMap<>());
    for (String order : some(TpchTable.ORDERS, 40, random)) {
      take(order.substring(0, order.indexOf('|')), rows, gone);
    }
    for (Map.Entry<TpchTable, Map<String, String>> table : gone.entrySet()) {
      write(table.getKey(), table.getValue().values(), true);
      peer.remove(table.getKey(), table.getValue().values());
    }
  }

  private void changeLines(TpchPeer peer, Random random) throws SQLException {
    List<String> changed = new ArrayList<>();
    for (String row : some(TpchTable.LINEITEM, 50, random)) {
      String with = TpchTable.LINEITEM.with(row, "l_quantity", "" + (1 + random.nextInt(50)));
      with = TpchTable.LINEITEM.with(with, "l_discount", "0.0" + random.nextInt(10));
      with = TpchTable.LINEITEM.with(with, "l_returnflag", random.nextBoolean() ? "R" : "N");
      changed.add(TpchTable.LINEITEM.with(with, "l_shipdate", day(random)));
    }
    put(peer, TpchTable.LINEITEM, changed);
  }

  private static String day(Random random) {
    return String.format(
        Locale.ROOT,
        "%d-%02d-%02d",
        1993 + random.nextInt(5),
        1 + random.nextInt(12),
        1 + random.nextInt(28));
  }

  private void changeMasters(TpchPeer peer, Random random) throws SQLException {
    List<String> customers = new ArrayList<>();
    for (String row : some(TpchTable.CUSTOMER, 10, random)) {
      String with = TpchTable.CUSTOMER.with(row, "c_mktsegment", "BUILDING");
      with = TpchTable.CUSTOMER.with(with, "c_nationkey", "" + random.nextInt(25));
      customers.add(TpchTable.CUSTOMER.with(with, "c_acctbal", "-" + random.nextInt(900) + ".5"));
    }
    put(peer, TpchTable.CUSTOMER, customers);
    List<String> suppliers = new ArrayList<>();
    for (String row : some(TpchTable.SUPPLIER, 2, random)) {
      suppliers.add(TpchTable.SUPPLIER.with(row, "s_nationkey", "" + random.nextInt(25)));
    }
    put(peer, TpchTable.SUPPLIER, suppliers);
  }

  private List<String> some(TpchTable table, int count, Random random) {
    List<String> all = new ArrayList<>(rows(table).values());
    Collections.shuffle(all, random);
    return all.subList(0, Math.min(count, all.size()));
  }

  private void put(TpchPeer peer, TpchTable table, Collection<String> changed) throws SQLException {
    List<String> copy = List.copyOf(changed);
    copy.forEach(row -> rows(table).put(table.keyOf(row), row));
    write(table, copy, false);
    peer.put(table, copy);
  }

  private void write(TpchTable table, Collection<String> changed, boolean gone) {
    String text =
        changed.stream()
            .map(row -> row + "|" + gone + "\n")
            .collect(Collectors.joining("", String.join("|", table.columns()) + "|gone\n", ""));
    Objects.requireNonNull(lake).write("in/%s/%04d.csv".formatted(table.label(), ++files), text);
  }

  private void check(TpchPeer peer, String place) throws SQLException {
    FozConsole.Ended run = FozConsole.of(folder).foz("run").orFail();
    count(run.out() + run.err());
    String all =
        queries.stream()
            .map(query -> "(select list(t) from " + query.model() + " t) as q" + query.number())
            .collect(Collectors.joining(", ", "select ", ""));
    Map<String, @Nullable Object> answers = Plain.rows(FozConsole.of(folder).sql(all)).getFirst();
    for (Query query : queries) {
      TpchPeer.Answer right = peer.ask(query);
      assertThat(right.alike(rows(answers.get("q" + query.number()))))
          .as(place + ", query " + query.number())
          .containsExactlyInAnyOrderElementsOf(right.alike(right.rows()));
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, @Nullable Object>> rows(@Nullable Object list) {
    return list == null ? List.of() : (List<Map<String, @Nullable Object>>) list;
  }

  /** Notes which queries were computed by keys, and how many times all of them whole. */
  private void count(String told) {
    for (String line : told.lines().toList()) {
      Matcher model = MODEL.matcher(line);
      if (model.find() && line.contains("computed by ")) {
        byKeys.merge(model.group(1), 1, Integer::sum);
      } else if (model.find(0) && line.contains("computed whole")) {
        whole++;
      }
    }
  }
}
