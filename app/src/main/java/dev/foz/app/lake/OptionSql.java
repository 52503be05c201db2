package dev.foz.app.lake;

import dev.foz.base.FozException;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * SQL that a person wrote into an option of a command. It runs as a part of a longer query; its
 * mistakes are told by what the person wrote.
 *
 * @param option as in {@code --where}
 */
public record OptionSql(String option, String sql) {
  private static final String QUERY = "query";
  private static final String CLOSING = " at or near \")\"";

  /**
   * Does the work, and tells its problems by the options.
   *
   * @throws FozException of the work
   */
  public static <T> T within(List<OptionSql> options, Supplier<T> work) {
    try {
      return work.get();
    } catch (FozException e) {
      List<Problem> problems = e.problems().stream().map(one -> told(options, one)).toList();
      FozException told = new FozException(problems);
      told.initCause(e);
      throw told;
    }
  }

  private static Problem told(List<OptionSql> options, Problem problem) {
    return options.stream()
        .flatMap(option -> option.told(problem).stream())
        .findFirst()
        .orElse(problem);
  }

  /** The problem at its place in this option; empty where it is none of a query around it. */
  private Optional<Problem> told(Problem problem) {
    Optional<Place> place = problem.where().filter(where -> where.file().equals(QUERY));
    return place.flatMap(this::inOption).map(where -> replaced(problem, where));
  }

  private Optional<Place> inOption(Place place) {
    String line = place.text().orElse("");
    if (place.line() == 2 && line.equals(")")) {
      return Optional.of(Place.of(option, 1, sql.length() + 1, sql, 1));
    }
    int start = line.indexOf(sql);
    if (start < 0 || place.column() <= start) {
      return Optional.empty();
    }
    int column = Math.min(place.column() - start, sql.length() + 1);
    return Optional.of(Place.of(option, 1, column, sql, place.length()));
  }

  /** The bracket behind the SQL is not the person's. */
  private Problem replaced(Problem problem, Place place) {
    boolean atEnd = place.column() > sql.length() && problem.what().endsWith(CLOSING);
    String what =
        atEnd
            ? problem.what().substring(0, problem.what().length() - CLOSING.length())
                + " at its end"
            : problem.what();
    return problem.told(what).at(place);
  }
}
