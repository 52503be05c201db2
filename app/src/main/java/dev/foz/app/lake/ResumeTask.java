package dev.foz.app.lake;

import dev.foz.base.TableName;
import dev.foz.control.Task;
import dev.foz.control.TaskContext;
import dev.foz.control.TaskResult;
import java.util.Set;

/** Lets a table that is paused be made again. */
record ResumeTask(OpenLake open, TableName table) implements Task {
  @Override
  public String subject() {
    return table.toString();
  }

  @Override
  public String kind() {
    return "resume";
  }

  @Override
  public Set<String> after() {
    return Set.of();
  }

  @Override
  public TaskResult run(TaskContext context) {
    return open.rollbacks().resume(table, context.run(), context.progress())
        ? new TaskResult.Done(TaskResult.NOTHING, "foz run makes it again")
        : new TaskResult.Skipped("it is not paused");
  }
}
