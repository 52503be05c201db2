package dev.foz.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Layer;
import dev.foz.base.TableName;
import dev.foz.engine.Engine;
import dev.foz.engine.EngineOptions;
import dev.foz.engine.Narrowing;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NarrowingTest {
  private static final TableName ORDERS = new TableName(Layer.CURATED, "orders");
  private static final TableName CUSTOMERS = new TableName(Layer.CURATED, "customers");
  private static final Map<TableName, List<String>> COLUMNS =
      Map.of(
          ORDERS, List.of("id", "customer", "at", "total", "lines"),
          CUSTOMERS, List.of("id", "uf"));

  @TempDir private Path folder;
  private Engine engine;

  @BeforeEach
  void open() {
    engine =
        new DuckDbEngine(
            new EngineOptions(
                EngineOptions.LEAST_MEMORY, 1, folder, ZoneId.of("UTC"), List.of(folder)));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private Narrowing narrow(String sql, TableName driving, String... key) {
    return engine.parser().narrow(sql, driving, List.of(key), COLUMNS);
  }

  @Test
  void anAggregateIsComputedAgainForTheGroupsThatItsDrivingInputTouches() {
    Narrowing narrowing =
        narrow(
            "select c.uf, cast(o.at as date) as dia, sum(total) as total from curated.orders o"
                + " join curated.customers c on c.id = o.customer where o.total > 0 group by 1, dia",
            ORDERS,
            "uf",
            "dia");
    assertThat(narrowing)
        .isEqualTo(
            new Narrowing.ByKeys(
                List.of("dia"),
                "SELECT DISTINCT CAST(o.\"at\" AS date) AS k0 FROM _changed AS o",
                List.of(java.util.Optional.empty()),
                "SELECT o.*, CAST(o.\"at\" AS date) AS _k0 FROM _driving AS o",
                List.of("\"id\"", "\"customer\"", "\"at\"", "\"total\"", "\"lines\"")));
    assertThat(((Narrowing.ByKeys) narrowing).narrowed(List.of("o.id > 1")))
        .isEqualTo(
            "select \"id\", \"customer\", \"at\", \"total\", \"lines\" from (SELECT o.*,"
                + " CAST(o.\"at\" AS date) AS _k0 FROM _driving AS o where o.id > 1) s where exists"
                + " (select 1 from _touched t where t.k0 is not distinct from s._k0)");
  }

  @Test
  void theOtherInputMayDriveByAColumnOfItsOwn() {
    assertThat(
            narrow(
                "select uf, sum(o.total) as t from curated.orders o join curated.customers c"
                    + " on c.id = o.customer group by uf",
                CUSTOMERS,
                "uf"))
        .isInstanceOfSatisfying(
            Narrowing.ByKeys.class,
            keys -> {
              assertThat(keys.columns()).containsExactly("uf");
              assertThat(keys.plain()).containsExactly(java.util.Optional.of("uf"));
            });
  }

  @Test
  void rowsThatPassAreNarrowedByTheirKeyAlsoThroughAStar() {
    assertThat(narrow("select * from curated.orders", ORDERS, "id"))
        .isInstanceOfSatisfying(
            Narrowing.ByKeys.class,
            keys ->
                assertThat(keys.touched())
                    .isEqualTo("SELECT DISTINCT orders.id AS k0 FROM _changed AS orders"));
    assertThat(
            narrow(
                "select o.*, unnest(o.lines) as line from curated.orders o"
                    + " left join curated.customers c on c.id = o.customer",
                ORDERS,
                "id",
                "line"))
        .isInstanceOfSatisfying(
            Narrowing.ByKeys.class, keys -> assertThat(keys.columns()).containsExactly("id"));
  }

  @Test
  void countsAndSumsOfSingleRowsAreAddedToAndTakenFrom() {
    assertThat(
            narrow(
                "select c.uf, o.at::date as dia, count(*) as n, sum(o.total * 2) filter (where o.id > 1)"
                    + " as t, count(o.lines) as l from curated.orders o left join curated.customers c"
                    + " on c.id = o.customer group by c.uf, o.at::date order by n",
                ORDERS,
                "dia",
                "uf"))
        .isInstanceOfSatisfying(
            Narrowing.BySums.class,
            sums -> {
              assertThat(sums.keys()).containsExactly("uf", "dia");
              assertThat(sums.counts()).containsExactly("n", "l");
              assertThat(sums.sums()).containsExactly("t");
              assertThat(sums.rows()).isEqualTo("n");
              assertThat(sums.otherwise()).isInstanceOf(Narrowing.ByKeys.class);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select id, sum(total) as t from curated.orders group by id",
        "select id, count(*) as n, max(total) as t from curated.orders group by id",
        "select id, count(*) as n, sum(distinct total) as t from curated.orders group by id",
        "select id, count(*) as n, sum(total) + 1 as t from curated.orders group by id",
        "select id, count(*) as n from curated.orders group by id having count(*) > 1",
        "select id, count(*) as n from curated.orders group by id, customer",
        "select id, count(*) filter (where total > 1) as n from curated.orders group by id",
        "select id, count(*) from curated.orders group by id",
        "select id, customer, count(*) as n from curated.orders group by all",
        "select id, total from curated.orders",
      })
  void otherAggregatesAreNot(String sql) {
    assertThat(narrow(sql, ORDERS, "id")).isInstanceOf(Narrowing.ByKeys.class);
  }

  @Test
  void theOrderOfRowsDoesNotMatter() {
    assertThat(narrow("select id from curated.orders order by total", ORDERS, "id"))
        .isInstanceOf(Narrowing.ByKeys.class);
    assertThat(narrow("select id from curated.orders order by total limit 3", ORDERS, "id"))
        .isEqualTo(new Narrowing.Whole("it has DISTINCT or LIMIT"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select id, row_number() over (order by id) as n from curated.orders|it has a window function",
        "select id from curated.orders union all select id from curated.orders|"
            + "it puts several queries together",
        "select id from curated.orders where total > (select avg(total) from curated.orders)|"
            + "it has a subquery",
        "select id from (select * from curated.orders)|it reads from a subquery",
        "with o as (select * from curated.orders) select id from o|it has a WITH clause",
        "select distinct id from curated.orders|it has DISTINCT or LIMIT",
        "select id from curated.orders limit 5|it has DISTINCT or LIMIT",
        "select id, now() as n from curated.orders|it has now()",
        "select id from curated.orders o where cast(o.at as date) = current_date|it has current_date",
        "select id, age(o.at) as n from curated.orders o|it has age()",
        "select id, random() as n from curated.orders|it has random()",
        "select id, any_value(total) as t from curated.orders group by 1|"
            + "it has any_value() without order by",
        "select id, 1 as t from curated.orders tablesample 10%|it has a sample",
        "select a.id from curated.orders a join curated.orders b on a.id = b.id + 1|"
            + "it reads curated.orders more than once",
        "select o.id from curated.customers c left join curated.orders o on o.customer = c.id|"
            + "curated.orders is on the optional side of an outer join",
        "select max(id) as id from curated.orders|"
            + "no part of its primary key comes from curated.orders alone",
        "select o.id + c.id as id from curated.orders o join curated.customers c on true|"
            + "no part of its primary key comes from curated.orders alone",
        "select id from curated.orders o join curated.customers c on true|"
            + "no part of its primary key comes from curated.orders alone",
        "select o.id from curated.orders o asof join curated.customers c on o.id >= c.id|"
            + "it has a join of another kind than by equal values",
        "select o.id from curated.orders o semi join curated.customers c on o.id = c.id|"
            + "it has a join of another kind than by equal values",
      })
  void whatIsNotSurelyUnderstoodIsComputedWhole(String sql, String reason) {
    assertThat(narrow(sql, ORDERS, "id")).isEqualTo(new Narrowing.Whole(reason));
  }
}
