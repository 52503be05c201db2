package dev.foz.transform;

import java.time.Instant;

/** Which version of a table is meant. */
public sealed interface FormerVersion {
  /** The one before the rows changed last. */
  record Before() implements FormerVersion {}

  /**
   * By its own number, or the version that the table showed at a commit.
   *
   * @param number of a version or of a commit
   */
  record Numbered(long number) implements FormerVersion {}

  /** The version that the table showed at a time. */
  record At(Instant time) implements FormerVersion {}
}
