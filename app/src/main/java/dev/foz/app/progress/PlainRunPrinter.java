package dev.foz.app.progress;

import dev.foz.app.text.Console;
import dev.foz.control.RunSummary;
import dev.foz.control.Task;
import dev.foz.control.TaskProgress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One line for each task that ended, and one for a task that has worked for long; nothing is
 * redrawn. Tasks that had nothing to do are counted where there are many.
 */
public final class PlainRunPrinter implements RunPrinter {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final int NO_BAR = 0;

  private final Console console;
  private final Set<String> told = new HashSet<>();
  private RunText text;
  private IdleTasks idle;

  public PlainRunPrinter(Console console) {
    this.console = console;
    this.text = new RunText(console, List.of());
    this.idle = new IdleTasks(console, 0);
  }

  @Override
  public void runStarted(long run, List<Task> tasks) {
    text = new RunText(console, tasks);
    idle = new IdleTasks(console, tasks.size());
    console.err().println(RunText.started(run, tasks.size()));
  }

  @Override
  public void taskStarted(Task task) {}

  @Override
  public void taskProgressed(Task task, TaskProgress progress) {
    if (progress.elapsed().compareTo(LONG) >= 0 && told.add(task.subject())) {
      console.err().println(text.working(task, progress, NO_BAR));
      console.err().flush();
    }
  }

  @Override
  public void taskEnded(Task task, TaskEnd end) {
    if (idle.holds(task, end, text)) {
      return;
    }
    console.err().println(text.ended(task, end));
    console.err().print(text.problems(end.problems()));
    console.err().flush();
  }

  @Override
  public void runEnded(RunSummary summary) {
    idle.lines().forEach(console.err()::println);
    console.err().println(text.ended(summary));
  }

  @Override
  public void stopping() {
    console.err().println("stops after what is at work; Ctrl+C again ends at once");
  }

  @Override
  public void close() {}
}
