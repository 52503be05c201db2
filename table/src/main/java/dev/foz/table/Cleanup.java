package dev.foz.table;

/** Clearing up after a failure, which must not hide that failure. */
final class Cleanup {
  private Cleanup() {}

  static void quietly(Throwable cause, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
