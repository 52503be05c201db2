package dev.foz.base.lake;

/** What becomes of a record that cannot land as its contract says. */
public enum OnError {
  /** It waits in quarantine with its bytes and the reason, and the records around it land. */
  QUARANTINE,
  /** Its batch stops with an error; nothing of the batch lands, and nothing is lost. */
  FAIL
}
