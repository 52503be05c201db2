package dev.foz.state;

import java.util.Optional;

/**
 * How a step ended.
 *
 * @param state a final one
 * @param note what was done, or why nothing was; may be empty
 * @param error why it failed
 */
public record StepEnd(RunState state, StepCounts counts, String note, Optional<String> error) {
  public StepEnd {
    if (!state.isFinal()) {
      throw new IllegalArgumentException("not a state to end with: " + state);
    }
  }
}
