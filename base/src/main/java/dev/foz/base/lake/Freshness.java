package dev.foz.base.lake;

import dev.foz.base.Place;
import java.time.Duration;

/** How old the newest data of a table may be. */
public sealed interface Freshness {

  /** Nobody said anything: the table may be as old as it is. */
  record Unsaid() implements Freshness {}

  /**
   * {@code none}: it may be as old as it is, and nothing that is made of it is old because of it.
   */
  record None() implements Freshness {}

  /**
   * No older than this.
   *
   * @param duration more than 0
   * @param place of the key that says so, which may be of a source or the whole lake
   */
  record Within(Duration duration, Place place) implements Freshness {
    /** As it would be written: {@code 24h}. */
    @Override
    public String toString() {
      return Durations.text(duration);
    }
  }

  /** This, but for what the key of a nearer section says. */
  default Freshness within(Section nearer) {
    return nearer.freshness("freshness").orElse(this);
  }
}
