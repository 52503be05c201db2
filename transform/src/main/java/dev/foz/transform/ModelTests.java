package dev.foz.transform;

import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.base.lake.ModelSpec;
import dev.foz.base.lake.OnFail;
import dev.foz.base.lake.TestSpec;
import dev.foz.engine.EngineSession;
import dev.foz.engine.SqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The tests of one model, to be run over rows that a session can read: staged ones before they are
 * published, or the table as it is. Immutable; changes nothing in the session.
 */
public final class ModelTests {
  private final TableName table;
  private final List<String> primaryKey;
  private final List<TestSpec> tests;

  private ModelTests(ModelSpec model) {
    this.table = model.table();
    this.primaryKey = model.primaryKey();
    this.tests = model.tests();
  }

  /**
   * Reads the tests of a model.
   *
   * @throws FozException with the problems of all expressions that are no conditions, or that do
   *     what user SQL may not
   */
  public static ModelTests read(ModelSpec model, SqlParser parser) {
    List<Problem> problems = new ArrayList<>();
    for (TestSpec test : model.tests()) {
      if (test instanceof TestSpec.Expression expression) {
        TestExpression.check(expression, parser).ifPresent(problems::add);
      }
    }
    throwAny(problems);
    return new ModelTests(model);
  }

  /** In the order of the file. */
  public List<TestSpec> tests() {
    return tests;
  }

  /** Those with this reaction, in the order of the file. */
  public List<TestSpec> tests(OnFail onFail) {
    return tests.stream().filter(test -> test.onFail() == onFail).toList();
  }

  /** Tables that the tests read beside the model's own; bound by whoever runs them. */
  public Set<TableName> references() {
    Set<TableName> others = new TreeSet<>();
    for (TestSpec test : tests) {
      if (test instanceof TestSpec.Relationships relationships) {
        others.add(relationships.to());
      }
    }
    others.remove(table);
    return others;
  }

  /**
   * SQL over a row of the changed rows: true where the row passes the test, false where not, never
   * null. Of {@code unique}, every row fails whose key another row has.
   */
  public String passes(TestSpec test, TestedRows rows) {
    return new TestConditions(table, rows).passes(test);
  }

  /** The same of all tests whose failing rows go to quarantine; empty where there are none. */
  public Optional<String> stays(TestedRows rows) {
    List<TestSpec> splitting = tests(OnFail.QUARANTINE);
    return splitting.isEmpty()
        ? Optional.empty()
        : Optional.of(
            splitting.stream()
                .map(test -> "(" + passes(test, rows) + ")")
                .collect(Collectors.joining(" and ")));
  }

  /** Runs all tests; see {@link #run(EngineSession, List, TestedRows, Progress)}. */
  public List<TestResult> run(EngineSession session, TestedRows rows, Progress progress) {
    return run(session, tests, rows, progress);
  }

  /**
   * Runs some of the tests: one query for all that look at single rows, one for each {@code
   * unique}, one more for the examples of each that fails.
   *
   * @return a result for each test, in their order
   * @throws FozException with the problems of all tests that cannot run, because a column is not
   *     there or values cannot be compared, told for the model's file; or as the engine fails
   */
  public List<TestResult> run(
      EngineSession session, List<TestSpec> some, TestedRows rows, Progress progress) {
    if (some.isEmpty()) {
      return List.of();
    }
    TestRun run = new TestRun(session, new TestConditions(table, rows), primaryKey, progress);
    throwAny(run.check(some));
    Map<TestSpec, Long> failed = run.count(some);
    return some.stream().map(test -> run.result(test, failed.getOrDefault(test, 0L))).toList();
  }

  /**
   * What keeps tests from being run over rows that the session can read: columns that are not
   * there, values that cannot be compared. Runs none.
   */
  List<Problem> check(
      EngineSession session, List<TestSpec> some, TestedRows rows, Progress progress) {
    return some.isEmpty()
        ? List.of()
        : new TestRun(session, new TestConditions(table, rows), primaryKey, progress).check(some);
  }

  private static void throwAny(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new FozException(problems);
    }
  }
}
