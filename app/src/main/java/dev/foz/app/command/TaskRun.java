package dev.foz.app.command;

import dev.foz.app.lake.OpenLake;
import dev.foz.app.progress.JsonRunPrinter;
import dev.foz.app.progress.LiveRunPrinter;
import dev.foz.app.progress.PlainRunPrinter;
import dev.foz.app.progress.TracedRun;
import dev.foz.app.text.Console;
import dev.foz.base.Problem;
import dev.foz.control.RunListener;
import dev.foz.control.RunSummary;
import dev.foz.control.Runner;
import dev.foz.control.Task;
import java.util.List;

/** Runs tasks in front of a person: with progress, to be stopped by Ctrl+C. */
final class TaskRun {
  private TaskRun() {}

  /**
   * Cleans up after runs that died, then runs the tasks.
   *
   * @param options that tell how it is shown
   * @param words what was asked for, as {@code foz runs} shows it
   */
  static RunSummary run(
      OpenLake open, Console console, LakeOptions options, String words, List<Task> tasks) {
    for (long dead : open.recoverDeadRuns()) {
      console.err().println("run " + dead + " had died; what it did not commit is done again");
    }
    open.catalog().collectGarbage();
    Runner runner = new Runner(open.state(), shown(console, options), open.tasksAtOnce());
    return Interrupts.during(runner::cancel, () -> runner.run(words, tasks));
  }

  private static RunListener shown(Console console, LakeOptions options) {
    RunListener listener = listener(console, options.json());
    return options.debug() ? new TracedRun(console, listener) : listener;
  }

  private static RunListener listener(Console console, boolean json) {
    if (json) {
      return new JsonRunPrinter(console);
    }
    return console.interactive() ? new LiveRunPrinter(console) : new PlainRunPrinter(console);
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
}
