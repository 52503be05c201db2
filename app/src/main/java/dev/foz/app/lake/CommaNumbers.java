package dev.foz.app.lake;

import dev.foz.base.Field;
import dev.foz.base.Type;
import dev.foz.engine.QueryResult;

/**
 * How many of the texts of a column look like numbers of which a point is no decimal point.
 *
 * @param numbers that are numbers where the comma stands before the fraction and points between
 *     groups of three digits
 * @param commas those of them with a comma
 * @param sure those with a comma that cannot stand between groups, as in {@code 12,5}
 * @param groups those of groups only, as {@code 1.234.567}
 */
public record CommaNumbers(long numbers, long commas, long sure, long groups) {
  /** Columns of {@link #counts}. */
  static final int COUNTS = 4;

  private static final String NUMBER =
      "[-+]?(0|[1-9][0-9]*|[1-9][0-9]{0,2}([.][0-9]{3})+)(,[0-9]+)?";
  private static final String ONE_GROUP = "[-+]?[1-9][0-9]{0,2},[0-9]{3}";
  private static final String GROUPS = "[-+]?[1-9][0-9]{0,2}([.][0-9]{3})+";

  /** What is to be selected to count them. */
  static String counts(Field field) {
    if (field.type() != Type.Primitive.STRING) {
      return "0, 0, 0, 0";
    }
    String name = Trial.quoted(field.name());
    String isNumber = matches(name, NUMBER);
    String hasComma = isNumber + " and contains(" + name + ", ',')";
    return String.join(
        ", ",
        count(isNumber),
        count(hasComma),
        count(hasComma + " and not " + matches(name, ONE_GROUP)),
        count(matches(name, GROUPS)));
  }

  private static String matches(String name, String pattern) {
    return "regexp_full_match(" + name + ", '" + pattern + "')";
  }

  private static String count(String condition) {
    return "count(*) filter (" + condition + ")";
  }

  /** Those that were selected from this column on. */
  static CommaNumbers of(QueryResult result, int from) {
    return new CommaNumbers(
        Trial.number(result.value(from)),
        Trial.number(result.value(from + 1)),
        Trial.number(result.value(from + 2)),
        Trial.number(result.value(from + 3)));
  }
}
