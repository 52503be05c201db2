package dev.foz.app.command;

import dev.foz.app.progress.JsonRunPrinter;
import dev.foz.app.text.Console;
import dev.foz.app.text.ProblemLines;
import dev.foz.app.text.Values;
import dev.foz.base.Defects;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import java.util.List;
import java.util.Map;

/** Prints problems, and turns them into an exit code. */
public final class Errors {
  private Errors() {}

  /** Prints the problems of a command that could not do its work; returns the exit code. */
  public static int report(Console console, FozException failure, boolean json) {
    List<Problem> problems = failure.problems();
    if (json) {
      console
          .out()
          .println(
              Values.json(
                  Map.of("problems", problems.stream().map(JsonRunPrinter::problem).toList())));
    } else {
      new ProblemLines(console).errors(problems).forEach(console.err()::println);
    }
    return problems.stream().mapToInt(p -> p.code().fault().exitCode()).max().orElse(1);
  }

  /** Prints what nobody expected; returns the exit code. */
  static int reportDefect(Console console, Throwable defect, boolean json) {
    return report(console, Defects.problem("Foz failed", defect).toException(defect), json);
  }

  /** Prints where in the program something comes from, for those who mend it. */
  static void trace(Console console, Throwable thrown) {
    thrown.printStackTrace(console.err());
    console.err().flush();
  }
}
