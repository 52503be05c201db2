package dev.foz.app.command;

import dev.foz.app.lake.OpenLake;
import dev.foz.app.text.Figures;
import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.Problem;
import dev.foz.base.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foz runs}: what ran, newest first; with a number, the steps of that run. */
@Command(name = "runs", description = "Shows what ran, newest first, or the steps of one run.")
final class RunsCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  @Parameters(arity = "0..1", paramLabel = "RUN", description = "Number of a run")
  private Optional<Long> run = Optional.empty();

  @Option(names = "--limit", paramLabel = "N", description = "Runs to show (default 20)")
  private int limit = 20;

  RunsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    try (OpenLake open = options.open()) {
      if (run.isPresent()) {
        steps(open, run.get());
      } else {
        runs(open);
      }
      return 0;
    }
  }

  private void runs(OpenLake open) {
    SystemRows runs = SystemRows.read(open.state(), "runs");
    List<@Nullable Object[]> rows =
        runs.rows().stream()
            .sorted(Comparator.comparingLong(row -> -runs.number(row, "run")))
            .limit(limit)
            .map(row -> options.json() ? exact(runs, row) : readable(runs, row))
            .toList();
    Rows.print(surroundings.console(), options.json(), columns(options.json()), rows);
    if (rows.isEmpty() && !options.json()) {
      surroundings.console().err().println("nothing ran yet; foz run starts");
    }
  }

  private static List<Field> columns(boolean json) {
    return json
        ? List.of(
            Rows.number("run"),
            Rows.text("state"),
            Rows.text("command"),
            Rows.text("started_at"),
            Field.of("seconds", Type.Primitive.DOUBLE),
            Rows.text("error"))
        : List.of(
            Rows.number("run"),
            Rows.text("state"),
            Rows.text("started"),
            Rows.number("time"),
            Rows.text("command"),
            Rows.text("error"));
  }

  private static @Nullable Object[] exact(SystemRows runs, @Nullable Object[] run) {
    return pick(runs, run, "run", "state", "command", "started_at", "seconds", "error");
  }

  private static @Nullable Object[] readable(SystemRows runs, @Nullable Object[] run) {
    return new @Nullable Object[] {
      runs.value(run, "run"),
      runs.value(run, "state"),
      runs.second(run, "started_at"),
      runs.time(run, "seconds"),
      runs.value(run, "command"),
      runs.value(run, "error")
    };
  }

  private void steps(OpenLake open, long number) {
    SystemRows runs = SystemRows.read(open.state(), "runs");
    if (runs.rows().stream().noneMatch(row -> runs.number(row, "run") == number)) {
      throw Problem.of(Code.UNKNOWN_RUN, "there is no run " + number)
          .remedy("foz runs lists them")
          .toException();
    }
    SystemRows steps = SystemRows.read(open.state(), "steps");
    List<@Nullable Object[]> rows =
        steps.rows().stream()
            .filter(row -> steps.number(row, "run") == number)
            .map(row -> options.json() ? exactStep(steps, row) : readableStep(steps, row))
            .toList();
    Rows.print(surroundings.console(), options.json(), stepColumns(options.json()), rows);
  }

  private static List<Field> stepColumns(boolean json) {
    return json
        ? List.of(
            Rows.text("subject"),
            Rows.text("kind"),
            Rows.text("state"),
            Field.of("seconds", Type.Primitive.DOUBLE),
            Rows.number("records_read"),
            Rows.number("records_written"),
            Rows.text("note"),
            Rows.text("error"))
        : List.of(
            Rows.text("task"),
            Rows.text("state"),
            Rows.number("time"),
            Rows.number("read"),
            Rows.number("written"),
            Rows.text("note"));
  }

  private static @Nullable Object[] exactStep(SystemRows steps, @Nullable Object[] step) {
    return pick(
        steps,
        step,
        "subject",
        "kind",
        "state",
        "seconds",
        "records_read",
        "records_written",
        "note",
        "error");
  }

  private static @Nullable Object[] readableStep(SystemRows steps, @Nullable Object[] step) {
    return new @Nullable Object[] {
      steps.text(step, "kind") + " " + steps.text(step, "subject"),
      steps.value(step, "state"),
      steps.time(step, "seconds"),
      Figures.count(steps.number(step, "records_read")),
      Figures.count(steps.number(step, "records_written")),
      (steps.text(step, "note") + "  " + steps.text(step, "error")).strip()
    };
  }

  private static @Nullable Object[] pick(
      SystemRows rows, @Nullable Object[] row, String... columns) {
    @Nullable Object[] picked = new Object[columns.length];
    for (int i = 0; i < columns.length; i++) {
      picked[i] = rows.value(row, columns[i]);
    }
    return picked;
  }
}
