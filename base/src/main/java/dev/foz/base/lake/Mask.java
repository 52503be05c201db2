package dev.foz.base.lake;

import java.util.Locale;

/** What a column shows in the place of its values. Null stays null under all of them. */
public enum Mask {
  /** A text that is the same for the same value all over the lake, and leads back to none. */
  HASH,
  /** The last four characters: {@code ****1234}. */
  LAST4,
  /** First letter and domain of an address: {@code j***@example.com}. */
  EMAIL,
  /** {@code ***} for every value. */
  REDACT,
  /** Nothing. */
  NULL,
  /** The first day of the year. */
  YEAR;

  /** As files have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
