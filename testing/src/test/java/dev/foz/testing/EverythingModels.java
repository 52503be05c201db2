package dev.foz.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The models of {@link EverythingTest}, as they are declared now. */
final class EverythingModels {
  private static final String BY_UF = "refined.por_uf";
  private static final String BY_DAY = "refined.por_dia";
  private static final String JOINED = "refined.junta";
  private static final String OVER = "refined.sobre";
  private static final String ALL = "refined.tudo";
  private static final String LOG = "refined.registro";

  private static final Map<String, String> KINDS =
      Map.of(
          BY_UF, "materialized: merge\nprimary_key: uf\n",
          BY_DAY, "materialized: merge\nprimary_key: [dia, uf]\n",
          JOINED, "materialized: merge\nprimary_key: uf\n",
          OVER, "materialized: merge\nprimary_key: uf\n",
          ALL, "materialized: table\n",
          LOG, "materialized: append\n");

  private static final Map<String, List<String>> PARTITIONS =
      Map.of(
          BY_UF, List.of("", "uf"),
          BY_DAY, List.of("", "truncate(2, cpf)", "dia", "uf, dia"),
          JOINED, List.of("", "truncate(4, uf)"),
          OVER, List.of("", "uf"),
          ALL, List.of("", "uf", "cpf"),
          LOG, List.of("", "truncate(10, seq)"));

  private final Random random;
  private final EverythingTable orders;
  private final EverythingTable customers;
  private final Map<String, Map<String, String>> masks = new TreeMap<>();
  private final Map<String, String> layouts = new TreeMap<>();

  EverythingModels(Random random, EverythingTable orders, EverythingTable customers) {
    this.random = random;
    this.orders = orders;
    this.customers = customers;
    names().forEach(this::lay);
  }

  List<String> names() {
    return List.of(BY_UF, BY_DAY, JOINED, OVER, ALL, LOG);
  }

  String query(String name) {
    String valid = orders.valid();
    return switch (name) {
      case BY_UF ->
          "select coalesce(uf, '?') as uf, count(*) as n, count(total) as t, sum(total) as total from "
              + orders.curated()
              + " where "
              + valid
              + " group by all";
      case BY_DAY ->
          "select dia, coalesce(uf, '?') as uf, max(cpf) as cpf, min(email) as email from "
              + orders.curated()
              + " where dia is not null and "
              + valid
              + " group by all";
      case JOINED ->
          "select p.uf, count(*) as n, sum(p.total) as total, sum(c.total) as outro from "
              + orders.curated()
              + " p join "
              + customers.curated()
              + " c on c.uf = p.uf where p.uf is not null"
              + (valid.equals("true") ? "" : " and p." + valid)
              + (customers.valid().equals("true") ? "" : " and c." + customers.valid())
              + " group by all";
      case OVER -> "select uf, n * 2 as dobro, total from " + BY_UF;
      case ALL -> "select * exclude (_run, _ingested_at) from " + orders.curated();
      case LOG -> "select _seq as seq, uf from " + orders.curated();
      default -> throw new IllegalArgumentException(name);
    };
  }

  Map<String, String> sql() {
    Map<String, String> sql = new LinkedHashMap<>();
    for (String name : names()) {
      String shown =
          masks(name).isEmpty()
              ? ""
              : masks(name).entrySet().stream()
                  .map(mask -> mask.getKey() + ": " + mask.getValue())
                  .collect(Collectors.joining(", ", "mask: { ", " }\n"));
      sql.put(
          name,
          "/* ---\n" + KINDS.get(name) + shown + layouts.get(name) + "--- */\n" + query(name));
    }
    return sql;
  }

  private Map<String, String> masks(String name) {
    return masks.getOrDefault(name, Map.of());
  }

  String changeMasks() {
    String name = List.of(BY_UF, BY_DAY, ALL, BY_DAY).get(random.nextInt(4));
    String column = name.equals(BY_UF) ? "uf" : "cpf";
    Map<String, String> of = masks.computeIfAbsent(name, n -> new TreeMap<>());
    if (of.remove(column) == null || random.nextBoolean()) {
      of.put(column, name.equals(BY_UF) || random.nextBoolean() ? "hash" : "last4");
    }
    return name + ": masks " + of;
  }

  String changeLayout() {
    String name = names().get(random.nextInt(names().size()));
    lay(name);
    return name + ": " + layouts.get(name);
  }

  private void lay(String name) {
    List<String> ways = PARTITIONS.getOrDefault(name, List.of(""));
    String way = ways.get(random.nextInt(ways.size()));
    layouts.put(
        name,
        (way.isEmpty() ? "" : "partition_by: " + EverythingTable.list(way) + "\n")
            + "format_version: "
            + (2 + random.nextInt(2))
            + "\n");
  }

  /** The rows of a query as the model shows them, sorted. */
  List<String> expected(String name, List<Map<String, @Nullable Object>> rows, Path folder) {
    PlainMasks plain = new PlainMasks(folder);
    return rows.stream()
        .map(
            row -> {
              Map<String, @Nullable Object> shown = new TreeMap<>(row);
              masks(name)
                  .forEach(
                      (column, mask) ->
                          shown.computeIfPresent(column, (c, v) -> plain.of(mask, v)));
              return shown.toString();
            })
        .sorted()
        .toList();
  }

  /** How values begin that no version of a table may show. */
  List<String> hidden(String table) {
    List<String> hidden = new ArrayList<>();
    boolean ofOrders = !table.equals(customers.curated());
    Map<String, String> source = ofOrders ? orders.masks() : customers.masks();
    for (String field : List.of("cpf", "uf", "obs")) {
      boolean both = table.equals(JOINED) && !customers.masks().containsKey(field);
      boolean own = masks(table).containsKey(field);
      boolean under = table.equals(OVER) && masks(BY_UF).containsKey(field);
      if ((source.containsKey(field) && !both) || own || under) {
        hidden.add(field + "-");
      }
    }
    return hidden;
  }

  @Override
  public String toString() {
    return sql().toString();
  }
}
