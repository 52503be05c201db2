package dev.foz.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.engine.ParsedSql;
import dev.foz.engine.SqlParser;
import dev.foz.engine.SqlTableRef;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
  private static Lab lab;
  private static SqlParser parser;

  @BeforeAll
  static void open(@TempDir Path folder) {
    lab = new Lab(folder);
    parser = lab.engine.parser();
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  private static List<String> tables(String sql) {
    return parser.parse(sql).tables().stream().map(SqlTableRef::toString).toList();
  }

  private static FozException refusal(String sql) {
    FozException refusal = catchThrowableOfType(FozException.class, () -> parser.parse(sql));
    assertThat(refusal).as(sql).isNotNull();
    return refusal;
  }

  @Test
  void tablesAreFoundWhereverTheyStand() {
    assertThat(
            tables(
                """
                select a.id, (select max(x) from refined.q) m
                from curated.a a join raw.b using (id), lateral (select 1 from curated."c d")
                where exists (from curated.e) and a.x in (select x from curated.f)
                union all by name select * from curated.g order by 1 limit 3
                """))
        .containsExactlyInAnyOrder(
            "curated.a",
            "raw.b",
            "curated.c d",
            "curated.e",
            "curated.f",
            "curated.g",
            "refined.q");
  }

  @Test
  void offsetsCountCharacters() {
    ParsedSql parsed = parser.parse("select 'ação', '日本' from curated.x");

    assertThat(parsed.tables()).containsExactly(new SqlTableRef("curated", "x", 25));
    assertThat(parsed.sql().substring(25)).isEqualTo("curated.x");
  }

  @Test
  void namesOfCommonTableExpressionsAreNoTables() {
    assertThat(tables("with a as (from curated.x), b as (from a) select * from A, b"))
        .containsExactly("curated.x");
    assertThat(tables("with recursive r as (select 1 as n union all select n + 1 from r) from r"))
        .isEmpty();
    assertThat(tables("select * from (with z as (select 1) from z), z")).containsExactly("z");
    assertThat(tables("with t as (from t) from t")).containsExactly("t");
    assertThat(tables("with a as (select 1) select * from curated.a")).containsExactly("curated.a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "from curated.x",
        "values (1, 2)",
        "table curated.x",
        "select 1 -- c\n;  ",
        "select * exclude (a) replace (b + 1 as b) from curated.x",
        "select count(*) filter (where a) over (partition by b order by c) from curated.x",
        "select list_transform(l, x -> x + 1), [y for y in l if y > 1], {'a': 1}, l[1:2]"
            + " from curated.x",
        "select name.upper(), case when a then 1 else 2 end, cast(a as decimal(9,2)), a::date"
            + " from curated.x",
        "select * from curated.x a asof join curated.y b on a.t >= b.t",
        "select * from unnest([1, 2]) u(x), range(3), generate_series(1, 3)",
        "describe select 1",
        "summarize curated.x",
        "unpivot curated.x on a, b into name n value v",
        "select a, sum(b) from curated.x group by grouping sets ((a), ()) having sum(b) > 1",
        "select distinct on (a) b from curated.x qualify row_number() over () = 1 order by all",
        "select interval 3 day + date '2026-01-01', extract(year from now()), a at time zone 'UTC'"
            + " from curated.x",
        "select a between 1 and 2, a not like 'x%', a is distinct from b, a similar to 'x',"
            + " coalesce(a, b), try(1 / 0), columns('x.*') from curated.x",
        "select * from curated.x tablesample 10%",
      })
  void queriesThatReadPass(String sql) {
    assertThat(parser.parse(sql).sql()).isEqualTo(sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with x as (copy (select 1) to 'f') select * from x",
        "with x as (insert into curated.t values (1) returning *) select * from x",
        "with x as (update curated.t set a = 1 returning *) select 1",
        "with x as (delete from curated.t returning *) select 1",
        "select * from (with x as (copy (select 1) to 'f') select 1)",
        "select (with x as (delete from curated.t returning *) select 1)",
        "attach 'x.db'",
        "copy curated.x to 'f.csv'",
        "create table x as select 1",
        "create view v as select 1",
        "drop table curated.x",
        "insert into curated.x values (1)",
        "merge into curated.x using curated.y on true when matched then delete",
        "pragma database_list",
        "call pragma_version()",
        "set threads = 1",
        "reset threads",
        "load 'httpfs'",
        "install httpfs",
        "export database 'x'",
        "explain analyze select 1",
        "prepare p as select 1",
        "use memory",
        "checkpoint",
        "vacuum",
        "begin",
        "select 1; select 2",
        "select 1; drop table x",
        "select * from read_csv('x.csv')",
        "select * from read_parquet('x')",
        "select * from parquet_scan('x')",
        "select * from read_text('/etc/passwd')",
        "select * from read_blob('x')",
        "select * from read_json_auto('x')",
        "select * from glob('*')",
        "select * from sniff_csv('x')",
        "select * from main.read_csv('x.csv')",
        "select * from query('drop table x')",
        "select * from query_table('x')",
        "select * from json_execute_serialized_sql('x')",
        "select * from duckdb_settings()",
        "select * from parquet_metadata('x')",
        "select * from foz_raw_1()",
        "select * from 'f.parquet'",
        "select * from \"/etc/passwd\"",
        "select * from \"s3://b/k.csv\"",
        "select * from curated.\"a/b\"",
        "select * from duckdb_tables",
        "select * from duckdb_secrets",
        "select * from sqlite_master",
        "select * from information_schema.tables",
        "select * from pg_catalog.pg_class",
        "select * from memory.curated.x",
        "select * from curated.x at (version => 3)",
        "select getenv('HOME')",
        "select current_setting('temp_directory')",
        "select getvariable('x')",
        "select nextval('s')",
        "select json_serialize_plan('x')",
        "select json_deserialize_sql('x')",
        "select foz_alive_1(0, 0)",
        "select write_log('x')",
        "select sum(x) over (), getenv('x') from curated.x",
        "select 1 from curated.x where exists (select getenv('x'))",
        "select count(*) from range((select getenv('x')::int))",
        "select * from unnest((select list(content) from read_text('x')))",
        "select x from curated.x order by getenv('x')",
        "select * from curated.x limit (select getenv('x')::int)",
        "select system.main.getenv('x')",
        "select $1",
        "select ?",
        "show tables",
        "show all tables",
      })
  void everythingElseIsRefused(String sql) {
    FozException refusal = refusal(sql);

    assertThat(refusal.problem().code()).isEqualTo(Code.SQL_REFUSED);
    assertThat(refusal.problem().remedy()).as(refusal.getMessage()).isPresent();
    assertThat(refusal.problem().where()).as(refusal.getMessage()).isPresent();
  }

  @Test
  void aRefusalShowsThePlace() {
    assertThat(refusal("select *\nfrom curated.x,\n  read_csv('/etc/passwd')"))
        .hasMessage(
            """
            error[E702]: Cannot run the table function `read_csv`: queries read tables only
              query:3:3
              3 |   read_csv('/etc/passwd')
                |   ^^^^^^^^ make a source of type `file` for it, and query its table""");
    assertThat(refusal("select 'é', upperr(name) from curated.x"))
        .hasMessage(
            """
            error[E702]: Cannot run the function `upperr`: it is not known, or reaches outside of the lake
              query:1:13
              1 | select 'é', upperr(name) from curated.x
                |             ^^^^^^ did you mean `upper`?""");
    assertThat(refusal("-- x\n create table y as select 1"))
        .hasMessage(
            """
            error[E702]: Cannot run CREATE: only queries that read are allowed
              query:2:2
              2 |  create table y as select 1
                |  ^^^^^^ tables are made by sources and models; start the query with SELECT""");
    assertThat(refusal("select ';' ; select 2"))
        .hasMessage(
            """
            error[E702]: Cannot run several statements at once
              query:1:12
              1 | select ';' ; select 2
                |            ^ send them one by one""");
    assertThat(refusal("with x as (insert into t values (1)) select 1"))
        .hasMessageStartingWith(
            "error[E702]: Cannot run INSERT: only queries that read are allowed\n  query:1:");
  }

  @Test
  void aSyntaxErrorShowsThePlace() {
    assertThat(refusal("select *\nfrom curated.x\nwhere 'ação' = = 1"))
        .hasMessage(
            """
            error[E701]: Cannot read the query: syntax error at or near "="
              query:3:16
              3 | where 'ação' = = 1
                |                ^ """);
    assertThat(refusal("select \"x").problem().code()).isEqualTo(Code.SQL_SYNTAX);
    assertThat(refusal(" -- nothing"))
        .hasMessage(
            """
            error[E701]: Cannot read the query: it is empty
              try: type a query, for example `select * from system.tables`""");
    assertThat(refusal("")).hasMessageContaining("it is empty");
  }

  @Test
  void everyAllowedFunctionExistsInThisVersionOfTheEngine() {
    try (var session = lab.engine.open()) {
      List<String> known =
          Lab.ask(session, "select distinct lower(function_name) from duckdb_functions()");
      List<String> byGrammar =
          List.of("coalesce", "ifnull", "grouping", "grouping_id", "construct_array");
      assertThat(known).hasSizeGreaterThan(500);
      assertThat(AllowedFunctions.names())
          .allMatch(name -> known.contains(name) || byGrammar.contains(name));
    }
  }
}
