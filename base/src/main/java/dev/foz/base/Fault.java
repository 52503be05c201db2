package dev.foz.base;

/** Whose fault a {@link Problem} is; this alone decides retry, exit code and HTTP status. */
public enum Fault {
  /** The folder, the command or the query is wrong: exit 2, not retried. */
  USER(2, false),
  /** A record or a row is not what it should be: exit 1, not retried until something changes. */
  DATA(1, false),
  /** A source, a disk or another system does not do its part: exit 1, retried. */
  EXTERNAL(1, true),
  /** A limit was reached (memory, disk, time, a lease that is held): exit 1, retried. */
  LIMIT(1, true),
  /** A defect of Foz: exit 1, not retried. */
  INTERNAL(1, false);

  private final int exitCode;
  private final boolean retryable;

  Fault(int exitCode, boolean retryable) {
    this.exitCode = exitCode;
    this.retryable = retryable;
  }

  public int exitCode() {
    return exitCode;
  }

  public boolean retryable() {
    return retryable;
  }
}
