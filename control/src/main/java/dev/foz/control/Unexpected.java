package dev.foz.control;

import dev.foz.base.Code;
import dev.foz.base.Defects;
import dev.foz.base.Problem;

/** Turns what a task threw that nobody expected into a problem that can be reported. */
final class Unexpected {
  private Unexpected() {}

  static Problem problem(String subject, Throwable thrown) {
    return isOutOfMemory(thrown)
        ? Problem.of(Code.ENGINE_MEMORY, "Cannot make " + subject + ": the memory is used up")
            .remedy("foz --memory with a larger size")
        : Defects.problem("Cannot make " + subject, thrown);
  }

  private static boolean isOutOfMemory(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }
}
