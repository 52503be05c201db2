package dev.foz.app.lake;

import dev.foz.app.text.Figures;
import dev.foz.control.Task;
import dev.foz.control.TaskContext;
import dev.foz.control.TaskResult;
import dev.foz.transform.RollbackPlan;
import java.util.Set;

/**
 * Takes tables back to former versions, in one commit.
 *
 * @param subject the table, or the run whose tables they are
 */
record RollbackTask(OpenLake open, RollbackPlan plan, String subject) implements Task {
  @Override
  public String kind() {
    return "rollback";
  }

  @Override
  public Set<String> after() {
    return Set.of();
  }

  @Override
  public TaskResult run(TaskContext context) {
    open.rollbacks().execute(plan, context.run(), context.progress());
    return new TaskResult.Done(
        TaskResult.NOTHING, Figures.count(plan.steps().size(), "table") + " taken back and paused");
  }
}
