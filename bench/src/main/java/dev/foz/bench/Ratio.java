package dev.foz.bench;

import java.util.Locale;

/**
 * Two measurements of time beside each other, by their medians.
 *
 * @param wanted the value to reach
 */
record Ratio(String name, Kind kind, Measurement foz, Measurement peer, double wanted) {

  /** What is divided by what, and which side of the wanted value is good. */
  enum Kind {
    /** The peer's time by that of Foz: what part of the peer's speed Foz has. More is better. */
    SPEED("at least"),
    /** The time of Foz by the peer's: what Foz costs. Less is better. */
    COST("at most");

    private final String bound;

    Kind(String bound) {
      this.bound = bound;
    }
  }

  double value() {
    double quotient = foz.median() / peer.median();
    return kind == Kind.SPEED ? 1 / quotient : quotient;
  }

  boolean met() {
    return kind == Kind.SPEED ? value() >= wanted : value() <= wanted;
  }

  /**
   * {@code land 0.71 of duckdb (median of 3; foz 21.3 s, duckdb 15.1 s), wanted at least 0.60:
   * met}.
   */
  String line() {
    return String.format(
        Locale.ROOT,
        "%s %.2f of %s (median of %d; %s %s, %s %s), wanted %s %.2f: %s",
        name,
        value(),
        peer.subject(),
        foz.values().size(),
        foz.subject(),
        Figures.text(foz.median(), foz.unit()),
        peer.subject(),
        Figures.text(peer.median(), peer.unit()),
        kind.bound,
        wanted,
        met() ? "met" : "missed");
  }
}
