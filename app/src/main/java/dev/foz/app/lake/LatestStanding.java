package dev.foz.app.lake;

import dev.foz.transform.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Where the tables of a lake stand, read once for all tasks that ask between two pieces of work.
 * Thread-safe; of one run.
 */
final class LatestStanding {
  private final OpenLake open;
  private @Nullable Standing read;

  LatestStanding(OpenLake open) {
    this.open = open;
  }

  /** As after the last work of which it was told, or later. */
  synchronized Standing standing() {
    Standing known = read;
    if (known == null) {
      known = Standing.read(open.state(), open::now);
      read = known;
    }
    return known;
  }

  /** Work has been done: what was read before does not count any more. */
  synchronized void forget() {
    read = null;
  }
}
