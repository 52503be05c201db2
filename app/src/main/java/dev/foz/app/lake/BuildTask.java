package dev.foz.app.lake;

import dev.foz.base.lake.ModelSpec;
import dev.foz.control.Task;
import dev.foz.control.TaskContext;
import dev.foz.control.TaskResult;
import dev.foz.transform.ModelGraph;
import java.util.Set;

/** Builds one model when something that it reads has changed. */
record BuildTask(OpenLake open, ModelGraph models, ModelSpec model, Set<String> after)
    implements Task {
  @Override
  public String subject() {
    return model.table().toString();
  }

  @Override
  public String kind() {
    return "build";
  }

  @Override
  public TaskResult run(TaskContext context) {
    return Builds.result(open.modelBuilder(models).build(model, context.run(), context.progress()));
  }
}
