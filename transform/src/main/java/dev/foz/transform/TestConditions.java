package dev.foz.transform;

import dev.foz.base.TableName;
import dev.foz.base.lake.TestSpec;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SQL of tests. Names are quoted and values written as text, which the engine reads as values
 * of the column's type.
 *
 * @param table that is tested
 */
record TestConditions(TableName table, TestedRows rows) {
  /** One more than people are shown, to see that there is more. */
  private static final int SHOWN = TestRun.MOST_CHARACTERS + 1;

  /** A condition over a row of the changed rows: true where it passes, never null. */
  String passes(TestSpec test) {
    return switch (test) {
      case TestSpec.NotNull notNull ->
          "(" + each(notNull.columns(), column -> column + " is not null", " and ") + ")";
      case TestSpec.Unique unique ->
          "(" + key(unique) + " in (" + repeated(unique, "") + ")) is not true";
      case TestSpec.AcceptedValues accepted ->
          notFalse(
              SqlNames.quote(accepted.column())
                  + " in ("
                  + accepted.values().stream().map(SqlNames::text).collect(Collectors.joining(", "))
                  + ")");
      case TestSpec.Relationships to ->
          notFalse(SqlNames.quote(to.column()) + " in (" + reachable(to) + ")");
      case TestSpec.Expression expression -> notFalse("(\n" + expression.sql() + "\n)");
      case TestSpec.Rule rule -> notFalse(call(rule));
    };
  }

  private static String notFalse(String condition) {
    return "(" + condition + ") is not false";
  }

  private static String call(TestSpec.Rule rule) {
    String column = SqlNames.quote(rule.column());
    return "is_" + rule.rule().word() + "(cast(" + column + " as varchar))";
  }

  /** The alias keeps a column that the other table lacks from meaning one of the row's own. */
  private String reachable(TestSpec.Relationships test) {
    String field = "foz_other." + SqlNames.quote(test.field());
    String other = test.to().equals(table) ? rows.whole() : SqlNames.table(test.to());
    return "select " + field + " from " + other + " foz_other where " + field + " is not null";
  }

  private static String key(TestSpec.Unique test) {
    return "(" + each(test.columns(), column -> column, ", ") + ")";
  }

  /** The keys that several rows of the whole table have; {@code more} is selected beside them. */
  private String repeated(TestSpec.Unique test, String more) {
    String key = each(test.columns(), column -> "foz_whole." + column, ", ");
    String known = each(test.columns(), column -> "foz_whole." + column + " is not null", " and ");
    return "select "
        + key
        + more
        + " from "
        + rows.whole()
        + " foz_whole where "
        + known
        + " group by "
        + key
        + " having count(*) > 1";
  }

  /** The keys of changed rows that several rows have, and how many, as {@code foz_rows}. */
  String repeatedWithCount(TestSpec.Unique test) {
    String repeated = repeated(test, ", count(*) as foz_rows");
    return rows.isPart()
        ? "select * from ("
            + repeated
            + ") where "
            + key(test)
            + " in (select "
            + key(test)
            + " from "
            + rows.changed()
            + ")"
        : repeated;
  }

  /** Rows that do not pass the test; for any but {@code unique}. */
  String failing(TestSpec test, List<String> columns) {
    return "select "
        + texts(columns)
        + " from "
        + rows.changed()
        + " where not ("
        + passes(test)
        + ")";
  }

  /** The columns as texts, no more of each than people are shown. */
  static String texts(List<String> columns) {
    return each(columns, column -> "left(cast(" + column + " as varchar), " + SHOWN + ")", ", ");
  }

  /** The columns that a test names; of an expression, those whose names are words of it. */
  static List<String> columns(TestSpec test, List<String> all) {
    return switch (test) {
      case TestSpec.NotNull notNull -> notNull.columns();
      case TestSpec.Unique unique -> unique.columns();
      case TestSpec.AcceptedValues accepted -> List.of(accepted.column());
      case TestSpec.Relationships relationships -> List.of(relationships.column());
      case TestSpec.Expression expression -> words(expression.sql(), all);
      case TestSpec.Rule rule -> List.of(rule.column());
    };
  }

  private static List<String> words(String sql, List<String> columns) {
    List<String> words =
        Stream.of(sql.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}_]+")).toList();
    return columns.stream()
        .filter(column -> words.contains(column.toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static String each(
      List<String> columns, java.util.function.UnaryOperator<String> sql, String between) {
    return columns.stream().map(SqlNames::quote).map(sql).collect(Collectors.joining(between));
  }
}
