package dev.foz.app.command;

import dev.foz.app.progress.JsonRunPrinter;
import dev.foz.app.text.Console;
import dev.foz.app.text.Values;
import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import java.util.List;
import java.util.Map;

/** Prints problems, and turns them into an exit code. */
public final class Errors {
  private static final int MOST_SHOWN = 10;

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
      problems.stream()
          .limit(MOST_SHOWN)
          .forEach(problem -> console.err().println(problem.render() + "\n"));
      if (problems.size() > MOST_SHOWN) {
        console.err().println("and " + (problems.size() - MOST_SHOWN) + " more");
      }
    }
    return problems.stream().mapToInt(p -> p.code().fault().exitCode()).max().orElse(1);
  }

  /** Prints what nobody expected; the stack trace only where FOZ_DEBUG asks for it. */
  public static int reportDefect(Console console, Throwable defect, boolean debug) {
    Problem problem =
        Problem.of(Code.DEFECT, "Foz failed: " + defect)
            .because("this is a defect; what was committed is safe")
            .remedy("FOZ_DEBUG=1 shows where");
    console.err().println(problem.render());
    if (debug) {
      defect.printStackTrace(console.err());
    }
    return problem.code().fault().exitCode();
  }
}
