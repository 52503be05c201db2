package dev.foz.control;

import dev.foz.base.Problem;
import dev.foz.state.RunState;
import java.time.Duration;
import java.util.List;

/**
 * How a run ended.
 *
 * @param state COMPLETED, FAILED or CANCELLED
 * @param problems of all its tasks
 */
public record RunSummary(
    long run, RunState state, Duration elapsed, List<Step> steps, List<Problem> problems) {
  public RunSummary {
    steps = List.copyOf(steps);
    problems = List.copyOf(problems);
  }

  /** One task and how it ended. */
  public record Step(String subject, String kind, RunListener.TaskEnd end) {}
}
