package dev.foz.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.FozException;
import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.base.lake.LakeReader;
import dev.foz.base.lake.ModelSpec;
import dev.foz.base.lake.OnFail;
import dev.foz.engine.EngineOptions;
import dev.foz.engine.EngineSession;
import dev.foz.engine.QueryResult;
import dev.foz.engine.duckdb.DuckDbEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTestsTest {
  private static final TestedRows STAGED = TestedRows.all("staged");

  @TempDir private Path folder;
  private DuckDbEngine engine;
  private EngineSession session;

  @BeforeEach
  void open() {
    engine =
        new DuckDbEngine(
            new EngineOptions(
                128L << 20, 2, folder.resolve("tmp"), ZoneId.of("UTC"), List.of(folder)));
    session = engine.open();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private void stage(String name, String values) {
    session.materialize(name, "select * from (values " + values + ")", Progress.NONE);
  }

  /** The model `refined.vendas` with this front matter, from its first key on. */
  private ModelSpec model(String yaml) {
    String sql = "/* ---\n" + yaml + "\n--- */\nselect 1 as id";
    try {
      Files.createDirectories(folder.resolve("loja/models/refined"));
      Files.writeString(folder.resolve("loja/lake.yaml"), "name: loja\n");
      Files.writeString(folder.resolve("loja/models/refined/vendas.sql"), sql);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return LakeReader.read(folder.resolve("loja"), Map.of()).orThrow().models().getFirst();
  }

  private ModelTests tests(String yaml) {
    return ModelTests.read(model(yaml), engine.parser());
  }

  private List<String> run(ModelTests tests, TestedRows rows) {
    return tests.run(session, rows, Progress.NONE).stream().map(ModelTestsTest::shown).toList();
  }

  private static String shown(TestResult result) {
    return result.passed()
        ? "ok " + result.test().name()
        : result.sentence()
            + result.exampleTexts().stream().collect(Collectors.joining("; ", ": ", ""));
  }

  private List<String> ask(String sql) {
    List<String> found = new ArrayList<>();
    try (QueryResult rows = session.query(sql, Progress.NONE)) {
      while (rows.next()) {
        found.add(String.valueOf(rows.value(0)));
      }
    }
    return found;
  }

  @Test
  void everyTestCountsTheRowsThatDoNotPassAndShowsSome() {
    stage(
        "staged",
        """
        (1, 'SP', 10.5, 2, '52998224725', true), (2, 'RJ', -1, 3, '1', false),
        (3, null, -2, null, null, true), (4, 'XX', 0, 9, '52998224725', null),
        (4, null, null, 9, '', true)) t(id, uf, total, nivel, cpf, pago\
        """);
    session.bindView(
        TableName.find("curated.niveis").orElseThrow(), "select 2 as n union all select null");
    ModelTests tests =
        tests(
            """
            materialized: merge
            primary_key: id
            tests:
              - not_null: [uf, nivel]
              - unique: ID
                on_fail: warn
              - accepted_values: { uf: [SP, RJ] }
              - accepted_values: { nivel: [2, 3] }
              - accepted_values: { total: [10.50, -1, -2, 0] }
              - accepted_values: { pago: true }
              - relationships: { nivel: curated.niveis.n }
              - expression: total >= 0 or uf is null
              - cpf: cpf""");

    assertThat(run(tests, STAGED))
        .containsExactly(
            "2 rows do not pass not_null(uf, nivel): id 3, uf null, nivel null;"
                + " id 4, uf null, nivel 9",
            "2 rows do not pass unique(ID): ID 4, rows 2",
            "1 row does not pass accepted_values(uf): id 4, uf XX",
            "2 rows do not pass accepted_values(nivel): id 4, nivel 9; id 4, nivel 9",
            "ok accepted_values(total)",
            "1 row does not pass accepted_values(pago): id 2, pago false",
            "3 rows do not pass relationships(nivel: curated.niveis.n): id 2, nivel 3;"
                + " id 4, nivel 9; id 4, nivel 9",
            "1 row does not pass expression(total >= 0 or uf is null): id 2, uf RJ, total -1.0",
            "2 rows do not pass cpf(cpf): id 2, cpf 1; id 4, cpf ");
    assertThat(tests.references()).hasToString("[curated.niveis]");
    assertThat(tests.tests(OnFail.WARN)).hasSize(1);
  }

  @Test
  void noRowsPassEveryTest() {
    session.materialize("staged", "select 1 as id, 'a' as uf where false", Progress.NONE);
    ModelTests tests = tests("tests: [{ not_null: uf }, { unique: id }, { cpf: uf }]");

    assertThat(tests.run(session, STAGED, Progress.NONE)).allMatch(TestResult::passed).hasSize(3);
    assertThat(tests("tests: [{ not_null: uf }]").run(session, List.of(), STAGED, Progress.NONE))
        .isEmpty();
  }

  @Test
  void aKeyMustBeUniqueInTheWholeTableButOnlyChangedRowsAreTested() {
    stage("changed", "(1, 'a'), (2, 'b'), (3, null)) t(id, nome");
    stage(
        "whole",
        "(1, 'a'), (2, 'b'), (3, null), (7, 'b'), (8, 'b'), (9, 'z'), (10, 'z')) t(id, nome");
    TestedRows rows = new TestedRows("changed", "whole");
    ModelTests tests = tests("tests: [{ unique: nome, on_fail: quarantine }]");

    assertThat(run(tests, rows)).containsExactly("3 rows do not pass unique(nome): nome b, rows 3");
    assertThat(
            ask("select id from changed where " + tests.stays(rows).orElseThrow() + " order by 1"))
        .containsExactly("1", "3");
  }

  @Test
  void rowsAreSplitByAllTestsWhoseFailuresGoToQuarantine() {
    stage(
        "staged",
        "(1, 'SP', 5, 1), (2, null, 5, 1), (3, 'SP', -5, 1), (4, 'SP', null, null),"
            + " (5, 'SP', 5, 6), (6, 'SP', 0, 5)) t(id, uf, total, pai");
    ModelTests tests =
        tests(
            """
            tests:
              - { not_null: uf, on_fail: quarantine }
              - { expression: total > 0 -- or unknown, on_fail: quarantine }
              - { relationships: { pai: refined.vendas.id }, on_fail: quarantine }
              - { unique: [uf, total, pai], on_fail: quarantine }
              - expression: id < 0""");

    String stays = tests.stays(STAGED).orElseThrow();

    assertThat(tests.references()).isEmpty();
    assertThat(ask("select id from staged where " + stays + " order by 1"))
        .containsExactly("1", "4", "5");
    assertThat(ask("select id from staged where not (" + stays + ") order by 1"))
        .containsExactly("2", "3", "6");
    assertThat(tests("tests: [{ not_null: uf }]").stays(STAGED)).isEmpty();
  }

  @Test
  void rowsMayBeAQueryAndNamesMayBeAnything() {
    stage("staged", "(1, 'it''s'), (1, null)) t(\"a \"\"b\", \"select\"");
    ModelTests tests =
        tests(
            """
            tests:
              - not_null: select
              - unique: a "b
              - accepted_values: { select: "it's" }""");

    assertThat(run(tests, TestedRows.all("(select * from staged\nwhere \"a \"\"b\" = 1)")))
        .containsExactly(
            "1 row does not pass not_null(select): select null",
            "2 rows do not pass unique(a \"b): a \"b 1, rows 2",
            "ok accepted_values(select)");
  }

  @Test
  void atMostFiveExamplesAreShown() {
    session.materialize("staged", "select i as id from range(100) r(i)", Progress.NONE);
    ModelTests tests = tests("tests: [{ expression: id % 2 = 0 }]");

    assertThat(run(tests, STAGED))
        .containsExactly(
            "50 rows do not pass expression(id % 2 = 0): id 1; id 11; id 13; id 15; id 17");
  }

  @Test
  void examplesAreCutAndWriteNothingToTheTerminal() {
    session.materialize(
        "staged",
        "select chr(27) || '[31m' || chr(10) as a, repeat('é', 100) as b, repeat('é', 101) as c",
        Progress.NONE);
    ModelTests tests = tests("tests: [{ expression: a = b or b = c }, { cpf: a }]");

    List<TestResult> results = tests.run(session, STAGED, Progress.NONE);

    assertThat(results.getFirst().examples())
        .containsExactly(List.of("\\x1B[31m\\x0A", "é".repeat(100), "é".repeat(100) + "…"));
    assertThat(results.getLast().exampleTexts()).containsExactly("a \\x1B[31m\\x0A");
  }

  @Test
  void aTestThatCannotRunIsToldAtItsPlace() {
    stage("staged", "(1, 'SP', date '2026-01-01')) t(id, uf, dia");
    session.bindView(TableName.find("curated.niveis").orElseThrow(), "select 2 as n");
    ModelTests tests =
        tests(
            """
            tests:
              - not_null: [id, uff]
              - relationships: { id: curated.niveis.m }
              - expression: "id + dai > 3"
              - expression: count(*) > 1
              - expression: |
                  id > dai
              - unique: id
              - accepted_values: { dia: [2026-02-30] }
              - relationships: { dia: curated.niveis.n }""");

    assertThatThrownBy(() -> run(tests, STAGED))
        .isInstanceOf(FozException.class)
        .hasMessage(
            """
            error[F209]: Cannot run not_null(id, uff): refined.vendas has no column `uff`
              models/refined/vendas.sql:3:5
              3 |   - not_null: [id, uff]
                |     ^^^^^^^^ did you mean `uf`?

            error[F209]: Cannot run relationships(id: curated.niveis.m): curated.niveis has no column `m`
              models/refined/vendas.sql:4:5
              4 |   - relationships: { id: curated.niveis.m }
                |     ^^^^^^^^^^^^^ did you mean `n`?

            error[E703]: Cannot run this test: referenced column "dai" not found in FROM clause
              models/refined/vendas.sql:5:23
              5 |   - expression: "id + dai > 3"
                |                       ^^^ did you mean `dia`?

            error[E703]: Cannot run this test: WHERE clause cannot contain aggregates
              models/refined/vendas.sql:6:17
              6 |   - expression: count(*) > 1
                |                 ^^^^^^^^

            error[E703]: Cannot run this test: referenced column "dai" not found in FROM clause
              models/refined/vendas.sql:7:17
              7 |   - expression: |
                |                 ^ did you mean `dia`?

            error[E703]: Cannot run this test: cannot compare values of type DATE and INTEGER in IN/ANY/ALL clause - an explicit cast is required
              models/refined/vendas.sql:11:5
              11 |   - relationships: { dia: curated.niveis.n }
                 |     ^^^^^^^^^^^^^""");
  }

  @Test
  void valuesThatCannotBeComparedAreToldAtTheirTest() {
    stage("staged", "(1, 'SP', date '2026-01-01')) t(id, uf, dia");
    ModelTests tests =
        tests(
            """
            tests:
              - not_null: id
              - accepted_values: { dia: [2026-02-30] }""");

    assertThatThrownBy(() -> run(tests, STAGED))
        .isInstanceOf(FozException.class)
        .hasMessage(
            """
            error[E703]: Cannot run this test: date field value out of range: "2026-02-30"
              models/refined/vendas.sql:4:5
              4 |   - accepted_values: { dia: [2026-02-30] }
                |     ^^^^^^^^^^^^^^^""");
  }

  @Test
  void anExpressionIsOneConditionWithoutTables() {
    assertThatThrownBy(
            () ->
                tests(
                    """
                    tests:
                      - expression: total >= lenght(uf)
                      - expression: id in (select id from curated.x)
                      - expression: 'total > getenv(uf)'
                      - expression: id > 1; select 2
                      - expression: |
                          id >
                          > 2"""))
        .isInstanceOf(FozException.class)
        .hasMessage(
            """
            error[E702]: Cannot run this test: the function `lenght`: it is not known, or reaches outside of the lake
              models/refined/vendas.sql:3:26
              3 |   - expression: total >= lenght(uf)
                |                          ^^^^^^ did you mean `length`?

            error[E702]: Cannot run this test: an expression reads no table, and this one reads curated.x
              models/refined/vendas.sql:4:17
              4 |   - expression: id in (select id from curated.x)
                |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ write `relationships`, or make a model of the query

            error[E702]: Cannot run this test: the function `getenv`: it is not known, or reaches outside of the lake
              models/refined/vendas.sql:5:26
              5 |   - expression: 'total > getenv(uf)'
                |                          ^^^^^^ did you mean `even`?

            error[E701]: Cannot run this test: syntax error at or near ";"
              models/refined/vendas.sql:6:23
              6 |   - expression: id > 1; select 2
                |                       ^

            error[E701]: Cannot run this test: syntax error at or near ">"
              models/refined/vendas.sql:7:17
              7 |   - expression: |
                |                 ^""");
  }

  @Test
  void aFailureThatStopsTheBuildIsToldForTheFile() {
    stage("staged", "(1, 'SP'), (2, null)) t(id, uf");
    ModelTests tests = tests("primary_key: id\ntests:\n  - not_null: uf");

    TestResult result = tests.run(session, STAGED, Progress.NONE).getFirst();

    assertThat(result.stops()).isTrue();
    assertThat(result.problem(TableName.find("refined.vendas").orElseThrow()).render())
        .isEqualTo(
            """
            error[D803]: Cannot publish refined.vendas: 1 row does not pass not_null(uf)
              models/refined/vendas.sql:4:5
              4 |   - not_null: uf
                |     ^^^^^^^^ the last version stays; mend the SQL or the rows that it reads
              why: like id 2, uf null""");
  }
}
