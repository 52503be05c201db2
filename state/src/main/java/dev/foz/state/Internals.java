package dev.foz.state;

/** What tests replace and production never does. */
record Internals(Ticker ticker, CommitPoint.Hook hook) {
  static final Internals STANDARD = new Internals(Ticker.SYSTEM, point -> {});
}
