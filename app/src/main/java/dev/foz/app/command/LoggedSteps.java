package dev.foz.app.command;

import dev.foz.app.lake.OpenLake;
import dev.foz.app.lake.RunProblems;
import dev.foz.base.Code;
import dev.foz.base.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run as the state database and the kept problems tell it.
 *
 * @param run its row of {@code system.runs}
 * @param steps its rows of {@code system.steps}, each with its {@code problems}
 */
record LoggedSteps(Map<String, @Nullable Object> run, List<Map<String, @Nullable Object>> steps) {
  private static final List<String> OF_RUN =
      List.of("run", "command", "state", "started_at", "ended_at", "seconds", "error");
  private static final List<String> OF_STEP =
      List.of(
          "subject",
          "kind",
          "state",
          "started_at",
          "seconds",
          "records_read",
          "records_written",
          "bytes_read",
          "bytes_written",
          "note");

  /**
   * The run of that number.
   *
   * @throws dev.foz.base.FozException when there is no such run
   */
  static LoggedSteps load(OpenLake open, long number) {
    SystemRows runs = SystemRows.read(open.state(), "runs");
    Map<String, @Nullable Object> run =
        runs.rows().stream()
            .filter(row -> runs.number(row, "run") == number)
            .findFirst()
            .map(row -> pick(runs, row, OF_RUN))
            .orElseThrow(
                () ->
                    Problem.of(Code.UNKNOWN_RUN, "there is no run " + number)
                        .remedy("foz runs lists them")
                        .toException());
    SystemRows steps = SystemRows.read(open.state(), "steps");
    Map<String, List<Map<String, Object>>> problems = new RunProblems(open.lake()).load(number);
    List<Map<String, @Nullable Object>> found = new ArrayList<>();
    for (@Nullable Object[] row : steps.rows()) {
      if (steps.number(row, "run") == number) {
        Map<String, @Nullable Object> step = pick(steps, row, OF_STEP);
        step.put("problems", problems(steps, row, problems));
        found.add(step);
      }
    }
    return new LoggedSteps(run, found);
  }

  /** The newest run that works; else the newest of all; empty when nothing ran yet. */
  static Optional<Long> newest(OpenLake open) {
    SystemRows runs = SystemRows.read(open.state(), "runs");
    return runs.rows().stream()
        .max(
            Comparator.comparing((@Nullable Object[] row) -> isRunning(runs.text(row, "state")))
                .thenComparing(row -> runs.number(row, "run")))
        .map(row -> runs.number(row, "run"));
  }

  private static boolean isRunning(String state) {
    return state.equals("RUNNING");
  }

  boolean isRunning() {
    return isRunning(String.valueOf(run.get("state")));
  }

  private static Map<String, @Nullable Object> pick(
      SystemRows rows, @Nullable Object[] row, List<String> columns) {
    Map<String, @Nullable Object> picked = new LinkedHashMap<>();
    columns.forEach(column -> picked.put(column, rows.value(row, column)));
    return picked;
  }

  /** Where nothing was kept, the line of the state database: {@code [F203] unknown key}. */
  private static List<Map<String, Object>> problems(
      SystemRows steps, @Nullable Object[] row, Map<String, List<Map<String, Object>>> kept) {
    List<Map<String, Object>> whole =
        kept.get(steps.text(row, "kind") + " " + steps.text(row, "subject"));
    String error = steps.text(row, "error");
    if (whole != null || error.isEmpty()) {
      return whole == null ? List.of() : whole;
    }
    int end = error.indexOf("] ");
    Map<String, Object> only = new LinkedHashMap<>();
    only.put("code", end > 0 ? error.substring(1, end) : "");
    only.put("what", end > 0 ? error.substring(end + 2) : error);
    only.put("text", "error" + (end > 0 ? error.replaceFirst("] ", "]: ") : ": " + error));
    return List.of(only);
  }
}
