package dev.foz.control;

/** What came of an attempt. */
sealed interface Outcome {
  Attempt attempt();

  /** It is over and recorded. */
  record Ended(Attempt attempt, RunSummary.Step step) implements Outcome {}

  /** Memory was short while others used it, too: it shall be tried alone. */
  record Again(Attempt attempt) implements Outcome {}
}
