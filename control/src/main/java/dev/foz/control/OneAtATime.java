package dev.foz.control;

import java.util.List;

/** Passes on what a run does, one call at a time. */
final class OneAtATime implements RunListener {
  private final RunListener listener;

  OneAtATime(RunListener listener) {
    this.listener = listener;
  }

  @Override
  public synchronized void runStarted(long run, List<Task> tasks) {
    listener.runStarted(run, tasks);
  }

  @Override
  public synchronized void taskStarted(Task task) {
    listener.taskStarted(task);
  }

  @Override
  public synchronized void taskProgressed(Task task, TaskProgress progress) {
    listener.taskProgressed(task, progress);
  }

  @Override
  public synchronized void taskThrew(Task task, Throwable thrown) {
    listener.taskThrew(task, thrown);
  }

  @Override
  public synchronized void taskEnded(Task task, TaskEnd end) {
    listener.taskEnded(task, end);
  }

  @Override
  public synchronized void runEnded(RunSummary summary) {
    listener.runEnded(summary);
  }
}
