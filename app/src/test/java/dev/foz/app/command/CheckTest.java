package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code foz check} finds in models, before and after the first load. */
class CheckTest {
  private static final String CONTRACT =
      """
      {"type": "object", "properties": {
        "id": {"type": "integer"}, "uf": {"type": "string"}, "total": {"type": "integer"}}}
      """;

  private Shell lake;

  @BeforeEach
  void createLake(@TempDir Path folder) {
    lake = new Shell(folder);
    lake.write("lake.yaml", "name: prova\n");
    lake.write("in/a.jsonl", "{\"id\":1,\"uf\":\"SP\",\"total\":10}\n");
    source("contract: pedidos");
    lake.write("schemas/pedidos.json", CONTRACT);
  }

  private void source(String further) {
    lake.write(
        "sources/s.yaml",
        "type: file\ntables:\n  pedidos: { path: in/*.jsonl, primary_key: id, " + further + " }\n");
  }

  private void model(String name, String text) {
    lake.write("models/refined/" + name + ".sql", text);
  }

  private void assertBeforeAndAfterTheFirstLoad(String told) {
    assertThat(lake.told("check")).isEqualTo(told);
    lake.foz("run");
    assertThat(lake.told("check")).isEqualTo(told);
  }

  @Test
  void sqlIsTypedAgainstWhatContractsDeclare() {
    model("por_uf", "select uf, sum(total) as total from curated.s_pedidos group by 1\n");
    model("cru", "select data.id, _seq, _ingested_at from raw.s_pedidos\n");
    assertBeforeAndAfterTheFirstLoad("no mistakes: 1 source with 1 table, 2 models\n");

    model("outro", "select ufa, total from refined.por_uf\n");
    model("cru", "select data.idade from raw.s_pedidos\n");
    assertBeforeAndAfterTheFirstLoad(
        """
        error[E703]: Cannot run the query: could not find key "idade" in struct
          models/refined/cru.sql:1:1
          1 | select data.idade from raw.s_pedidos
            | ^
          why: Candidate Entries: "id"

        error[E703]: Cannot run the query: referenced column "ufa" not found in FROM clause
          models/refined/outro.sql:1:8
          1 | select ufa, total from refined.por_uf
            |        ^^^ did you mean `uf`, `total`?
        exit 2
        """);
  }

  @Test
  void mistakesOfAllFilesAreToldAtOnceAndAtMostTen() {
    source("pk: id");
    model("a", "select 1 as\n\t\"東京\", from where");
    model("b", "/* ---\r\ntags: { a: b }\r\n--- */\r\nselect 1 from where");
    assertThat(lake.told("check"))
        .isEqualTo(
            """
            error[F203]: unknown key `pk`
              sources/s.yaml:3:49
              3 |   pedidos: { path: in/*.jsonl, primary_key: id, pk: id }
                |                                                 ^^ here it is `primary_key`

            error[F204]: `tags` wants text or a list of texts, got a map
              models/refined/b.sql:2:7
              2 | tags: { a: b }
                |       ^ like `id` or `[id, line]`

            error[E701]: Cannot read the query: syntax error at or near "where"
              models/refined/a.sql:2:13
              2 |     "東京", from where
                |                  ^^^^^
            exit 2
            """);

    for (int i = 0; i < 9; i++) {
      model("m" + i, "select from where");
    }
    assertThat(lake.told("check")).contains("and 2 more; --json has all\n").endsWith("exit 2\n");
  }

  @Test
  void placesInSqlAreRightWithWindowsLineEndsAndWideCharacters() {
    model(
        "a",
        "/* ---\r\nowner: 東京\r\n--- */\r\n\r\nselect '東京🌊' as x,\r\n  nada\r\nfrom curated.s_pedidos\r\n");
    assertThat(lake.told("check"))
        .isEqualTo(
            """
            error[E703]: Cannot run the query: referenced column "nada" not found in FROM clause
              models/refined/a.sql:6:3
              6 |   nada
                |   ^^^^ did you mean `id`?
            exit 2
            """);
    model("a", "select '東京🌊' as x, nada from curated.s_pedidos");
    assertThat(lake.told("check"))
        .contains(
            "  models/refined/a.sql:1:21\n"
                + "  1 | select '東京🌊' as x, nada from curated.s_pedidos\n"
                + "    |                       ^^^^ did you mean");
  }

  @Test
  void whatReadsAMistakenModelIsNotTyped() {
    model("a", "select ufa from curated.s_pedidos\n");
    model("b", "select ufa from refined.a\n");
    model("c", "select ufa from refined.b\n");
    assertThat(lake.told("check"))
        .endsWith(
            """
            columns and types could not be checked of 2 models:
              refined.b: it reads refined.a, which has a mistake
              refined.c: it reads refined.b, which could not be typed
            error[E703]: Cannot run the query: referenced column "ufa" not found in FROM clause
              models/refined/a.sql:1:8
              1 | select ufa from curated.s_pedidos
                |        ^^^ did you mean `uf`, `total`?
            exit 2
            """);
  }

