package dev.foz.control;

import dev.foz.base.Problem;
import dev.foz.state.StepCounts;
import java.util.List;

/** How a task ended, unless it threw. */
public sealed interface TaskResult {
  StepCounts NOTHING = new StepCounts(0, 0, 0, 0);

  /**
   * Work was done and committed.
   *
   * @param note a few words for people, may be empty: {@code 3 files, 12 new}
   */
  record Done(StepCounts counts, String note) implements TaskResult {}

  /**
   * There was nothing to do.
   *
   * @param reason {@code up to date}, or what is waited for
   */
  record Skipped(String reason) implements TaskResult {}

  /**
   * A part was done and committed, another part could not be.
   *
   * @param problems at least one
   */
  record Partial(StepCounts counts, String note, List<Problem> problems) implements TaskResult {
    public Partial {
      problems = List.copyOf(problems);
    }
  }
}
