package dev.foz.app.folder;

import dev.foz.app.lake.Trial;
import dev.foz.app.lake.Trial.Column;
import dev.foz.base.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What stands before the fraction of numbers in CSV, and what is told where that is not sure:
 * {@code 1.000} is one where the point does, and a thousand where the comma does.
 *
 * @param mark what is written as {@code decimal}; empty where it is the point, beyond doubt
 * @param doubt for people
 */
record DecimalGuess(Optional<Character> mark, Optional<String> doubt) {
  static final DecimalGuess USUAL = new DecimalGuess(Optional.empty(), Optional.empty());

  private static final DecimalGuess COMMA = new DecimalGuess(Optional.of(','), Optional.empty());
  private static final int MOST_TOLD = 3;

  boolean isComma() {
    return mark.equals(COMMA.mark());
  }

  /**
   * @param result of a trial that took the point for the decimal mark
   * @param separator where all files have the same
   * @param trial makes the same trial with another mark
   */
  static DecimalGuess of(
      Trial.Result result,
      Optional<Character> separator,
      Function<DecimalGuess, Trial.Result> trial) {
    List<Column> texts =
        result.columns().stream()
            .filter(column -> column.filled() > 0)
            .filter(column -> column.commas().numbers() == column.filled())
            .toList();
    if (texts.stream().anyMatch(column -> column.commas().sure() > 0)) {
      return COMMA;
    }
    List<Column> commas = texts.stream().filter(column -> column.commas().commas() > 0).toList();
    if (separator.isEmpty() || separator.get() == ',') {
      return commas.isEmpty() ? USUAL : stayText(commas);
    }
    List<Column> groups = texts.stream().filter(column -> column.commas().groups() > 0).toList();
    return commas.isEmpty() ? points(result, groups, separator.get(), trial) : COMMA;
  }

  /** Numbers have points only. These may stand between groups if all can be read so. */
  private static DecimalGuess points(
      Trial.Result result,
      List<Column> groups,
      char separator,
      Function<DecimalGuess, Trial.Result> trial) {
    List<Column> fractions = result.columns().stream().filter(DecimalGuess::isFraction).toList();
    boolean likely = separator == ';';
    if (groups.isEmpty() ? fractions.isEmpty() : !likely) {
      return USUAL;
    }
    if (!fractions.isEmpty() && !allNumbers(trial.apply(COMMA), fractions)) {
      return USUAL;
    }
    if (!groups.isEmpty()) {
      return new DecimalGuess(
          COMMA.mark(),
          Optional.of(
              "`1.234.567` in "
                  + names(groups)
                  + " is read as a number; if it is text, take away `decimal`"));
    }
    return new DecimalGuess(
        Optional.of(likely ? ',' : '.'),
        Optional.of(
            "`1.000` in "
                + names(fractions)
                + (likely
                    ? " is read as a thousand, as most files with `;` mean it; if it is one, write"
                        + " `decimal: \".\"`"
                    : " is read as one; if it is a thousand, write `decimal: \",\"`")));
  }

  private static DecimalGuess stayText(List<Column> columns) {
    return new DecimalGuess(
        Optional.empty(),
        Optional.of(
            "`1,000` in "
                + names(columns)
                + " may be one or a thousand, and stays text; if it is one, write"
                + " `decimal: \",\"`"));
  }

  private static boolean isFraction(Column column) {
    return column.field().type() instanceof Type.Decimal decimal && decimal.scale() > 0
        || column.field().type() == Type.Primitive.DOUBLE;
  }

  private static boolean allNumbers(Trial.Result result, List<Column> columns) {
    Set<String> texts =
        result.columns().stream()
            .filter(column -> column.field().type() == Type.Primitive.STRING)
            .map(Column::key)
            .collect(Collectors.toSet());
    return columns.stream().noneMatch(column -> texts.contains(column.key()));
  }

  private static String names(List<Column> columns) {
    String names =
        columns.stream()
            .limit(MOST_TOLD)
            .map(column -> "`" + column.key() + "`")
            .collect(Collectors.joining(", "));
    return columns.size() > MOST_TOLD ? names + " and others" : names;
  }
}
