package dev.foz.app.command;

import dev.foz.app.lake.OpenLake;
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
            .map(
                row -> pick(runs, row, "run", "state", "command", "started_at", "seconds", "error"))
            .toList();
    List<Field> columns =
        List.of(
            Rows.number("run"),
            Rows.text("state"),
            Rows.text("command"),
            Rows.text("started_at"),
            Field.of("seconds", Type.Primitive.DOUBLE),
            Rows.text("error"));
    Rows.print(surroundings.console(), options.json(), columns, rows);
    if (rows.isEmpty() && !options.json()) {
      surroundings.console().err().println("nothing ran yet; foz run starts");
    }
  }

  private void steps(OpenLake open, long number) {
    SystemRows runs = SystemRows.read(open.state(), "runs");
    if (runs.rows().stream().noneMatch(row -> runs.number(row, "run") == number)) {
      throw Problem.of(Code.UNKNOWN_RUN, "there is no run " + number)
          .remedy("foz runs lists them")
          .toException();
    }
    SystemRows steps = SystemRows.read(open.state(), "steps");
    String[] names = {
      "subject", "kind", "state", "seconds", "records_read", "records_written", "note", "error"
    };
    List<@Nullable Object[]> rows =
        steps.rows().stream()
            .filter(row -> steps.number(row, "run") == number)
            .map(row -> pick(steps, row, names))
            .toList();
    List<Field> columns =
        List.of(
            Rows.text("subject"),
            Rows.text("kind"),
            Rows.text("state"),
            Field.of("seconds", Type.Primitive.DOUBLE),
            Rows.number("records_read"),
            Rows.number("records_written"),
            Rows.text("note"),
            Rows.text("error"));
    Rows.print(surroundings.console(), options.json(), columns, rows);
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
