package dev.foz.control;

import java.time.Duration;

/**
 * How far a task is.
 *
 * @param expectedBytes of input in all, 0 where unknown
 * @param phase what is being done now, may be empty
 */
public record TaskProgress(
    long records, long bytes, long expectedBytes, String phase, Duration elapsed) {

  /** Records a second since the start. */
  public double rate() {
    double seconds = elapsed.toNanos() / 1e9;
    return seconds <= 0 ? 0 : records / seconds;
  }
}
