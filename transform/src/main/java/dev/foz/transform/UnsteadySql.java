package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.base.lake.TestSpec;
import dev.foz.engine.UnsteadyPart;
import java.util.regex.Pattern;

/** What is to be said of SQL that may make other rows of the same input. */
final class UnsteadySql {
  private static final Pattern TIME =
      Pattern.compile("(?i)\\b(now|today|age|current_\\w+|localtime\\w*|\\w+_timestamp)\\b");

  private UnsteadySql() {}

  static Problem warning(TableName table, UnsteadyPart part, Place place) {
    String named = ": " + part.text();
    return switch (part.kind()) {
      case CLOCK ->
          Problem.of(Code.UNSTEADY_SQL, table + " depends on when it is built" + named)
              .at(place)
              .because(
                  "it is the start of the run that builds the table, which is built when its inputs"
                      + " change, not when time goes by")
              .remedy("take the time from rows, or compare with it where the table is read");
      case CHANCE ->
          Problem.of(Code.UNSTEADY_SQL, table + " comes out otherwise each time" + named)
              .at(place)
              .remedy("make the value from the row, for example by `hash(id)`");
      case ORDER ->
          Problem.of(Code.UNSTEADY_SQL, table + " may come out otherwise each time" + named)
              .at(place)
              .because("rows come in any order")
              .remedy("put them in an order that is the same each time");
    };
  }

  /** Whether a test may ask for the time. */
  static boolean mayTellTime(TestSpec test) {
    return test instanceof TestSpec.Expression expression && TIME.matcher(expression.sql()).find();
  }
}
