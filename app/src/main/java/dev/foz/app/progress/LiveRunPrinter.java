package dev.foz.app.progress;

import dev.foz.app.text.Console;
import dev.foz.control.RunListener;
import dev.foz.control.RunSummary;
import dev.foz.control.Task;
import dev.foz.control.TaskProgress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ended tasks stay as lines; those that work are redrawn below them. For terminals. */
public final class LiveRunPrinter implements RunListener {
  private static final String CLEAR_LINE = "\u001b[2K";

  private final Console console;
  private final Map<Task, String> working = new LinkedHashMap<>();
  private RunText text;
  private int drawn;

  public LiveRunPrinter(Console console) {
    this.console = console;
    this.text = new RunText(console, List.of());
  }

  @Override
  public void runStarted(long run, List<Task> tasks) {
    text = new RunText(console, tasks);
    console.err().println(console.bold(RunText.started(run, tasks.size())));
  }

  @Override
  public void taskStarted(Task task) {
    working.put(task, text.working(task, new TaskProgress(0, 0, 0, "", Duration.ZERO)));
    redraw("");
  }

  @Override
  public void taskProgressed(Task task, TaskProgress progress) {
    if (working.replace(task, text.working(task, progress)) != null) {
      redraw("");
    }
  }

  @Override
  public void taskEnded(Task task, TaskEnd end) {
    working.remove(task);
    StringBuilder lines = new StringBuilder(text.ended(task, end)).append('\n');
    lines.append(RunText.problems(end.problems()));
    redraw(lines.toString());
  }

  @Override
  public void runEnded(RunSummary summary) {
    redraw(text.ended(summary) + "\n");
  }

  /** Writes what stays where the moving lines were, and those anew below it. */
  private void redraw(String stays) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < drawn; i++) {
      out.append("\u001b[1A").append(CLEAR_LINE);
    }
    out.append(stays);
    working.values().forEach(line -> out.append(fit(line)).append('\n'));
    drawn = working.size();
    console.err().print(out);
    console.err().flush();
  }

  /** A line that wraps would not be cleared whole. */
  private String fit(String line) {
    int room = console.width() - 1;
    return line.length() <= room ? line : line.substring(0, room);
  }
}
