package dev.foz.app.lake;

import dev.foz.base.Problem;
import dev.foz.control.TaskResult;
import dev.foz.state.StepCounts;
import dev.foz.transform.Build;
import java.util.List;

/** Says of a build what control wants to know. */
final class Builds {
  private Builds() {}

  static TaskResult result(Build build) {
    return result(build, List.of());
  }

  /**
   * @param warnings about what was built
   */
  static TaskResult result(Build build, List<Problem> warnings) {
    return switch (build) {
      case Build.Nothing nothing -> new TaskResult.Skipped(nothing.reason());
      case Build.Made made ->
          new TaskResult.Done(
              new StepCounts(made.recordsRead(), made.rowsWritten(), 0, made.bytesWritten()),
              made.note() + told(warnings));
    };
  }

  private static String told(List<Problem> warnings) {
    if (warnings.isEmpty()) {
      return "";
    }
    Problem first = warnings.getFirst();
    String place = first.where().map(where -> " (" + where + ")").orElse("");
    int more = warnings.size() - 1;
    return ", warning: " + first.what() + place + (more == 0 ? "" : " and " + more + " more");
  }
}
