package dev.foz.app.progress;

import dev.foz.app.text.Console;
import dev.foz.control.RunListener;
import dev.foz.control.RunSummary;
import dev.foz.control.Task;
import dev.foz.control.TaskProgress;
import java.util.List;

/** Shows a run as another does, and prints where in the program each failure comes from. */
public record TracedRun(Console console, RunListener shown) implements RunListener {
  @Override
  public void runStarted(long run, List<Task> tasks) {
    shown.runStarted(run, tasks);
  }

  @Override
  public void taskStarted(Task task) {
    shown.taskStarted(task);
  }

  @Override
  public void taskProgressed(Task task, TaskProgress progress) {
    shown.taskProgressed(task, progress);
  }

  @Override
  public void taskThrew(Task task, Throwable thrown) {
    console.err().println(task.kind() + " " + task.subject() + " threw:");
    thrown.printStackTrace(console.err());
    shown.taskThrew(task, thrown);
  }

  @Override
  public void taskEnded(Task task, TaskEnd end) {
    shown.taskEnded(task, end);
  }

  @Override
  public void runEnded(RunSummary summary) {
    shown.runEnded(summary);
  }
}
