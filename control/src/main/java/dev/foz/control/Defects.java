package dev.foz.control;

import dev.foz.base.Code;
import dev.foz.base.Problem;

/** Turns what nobody expected into a problem that can be reported. */
final class Defects {
  private Defects() {}

  static Problem problem(String subject, Throwable unexpected) {
    if (isOutOfMemory(unexpected)) {
      return Problem.of(Code.ENGINE_MEMORY, "Cannot make " + subject + ": the memory is used up")
          .remedy("foz --memory with a larger size");
    }
    StackTraceElement[] trace = unexpected.getStackTrace();
    String where = trace.length == 0 ? "" : " at " + trace[0];
    return Problem.of(Code.DEFECT, "Cannot make " + subject + ": " + unexpected + where)
        .because("this is a defect of Foz; nothing half written is visible");
  }

  private static boolean isOutOfMemory(Throwable unexpected) {
    for (Throwable at = unexpected; at != null; at = at.getCause()) {
      if (at instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }
}
