package dev.foz.control;

import dev.foz.base.Problem;
import dev.foz.state.RunState;
import dev.foz.state.StepCounts;
import java.time.Duration;
import java.util.List;

/** Hears what a run does, to show it. Called from the threads of the tasks, one call at a time. */
public interface RunListener {
  void runStarted(long run, List<Task> tasks);

  void taskStarted(Task task);

  /** Several times a second while a task works. */
  void taskProgressed(Task task, TaskProgress progress);

  /** Before the task ends or is tried again; for those who look for the reason in the program. */
  default void taskThrew(Task task, Throwable thrown) {}

  void taskEnded(Task task, TaskEnd end);

  void runEnded(RunSummary summary);

  /**
   * @param counts what was read and written
   * @param note what was done, or why nothing was
   * @param problems why it failed; empty unless it did
   */
  record TaskEnd(
      RunState state, StepCounts counts, Duration elapsed, String note, List<Problem> problems) {
    public TaskEnd {
      problems = List.copyOf(problems);
    }
  }
}