  @Test
  void inputsWithoutKnownColumnsAreTold() {
    source("on_error: quarantine");
    model("a", "select ufa from curated.s_pedidos\n");
    assertThat(lake.told("check"))
        .isEqualTo(
            """
            no mistakes: 1 source with 1 table, 1 model
            columns and types could not be checked of 1 model:
              refined.a: it reads curated.s_pedidos, which has no columns before its first load, as no contract declares them
            """);
    assertThat(lake.told("check", "--json"))
        .contains("\"untyped\":{\"refined.a\":\"it reads curated.s_pedidos, which ");
    lake.foz("run");
    assertThat(lake.told("check")).contains("error[E703]").contains("models/refined/a.sql:1:8");
  }

  @Test
  void keysAndTestsNameColumnsThatTheSqlMakes() {
    model(
        "a",
        """
        /* ---
        materialized: merge
        primary_key: [uf, dia]
        cluster_by:
          - totl
        tests:
          - not_null: [uff]
          - expression: total > 'x'
          - unique: uf
          - relationships: { uf: curated.s_pedidos.ufs }
        --- */
        select uf, sum(total) as total from curated.s_pedidos group by 1
        """);
    assertThat(lake.told("check"))
        .isEqualTo(
            """
            error[F209]: the SQL of refined.a makes no column `dia`
              models/refined/a.sql:3:19
              3 | primary_key: [uf, dia]
                |                   ^^^ columns: uf, total
              why: `primary_key` names it

            error[F209]: the SQL of refined.a makes no column `totl`
              models/refined/a.sql:5:5
              5 |   - totl
                |     ^^^^ did you mean `total`?
              why: `cluster_by` names it

            error[F209]: Cannot run not_null(uff): refined.a has no column `uff`
              models/refined/a.sql:7:5
              7 |   - not_null: [uff]
                |     ^^^^^^^^ did you mean `uf`?

            error[F209]: Cannot run relationships(uf: curated.s_pedidos.ufs): curated.s_pedidos has no column `ufs`
              models/refined/a.sql:10:5
              10 |   - relationships: { uf: curated.s_pedidos.ufs }
                 |     ^^^^^^^^^^^^^ did you mean `uf`?
            exit 2
            """);
  }

  @Test
  void sqlThatMayMakeOtherRowsOfTheSameInputIsWarnedOf() {
    model("v", "/* ---\nmaterialized: view\n--- */\nselect * from curated.s_pedidos limit 2\n");
    model(
        "a",
        """
        select id, current_date as hoje, random() as r, row_number() over () as n
        from refined.v
        """);
    model("b", "select list_sort(list(id)) as ids from refined.a");
    assertThat(lake.told("check"))
        .isEqualTo(
            """
            no mistakes: 1 source with 1 table, 3 models
            warning[E804]: refined.a may come out otherwise each time: limit without order by
              models/refined/v.sql:4:39
              4 | select * from curated.s_pedidos limit 2
                |                                       ^ put them in an order that is the same each time
              why: rows come in any order

            warning[E804]: refined.a depends on when it is built: current_date
              models/refined/a.sql:1:12
              1 | select id, current_date as hoje, random() as r, row_number() over () as n
                |            ^^^^^^^^^^^^ take the time from rows, or compare with it where the table is read
              why: it is the start of the run that builds the table, which is built when its inputs change, not when time goes by

            warning[E804]: refined.a comes out otherwise each time: random()
              models/refined/a.sql:1:34
              1 | select id, current_date as hoje, random() as r, row_number() over () as n
                |                                  ^^^^^^ make the value from the row, for example by `hash(id)`

            warning[E804]: refined.a may come out otherwise each time: row_number() over rows without order by
              models/refined/a.sql:1:49
              1 | select id, current_date as hoje, random() as r, row_number() over () as n
                |                                                 ^^^^^^^^^^ put them in an order that is the same each time
              why: rows come in any order

            """);
    assertThat(lake.foz("run").err())
        .contains(
            ", warning: refined.a may come out otherwise each time: limit without order by"
                + " (models/refined/v.sql:4:39) and 3 more");
  }

  @Test
  void systemModelsTellsHowEachModelStands() {
    model(
        "a",
        """
        /* ---
        materialized: merge
        primary_key: id
        owner: vendas
        tags: [diario, caro]
        tests: [{ not_null: id }]
        --- */
        select id, total from curated.s_pedidos
        """);
    model("v", "/* ---\nmaterialized: view\n--- */\nselect * from refined.a\n");
    assertThat(lake.rows("select model, status, built_by_run from system.models"))
        .isEqualTo("refined.a,no data,\nrefined.v,,\n");
    lake.foz("run");
    assertThat(
            lake.rows(
                "select model, materialized, file, status, built_by_run, rows_read, rows_written, way,"
                    + " ways, owner, tags, tests, paused from system.models order by model"))
        .isEqualTo(
            "refined.a,merge,models/refined/a.sql,ok,1,1,1,1 row,"
                + "changes of curated.s_pedidos: by id,vendas,\"diario, caro\",not_null(id),false\n"
                + "refined.v,view,models/refined/v.sql,,,,,,computed when it is read,,,,false\n");
    assertThat(lake.told("show", "refined.a")).contains("last build  run 1: 1 row\n");
    assertThat(lake.told("run", "tag:diario")).contains("build refined.a  up to date");
    assertThat(lake.told("run", "--exclude", "refined.*")).doesNotContain("refined.a");
    assertThat(lake.rows("select command from system.runs where run = 3"))
        .isEqualTo("run --exclude refined.*\n");
  }
}
