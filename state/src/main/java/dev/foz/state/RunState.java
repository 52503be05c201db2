package dev.foz.state;

/** Where a run, or a step of one, stands. */
public enum RunState {
  PENDING,
  RUNNING,
  COMPLETED,
  FAILED,
  SKIPPED,
  CANCELLED;

  /** Whether nothing more will happen to it. */
  public boolean isFinal() {
    return this != PENDING && this != RUNNING;
  }
}
