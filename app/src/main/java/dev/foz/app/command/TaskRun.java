package dev.foz.app.command;

import dev.foz.app.lake.OpenLake;
import dev.foz.app.lake.RunProblems;
import dev.foz.app.progress.RunPrinter;
import dev.foz.app.progress.RunPrinter.Json;
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
    RunProblems kept = new RunProblems(open.lake());
    kept.forgetWhatMasksHide();
    Json json = options.json() ? Json.WANTED : Json.NOT_WANTED;
    try (RunPrinter printer = RunPrinter.of(console, json)) {
      RunListener shown = options.debug() ? new TracedRun(console, printer) : printer;
      RunListener logged = new LoggedRun(shown, kept);
      Runner runner = new Runner(open.state(), logged, open.tasksAtOnce());
      return Interrupts.atKeyboard(
          () -> {
            runner.cancel();
            printer.stopping();
          },
          () -> runner.run(words, tasks));
    }
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
