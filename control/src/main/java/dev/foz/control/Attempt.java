package dev.foz.control;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A task that works.
 *
 * @param step its number in the state database
 * @param accompanied whether another task ran beside it at any time
 */
record Attempt(Task task, long step, AtomicBoolean accompanied) {
  static Attempt first(Task task, long step) {
    return new Attempt(task, step, new AtomicBoolean());
  }

  /** The same step once more, with nothing beside it. */
  Attempt alone() {
    return first(task, step);
  }
}
