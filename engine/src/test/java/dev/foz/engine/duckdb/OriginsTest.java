package dev.foz.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Layer;
import dev.foz.base.TableName;
import dev.foz.engine.ColumnOrigin;
import dev.foz.engine.Engine;
import dev.foz.engine.EngineOptions;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What columns of queries are made from; {@code o} is the table of orders, {@code c} of customers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OriginsTest {
  private static final Map<TableName, List<String>> COLUMNS =
      Map.of(
          new TableName(Layer.CURATED, "orders"), List.of("id", "customer", "at", "Total", "lines"),
          new TableName(Layer.CURATED, "customers"), List.of("id", "uf"));

  private Engine engine;

  @BeforeAll
  void open(@TempDir Path folder) {
    engine =
        new DuckDbEngine(
            new EngineOptions(
                EngineOptions.LEAST_MEMORY, 1, folder, ZoneId.of("UTC"), List.of(folder)));
  }

  @AfterAll
  void close() {
    engine.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "select total from {o} | total = o.total",
        "select {o}.total as t from {o} | t <- o.total",
        "select x.ID, uf from {o} x join {c} y on x.customer = y.id | id = o.id, uf = c.uf",
        "select id from {o} join {c} on customer = uf | id ? `id` is a column of several inputs",
        "select id, uf from {o} join {c} using (id) | id <- c.id o.id, uf = c.uf",
        "select id from {o} natural join {c} | id <- c.id o.id",
        "select sum(total) as t, count(*) as n, 1 as one from {o} | t <- o.total, n <-, one <-",
        "select case when p.at > now() then total end as x from {o} p where customer = 1 | x <- o.at o.total",
        "select * from {c} | id = c.id, uf = c.uf",
        "select * exclude (uf) from {c} | id = c.id",
        "select c.*, total from {o} join {c} c on true | id = c.id, uf = c.uf, total = o.total",
        "select * replace (1 as uf) from {c} | -",
        "select id, columns('u.*') from {c} | id = c.id",
        "with a(k, v) as (select id, total from {o}) select v, k as w from a | v = o.total, w = o.id",
        "with a as (select id i from {o}), b as (select i + 1 as j from a) select j from b | j <- o.id",
        "select s.t from (select total * 2 as t from {o}) s | t <- o.total",
        "select z from (select total from {o}) s(z) | z = o.total",
        "select total as t from {o} union all select id from {c} | t <- c.id o.total",
        "select id from {o} except select id from {c} | id = o.id",
        "select 1 as a union by name select 2 as b | -",
        "select i.sku, i from {o} p, unnest(p.lines) as u(i) | sku <- o.lines, i <- o.lines",
        "select unnest(lines) as i from {o} | i <- o.lines",
        "select list_transform(lines, lambda x: x.n + id) as l from {o} | l <- o.id o.lines",
        "select lines.a.b as d from {o} | d <- o.lines",
        "select (select max(uf) from {c} where c.id = o.customer) as m from {o} o | m <- c.uf",
        "select customer in (select id from {c}) as k from {o} | k <- c.id o.customer",
        "select row_number() over (partition by customer order by p.at) as n from {o} p | n <- o.at o.customer",
        "select total + 1 as a, a + id as b, total as id from {o} | a <- o.total, b <- o.id o.total, id = o.total",
        "select total, count(*) from {o} group by 1 | total = o.total",
        "select nobody from {o} | nobody ? what `nobody` names is not told by the SQL",
        "select a from refined.new | a ? the columns of refined.new are not known yet",
        "select uf, a from refined.new n join {c} c on true | uf ? the columns of refined.new are not known yet, a ? the columns of refined.new are not known yet",
        "select c.uf from refined.new n join {c} c on true | uf = c.uf",
        "with recursive r as (select 1 as n union all select n + 1 from r where n < 3) select n from r | n ? it has a query of a kind that is not followed",
        "select o from {o} o | o ? what `o` names is not told by the SQL",
        "values (1, 2) | -",
        "from {c} | id = c.id, uf = c.uf",
        "select range as n from range(3) | n ? the columns of a function in its FROM clause are not known",
      })
  void theColumnsOfAQueryAreFollowed(String query, String told) {
    String sql = query.strip().replace("{o}", "curated.orders").replace("{c}", "curated.customers");

    String found =
        engine.parser().origins(sql, COLUMNS).entrySet().stream()
            .map(column -> column.getKey() + told(column.getValue()))
            .collect(Collectors.joining(", "));

    assertThat(found).isEqualTo(told == null ? "" : told.strip());
  }

  private static String told(ColumnOrigin origin) {
    return switch (origin) {
      case ColumnOrigin.Told made when made.copied() -> " = " + names(made);
      case ColumnOrigin.Told made -> made.columns().isEmpty() ? " <-" : " <- " + names(made);
      case ColumnOrigin.Untold untold -> " ? " + untold.reason();
    };
  }

  private static String names(ColumnOrigin.Told made) {
    return made.columns().stream()
        .map(Object::toString)
        .map(name -> name.replace("curated.orders", "o").replace("curated.customers", "c"))
        .collect(Collectors.joining(" "));
  }
}
