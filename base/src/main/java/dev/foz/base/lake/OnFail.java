package dev.foz.base.lake;

/** What becomes of a table when a test finds rows that do not pass. */
public enum OnFail {
  /** The new version is not published; the last good one stays. */
  FAIL,
  /** The rows that do not pass wait in quarantine, the others are published. */
  QUARANTINE,
  /** All is published, and the run tells of it. */
  WARN
}
