package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Merge models over tables that keep changing: after every run each of them equals its query
 * computed from scratch, whichever way it was built.
 */
class MergeModelsTest {
  private static final int ORDERS = 200;
  private static final int CUSTOMERS = 20;
  private static final List<String> WAYS = List.of("computed by", "computed whole", "sums changed");

  @TempDir private Path folder;

  /** Query by table; all have a primary key, and each is built in another way. */
  static Map<String, String> queries() {
    Map<String, String> queries = new LinkedHashMap<>();
    queries.put(
        "refined.by_day(dia)",
        "select dia, count(*) as n, sum(total) as total from curated.s_orders where status = 'pago'"
            + " and dia is not null group by 1");
    queries.put(
        "refined.by_uf_and_day(uf, dia)",
        "select c.uf, o.dia, sum(o.total) as total, max(o.id) as last from curated.s_orders o"
            + " join curated.s_customers c on c.id = o.customer where o.dia is not null group by all");
    queries.put(
        "refined.lines(id, line)",
        "select o.id, unnest(o.lines).n as line, o.dia, c.uf from curated.s_orders o"
            + " left join curated.s_customers c on c.id = o.customer");
    queries.put(
        "refined.ranked(id)",
        "select id, total, row_number() over (partition by dia order by total, id) as place"
            + " from curated.s_orders");
    queries.put(
        "refined.per_customer(id)",
        "select c.id, c.uf, count(o.id) as n from curated.s_customers c"
            + " left join curated.s_orders o on o.customer = c.id group by 1, 2");
    queries.put(
        "refined.by_uf(uf)",
        "select c.uf, count(*) as n, count(o.extra) as extras, sum(o.extra) as extra,"
            + " sum(o.id) filter (where o.status = 'pago') as ids, sum(o.total * 2) as twice"
            + " from curated.s_orders o join curated.s_customers c on c.id = o.customer"
            + " where c.uf is not null group by c.uf");
    queries.put(
        "refined.by_line(uf, line)",
        "select coalesce(c.uf, '?') as uf, coalesce(l.line.n, -1) as line, count(*) as n,"
            + " sum(o.extra) as extra from curated.s_orders o"
            + " left join curated.s_customers c on c.id = o.customer"
            + " left join unnest(o.lines) as l(line) on true group by all");
    queries.put(
        "refined.by_month(mes)",
        "select left(dia::varchar, 7) as mes, sum(total) as total, avg(total) as mean, count(*) as n"
            + " from curated.s_orders where dia is not null group by all having count(*) > 3");
    queries.put("refined.over_model(dia)", "select dia, n * 2 as twice from refined.by_day");
    return queries;
  }

  @Test
  void eachEqualsItsQueryAfterEveryChange() {
    run(Seeds.seed("MergeModelsTest"), 10);
  }

  @Test
  @Tag("slow")
  void eachEqualsItsQueryAfterManyChanges() {
    run(Seeds.seed("MergeModelsTest, many"), 25);
  }

  private void run(long seed, int rounds) {
    Random random = new Random(seed);
    Set<String> seen = new HashSet<>();
    ScratchLake lake =
        ScratchLake.create(folder)
            .source(
                "s",
                """
                orders: { path: "orders/*.json", primary_key: id }
                customers: { path: "customers/*.json", primary_key: id }
                """);
    queries().forEach((name, sql) -> lake.model(table(name), frontMatter(name) + sql));
    for (int round = 0; round < rounds; round++) {
      write(lake, random, round);
      FozConsole.Ended built = FozConsole.of(folder).foz("run").orFail();
      WAYS.stream().filter((built.out() + built.err())::contains).forEach(seen::add);
      for (Map.Entry<String, String> query : queries().entrySet()) {
        String place = "seed " + seed + ", round " + round + ", " + query.getKey();
        assertThat(rows("select * from " + table(query.getKey())))
            .as(place)
            .isEqualTo(rows(query.getValue()));
      }
    }
    assertThat(seen).as("seed " + seed + ": ways in which models were built").hasSize(WAYS.size());
  }

  static String table(String name) {
    return name.substring(0, name.indexOf('('));
  }

  private static String frontMatter(String name) {
    String key = name.substring(name.indexOf('(') + 1, name.length() - 1);
    return "/* ---\nmaterialized: merge\nprimary_key: [" + key + "]\n--- */\n";
  }

  private String rows(String sql) {
    return FozConsole.of(folder).sql("select * from (" + sql + ") order by all");
  }

  /** Both sources change in most rounds, sometimes one alone or none. */
  static void write(ScratchLake lake, Random random, int round) {
    if (round == 0 || random.nextInt(3) == 0) {
      StringBuilder customers = new StringBuilder();
      int changed = round == 0 ? CUSTOMERS : 1 + random.nextInt(3);
      for (int i = 0; i < changed; i++) {
        int id = round == 0 ? i : random.nextInt(CUSTOMERS + 5);
        customers.append("{\"id\":%d,\"uf\":\"%s\"}\n".formatted(id, uf(random)));
      }
      lake.write("customers/%03d.json".formatted(round), customers.toString());
    }
    if (round == 0 || random.nextInt(4) > 0) {
      StringBuilder orders = new StringBuilder();
      int changed = round == 0 ? ORDERS : 1 + random.nextInt(20);
      for (int i = 0; i < changed; i++) {
        int id = round == 0 ? i : random.nextInt(ORDERS + 50);
        orders.append(order(random, id)).append('\n');
      }
      lake.write("orders/%03d.json".formatted(round), orders.toString());
    }
  }

  private static String uf(Random random) {
    return new String[] {"SP", "RJ", "MG", "BA"}[random.nextInt(4)];
  }

  private static String order(Random random, int id) {
    StringBuilder lines = new StringBuilder();
    for (int line = 0; line < random.nextInt(4); line++) {
      lines.append(line == 0 ? "" : ",").append("{\"n\":%d}".formatted(line));
    }
    String day =
        random.nextInt(20) == 0 ? "null" : "\"2026-01-%02d\"".formatted(1 + random.nextInt(9));
    return "{\"id\":%d,\"customer\":%d,\"dia\":%s,\"status\":\"%s\",\"extra\":%s,\"total\":%d.%02d,\"lines\":[%s]}"
        .formatted(
            id,
            random.nextInt(CUSTOMERS),
            day,
            random.nextInt(3) == 0 ? "novo" : "pago",
            random.nextInt(3) == 0 ? random.nextInt(3) - 1 : "null",
            random.nextInt(1000),
            random.nextInt(100),
            lines);
  }
}
