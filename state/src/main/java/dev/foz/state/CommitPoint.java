package dev.foz.state;

/** Places in a commit where a test can break it, in the order in which they are passed. */
enum CommitPoint {
  BEGUN,
  LEASES_CHECKED,
  POINTERS_MOVED,
  POSITION_MOVED,
  LEDGER_WRITTEN,
  BEFORE_COMMIT,
  AFTER_COMMIT;

  /** Called at each point; what it throws fails the commit there. */
  @FunctionalInterface
  interface Hook {
    void at(CommitPoint point);
  }
}
