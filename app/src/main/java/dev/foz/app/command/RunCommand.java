package dev.foz.app.command;

import dev.foz.app.lake.LakeTasks;
import dev.foz.app.lake.OpenLake;
import dev.foz.app.lake.Selection;
import dev.foz.app.progress.JsonRunPrinter;
import dev.foz.app.progress.LiveRunPrinter;
import dev.foz.app.progress.PlainRunPrinter;
import dev.foz.app.text.Console;
import dev.foz.base.Problem;
import dev.foz.control.RunListener;
import dev.foz.control.RunSummary;
import dev.foz.control.Runner;
import dev.foz.control.Task;
import dev.foz.state.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code foz run}: load and build until caught up. */
@Command(
    name = "run",
    description = {
      "Loads what is new in the sources and builds what depends on it, until caught up.",
      "Ctrl+C is safe: what was committed stays, the next run goes on from there."
    })
final class RunCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  @Parameters(
      paramLabel = "SELECT",
      description = {
        "What to run; everything unless given. A source (notas), a table (curated.notas_nfe),",
        "with * (refined.*), with what it needs (+refined.vendas) or what needs it (notas+)."
      })
  private List<String> select = new ArrayList<>();

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    Console console = surroundings.console();
    try (OpenLake open = options.open()) {
      List<Task> tasks = Selection.pick(LakeTasks.all(open, open.models()), select);
      for (long dead : open.recoverDeadRuns()) {
        console.err().println("run " + dead + " had died; what it did not commit is done again");
      }
      if (tasks.isEmpty()) {
        console.err().println("nothing to run: no file in sources/ and none in models/ yet");
      }
      Runner runner = new Runner(open.state(), listener(console), 1);
      RunSummary summary = Interrupts.during(runner::cancel, () -> runner.run(words(), tasks));
      return exitCode(summary);
    }
  }

  private RunListener listener(Console console) {
    if (options.json()) {
      return new JsonRunPrinter(console);
    }
    return console.interactive() ? new LiveRunPrinter(console) : new PlainRunPrinter(console);
  }

  private String words() {
    return ("run " + String.join(" ", select)).strip();
  }

  static int exitCode(RunSummary summary) {
    return switch (summary.state()) {
      case COMPLETED -> 0;
      case CANCELLED -> 1;
      case FAILED, PENDING, RUNNING, SKIPPED ->
          summary.problems().stream()
              .map(Problem::code)
              .mapToInt(code -> code.fault().exitCode())
              .min()
              .orElse(1);
    };
  }

  static boolean succeeded(RunSummary summary) {
    return summary.state() == RunState.COMPLETED;
  }
}
