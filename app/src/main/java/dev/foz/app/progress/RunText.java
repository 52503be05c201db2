package dev.foz.app.progress;

import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.app.text.NamedLines;
import dev.foz.app.text.ProblemLines;
import dev.foz.base.Problem;
import dev.foz.control.RunListener.TaskEnd;
import dev.foz.control.RunSummary;
import dev.foz.control.Task;
import dev.foz.control.TaskProgress;
import dev.foz.state.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The words in which a run is told; the same on a terminal and in a pipe. */
final class RunText {
  private static final int BAR = 16;
  private static final int WIDE = 100;
  private static final int SOME = 70;
  private static final int MOST_PROBLEMS = 10;
  private static final int INDENT = 2;

  private final Console console;
  private final NamedLines lines;

  RunText(Console console, List<Task> tasks) {
    this.console = console;
    this.lines = NamedLines.of(console, tasks.stream().map(RunText::name));
  }

  static String started(long run, int tasks) {
    return "run " + run + " · " + Figures.count(tasks, "task");
  }

  private static String name(Task task) {
    return task.kind() + " " + task.subject();
  }

  String ended(Task task, TaskEnd end) {
    return lines.line(mark(end.state()), name(task), told(end));
  }

  private String told(TaskEnd end) {
    String note = end.note().isEmpty() ? "" : "  " + end.note();
    return switch (end.state()) {
      case COMPLETED -> figures(end) + note;
      case SKIPPED -> console.dim(end.note());
      case FAILED -> Figures.count(end.problems().size(), "problem") + note;
      case CANCELLED, PENDING, RUNNING -> end.state().name().toLowerCase(Locale.ROOT);
    };
  }

  private String mark(RunState state) {
    return switch (state) {
      case COMPLETED -> console.green("✔");
      case FAILED -> console.red("✖");
      case SKIPPED -> console.dim("–");
      case CANCELLED, PENDING, RUNNING -> console.yellow("!");
    };
  }

  /** The first problems under the line of their task, then how many more there are. */
  String problems(List<Problem> problems) {
    StringBuilder lines = new StringBuilder();
    ProblemLines text = new ProblemLines(console);
    problems.stream()
        .limit(MOST_PROBLEMS)
        .forEach(problem -> lines.append(text.errorBelow(problem)));
    if (problems.size() > MOST_PROBLEMS) {
      lines
          .append("   and ")
          .append(problems.size() - MOST_PROBLEMS)
          .append(" more; --json has all\n");
    }
    return lines.toString();
  }

  private static String figures(TaskEnd end) {
    long bytes = end.counts().bytesRead();
    return Figures.count(end.counts().recordsRead(), "record")
        + (bytes > 0 ? "  " + Figures.bytes(bytes) : "")
        + "  "
        + Figures.time(end.elapsed());
  }

  /**
   * {@code ▸ load notas ████░░░ 32% 1,204 records 41k/s 22 s left}.
   *
   * @param columns that there are; a narrow screen gets no bar
   */
  String working(Task task, TaskProgress progress, int columns) {
    StringBuilder line = new StringBuilder(" ▸ ").append(lines.name(name(task)));
    double share = share(progress);
    if (share >= 1) {
      line.append("  all read");
      return line.append(progress.phase().isEmpty() ? "" : ", " + progress.phase()).toString();
    }
    if (share >= 0) {
      bar(share, columns, line);
    }
    if (progress.records() > 0) {
      line.append("  ").append(Figures.count(progress.records(), "record"));
      line.append("  ").append(Figures.rate(progress.rate()));
    }
    left(progress, share, line);
    if (!progress.phase().isEmpty()) {
      line.append("  ").append(progress.phase());
    }
    return line.toString();
  }

  private static void bar(double share, int columns, StringBuilder line) {
    if (columns >= SOME) {
      int bar = columns >= WIDE ? BAR : BAR / 2;
      int full = (int) Math.round(share * bar);
      line.append("  ").append("█".repeat(full)).append("░".repeat(bar - full));
    }
    line.append(String.format(Locale.ROOT, "  %3.0f%%", share * 100));
  }

  private static double share(TaskProgress progress) {
    return progress.expectedBytes() <= 0
        ? -1
        : Math.min(1, (double) progress.bytes() / progress.expectedBytes());
  }

  private static void left(TaskProgress progress, double share, StringBuilder line) {
    if (share > 0.01 && progress.elapsed().toSeconds() >= 2) {
      double nanos = progress.elapsed().toNanos() * (1 - share) / share;
      line.append("  ").append(Figures.time(Duration.ofNanos((long) nanos))).append(" left");
    }
  }

  /** How the run ended, what it did, and what to type next where there is something to do. */
  String ended(RunSummary summary) {
    return console.fitted(howItEnded(summary), INDENT) + next(summary);
  }

  private String howItEnded(RunSummary summary) {
    String time = Figures.time(summary.elapsed());
    String did = new RunTotals(summary).words();
    String told = did.isEmpty() ? "" : ": " + did;
    return switch (summary.state()) {
      case COMPLETED -> console.green("completed") + " in " + time + told;
      case CANCELLED -> console.yellow("cancelled") + " after " + time + told;
      case FAILED, SKIPPED, PENDING, RUNNING ->
          console.red("failed")
              + " in "
              + time
              + ": "
              + Figures.count(summary.problems().size(), "problem")
              + (did.isEmpty() ? "" : "; " + did);
    };
  }

  /** Each on a line of its own. */
  private String next(RunSummary summary) {
    return switch (summary.state()) {
      case COMPLETED -> "";
      case CANCELLED ->
          hint("what was committed stays, nothing is half written; foz run goes on from here");
      case FAILED, SKIPPED, PENDING, RUNNING ->
          (isCut(summary) ? hint("foz logs " + summary.run() + " shows all of them") : "")
              + new ProblemLines(console)
                  .more(summary.problems())
                  .map(more -> "\n" + more)
                  .orElse("");
    };
  }

  private static boolean isCut(RunSummary summary) {
    return summary.steps().stream().anyMatch(s -> s.end().problems().size() > MOST_PROBLEMS);
  }

  private String hint(String words) {
    return "\n" + console.fitted(console.dim(words), 0);
  }
}
