package dev.foz.app.progress;

import dev.foz.app.text.Console;
import dev.foz.control.RunListener;
import dev.foz.control.RunSummary;
import dev.foz.control.Task;
import dev.foz.control.TaskProgress;
import java.util.List;

/** One line for each change of state; nothing is redrawn. */
public final class PlainRunPrinter implements RunListener {
  private final Console console;
  private RunText text;

  public PlainRunPrinter(Console console) {
    this.console = console;
    this.text = new RunText(console, List.of());
  }

  @Override
  public void runStarted(long run, List<Task> tasks) {
    text = new RunText(console, tasks);
    console.err().println(RunText.started(run, tasks.size()));
  }

  @Override
  public void taskStarted(Task task) {}

  @Override
  public void taskProgressed(Task task, TaskProgress progress) {}

  @Override
  public void taskEnded(Task task, TaskEnd end) {
    console.err().println(text.ended(task, end));
    console.err().print(RunText.problems(end.problems()));
  }

  @Override
  public void runEnded(RunSummary summary) {
    console.err().println(text.ended(summary));
  }
}
