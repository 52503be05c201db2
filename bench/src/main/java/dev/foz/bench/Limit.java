package dev.foz.bench;

import java.util.Locale;

/**
 * A measurement beside a fixed bound: its median must not be above.
 *
 * @param wanted in the unit of the measurement
 */
record Limit(String name, Measurement measured, double wanted) {

  boolean met() {
    return measured.median() <= wanted;
  }

  /** {@code version 0.21 s (median of 3), wanted at most 0.30 s: met}. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%s %s (median of %d), wanted at most %s: %s",
        name,
        Figures.text(measured.median(), measured.unit()),
        measured.values().size(),
        Figures.text(wanted, measured.unit()),
        met() ? "met" : "missed");
  }
}
