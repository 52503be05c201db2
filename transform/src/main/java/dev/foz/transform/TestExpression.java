package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import dev.foz.base.lake.TestSpec;
import dev.foz.engine.ParsedSql;
import dev.foz.engine.SqlParser;
import java.util.Optional;
import java.util.Set;

/** Problems of tests, told for the model's file. */
final class TestExpression {
  private static final Set<Code> ABOUT_SQL =
      Set.of(Code.SQL_FAILED, Code.SQL_SYNTAX, Code.SQL_REFUSED);

  private static final String NO_TABLE = "(select 1)";

  private TestExpression() {}

  /** A query with the condition on lines of its own. */
  static String query(TestSpec.Expression test, String from) {
    return before(from) + test.sql() + "\n)";
  }

  private static String before(String from) {
    return "select 1 from " + from + " where (\n";
  }

  /** What is wrong with the text of an expression. */
  static Optional<Problem> check(TestSpec.Expression test, SqlParser parser) {
    try {
      ParsedSql parsed = parser.parse(query(test, NO_TABLE));
      return parsed.tables().isEmpty()
          ? Optional.empty()
          : Optional.of(
              Problem.of(
                      Code.SQL_REFUSED,
                      "Cannot run this test: an expression reads no table, and this one reads "
                          + parsed.tables().getLast())
                  .at(test.place())
                  .remedy("write `relationships`, or make a model of the query"));
    } catch (FozException e) {
      return Optional.of(told(test, e, before(NO_TABLE)));
    }
  }

  /** What the session says of an expression's types and columns, if it says anything. */
  static Optional<Problem> describe(
      TestSpec.Expression test, String from, java.util.function.Consumer<String> session) {
    try {
      session.accept(query(test, from));
      return Optional.empty();
    } catch (FozException e) {
      return Optional.of(told(test, e, before(from)));
    }
  }

  /**
   * A failure that is about the SQL of a test, told at the test; others as they are.
   *
   * @param before what stands in the statement before the expression
   */
  private static Problem told(TestSpec.Expression test, FozException failure, String before) {
    Problem problem = failure.problem();
    int linesBefore = (int) before.chars().filter(c -> c == '\n').count();
    Optional<Place> exact =
        problem.where().flatMap(where -> inFile(test, where.line() - linesBefore, where));
    return told(test, problem).at(exact.orElse(test.place()));
  }

  /** The same of any test, told where it begins. */
  static Problem told(TestSpec test, Problem problem) {
    if (!ABOUT_SQL.contains(problem.code())) {
      return problem;
    }
    String what = problem.what().replaceFirst("^Cannot (?:run|read)(?: the query:)?", "");
    Problem own = Problem.of(problem.code(), "Cannot run this test:" + what).at(test.place());
    own = problem.why().map(own::because).orElse(own);
    return problem.remedy().map(own::remedy).orElse(own);
  }

  /** Only where the expression stands in the file on one line as it is. */
  private static Optional<Place> inFile(TestSpec.Expression test, int line, Place found) {
    Place start = test.place();
    String text = start.text().orElse("");
    int at = text.indexOf(test.sql(), Math.max(0, start.column() - 1));
    if (line != 1 || at < 0 || found.column() > test.sql().length() + 1) {
      return Optional.empty();
    }
    int column = at + found.column();
    return Optional.of(Place.of(start.file(), start.line(), column, text, found.length()));
  }
}
