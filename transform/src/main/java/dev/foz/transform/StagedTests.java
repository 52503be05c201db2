package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.base.lake.OnFail;
import dev.foz.base.lake.TestSpec;
import dev.foz.engine.EngineSession;
import dev.foz.engine.SqlParser;
import dev.foz.table.TableSnapshot;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/** Runs the tests of a model over rows that are computed and not published yet. */
final class StagedTests {
  private final ModelBuild build;
  private final ModelTests tests;
  private final FailedRows failed;

  StagedTests(ModelBuild build, SqlParser parser, Clock clock) {
    this.build = build;
    this.tests = ModelTests.read(build.model(), parser);
    this.failed = new FailedRows(build, tests, clock);
  }

  /** Whether rows may be taken out of the result. */
  boolean splits() {
    return !tests.tests(OnFail.QUARANTINE).isEmpty();
  }

  /** Where rows go that fail a test with {@code on_fail: quarantine}. */
  FailedRows failed() {
    return failed;
  }

  /** Makes all tables readable that the tests compare with. */
  void bind(EngineSession session) {
    tests.references().stream()
        .filter(name -> !build.inputs().contains(name))
        .forEach(name -> bind(session, name));
  }

  boolean isEmpty() {
    return tests.tests().isEmpty();
  }

  /**
   * Runs those that judge the table as a whole: that let it fail, or warn.
   *
   * @return what those found that only warn, to be added to a note; empty where all is well
   * @throws FozException with a problem for each test that keeps the rows from being published
   */
  String run(EngineSession session, TestedRows rows) {
    if (isEmpty()) {
      return "";
    }
    build.job().progress().phase("testing");
    List<TestSpec> some =
        tests.tests().stream().filter(test -> test.onFail() != OnFail.QUARANTINE).toList();
    List<TestResult> results = tests.run(session, some, rows, build.job().progress());
    List<Problem> problems =
        results.stream()
            .filter(TestResult::stops)
            .map(result -> result.problem(build.table()))
            .toList();
    if (!problems.isEmpty()) {
      throw new FozException(problems);
    }
    String warnings =
        results.stream()
            .filter(result -> !result.passed())
            .map(TestResult::sentence)
            .collect(Collectors.joining(", "));
    return warnings.isEmpty() ? "" : ", warning: " + warnings;
  }

  private void bind(EngineSession session, TableName name) {
    TableSnapshot table =
        build
            .job()
            .moment()
            .find(name)
            .orElseThrow(
                () ->
                    Problem.of(
                            Code.TEST_FAILED,
                            "Cannot publish "
                                + build.table()
                                + ": "
                                + name
                                + ", which a test compares with, has no data yet")
                        .at(build.model().place())
                        .remedy("foz run " + name + " makes it")
                        .toException());
    build.job().moment().bind(session, table);
  }
}
