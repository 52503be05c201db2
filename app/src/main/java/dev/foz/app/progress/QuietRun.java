package dev.foz.app.progress;

import dev.foz.control.RunListener;
import dev.foz.control.RunSummary;
import dev.foz.control.Task;
import dev.foz.control.TaskProgress;
import java.util.List;

/** Says nothing: for runs of which only the summary counts. */
public final class QuietRun implements RunListener {
  @Override
  public void runStarted(long run, List<Task> tasks) {}

  @Override
  public void taskStarted(Task task) {}

  @Override
  public void taskProgressed(Task task, TaskProgress progress) {}

  @Override
  public void taskEnded(Task task, TaskEnd end) {}

  @Override
  public void runEnded(RunSummary summary) {}
}
