package dev.foz.engine;

/**
 * A part of a query that may come out otherwise although no row of its inputs changed.
 *
 * @param text for people: {@code now()}, {@code limit without order by}
 * @param offset of the part in the SQL, in characters from 0
 * @param length in characters, at least 1
 */
public record UnsteadyPart(Kind kind, String text, int offset, int length) {
  /** What it depends on. */
  public enum Kind {
    /** When it runs. */
    CLOCK,
    /** Chance. */
    CHANCE,
    /** The order in which rows happen to come. */
    ORDER
  }
}
