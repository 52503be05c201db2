package dev.foz.app.lake;

import dev.foz.control.TaskResult;
import dev.foz.state.StepCounts;
import dev.foz.transform.Build;

/** Says of a build what control wants to know. */
final class Builds {
  private Builds() {}

  static TaskResult result(Build build) {
    return switch (build) {
      case Build.Nothing nothing -> new TaskResult.Skipped(nothing.reason());
      case Build.Made made ->
          new TaskResult.Done(
              new StepCounts(made.recordsRead(), made.rowsWritten(), 0, made.bytesWritten()),
              made.note());
    };
  }
}
