package dev.foz.app.lake;

import dev.foz.control.Task;
import dev.foz.control.TaskContext;
import dev.foz.control.TaskResult;
import dev.foz.transform.Build;
import dev.foz.transform.Consolidator;
import dev.foz.transform.RawSpan;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one table anew from all that it is made of, whatever has changed.
 *
 * @param made how the table is made otherwise: a {@link ConsolidateTask} or a {@link BuildTask}
 * @param span of raw records, of whose keys alone the rows are made
 */
record RebuildTask(Task made, Optional<RawSpan> span) implements Task {
  @Override
  public String subject() {
    return made.subject();
  }

  @Override
  public String kind() {
    return "rebuild";
  }

  @Override
  public Set<String> after() {
    return made.after();
  }

  @Override
  public TaskResult run(TaskContext context) {
    return Builds.result(
        switch (made) {
          case ConsolidateTask consolidate -> rebuild(consolidate, context);
          case BuildTask build -> rebuild(build, context);
          default -> throw new IllegalStateException(made.subject() + " is no table that is made");
        });
  }

  private Build rebuild(ConsolidateTask task, TaskContext context) {
    Consolidator consolidator = task.open().consolidator();
    try {
      return span.isPresent()
          ? consolidator.rebuild(task.table(), span.get(), context.run(), context.progress())
          : consolidator.rebuild(task.table(), context.run(), context.progress());
    } finally {
      task.latest().forget();
    }
  }

  private static Build rebuild(BuildTask task, TaskContext context) {
    try {
      return task.open()
          .modelBuilder(task.models())
          .rebuild(task.model(), context.run(), context.progress());
    } finally {
      task.latest().forget();
    }
  }
}
