package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an engine says when it fails over rows that are masked only afterwards. It quotes values in
 * many ways, so of its words nothing is kept but the names of types.
 */
public final class EngineMessages {
  private static final Set<Code> OF_THE_ENGINE = Set.of(Code.SQL_FAILED, Code.ENGINE_FAILED);

  private static final Pattern TYPE =
      Pattern.compile(
          "\\b(?:to|type)(?: type)? (BOOL(?:EAN)?|U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER"
              + "|U?INT(?:8|16|32|64|128)|FLOAT|DOUBLE|DECIMAL\\([0-9]+, ?[0-9]+\\)|DATE|TIME"
              + "|TIMESTAMP(?: WITH TIME ZONE)?|INTERVAL|UUID|JSON)(?![\\w'\"])");

  /** What is said of the SQL alone, before any row is read. */
  private static final Pattern ABOUT_SQL =
      Pattern.compile(
          "Cannot run the query: (?:referenced (?:column|table) |no function matches )");

  private EngineMessages() {}

  /** The failure without anything that may come from a row, and without its cause. */
  public static FozException withoutValues(FozException failure) {
    return new FozException(
        failure.problems().stream().map(EngineMessages::withoutValues).toList());
  }

  private static Problem withoutValues(Problem problem) {
    if (!OF_THE_ENGINE.contains(problem.code()) || ABOUT_SQL.matcher(problem.what()).lookingAt()) {
      return problem;
    }
    Problem bare =
        Problem.of(problem.code(), what(problem))
            .because("what the engine says is left out, as it may quote a value that is masked");
    Optional<Place> where = problem.where();
    return where.map(bare::at).orElse(bare);
  }

  private static String what(Problem problem) {
    return problem.code() == Code.SQL_FAILED
        ? "Cannot run the query: it fails over a value" + type(problem)
        : "Cannot run the query: the engine failed";
  }

  private static String type(Problem problem) {
    Matcher type = TYPE.matcher(problem.what());
    return type.find() ? ", which does not become " + type.group(1) : "";
  }
}
