package dev.foz.app.lake;

import dev.foz.base.lake.ModelSpec;
import dev.foz.control.Task;
import dev.foz.control.TaskContext;
import dev.foz.control.TaskResult;
import dev.foz.transform.ModelGraph;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Builds one model when something that it reads has changed. */
record BuildTask(
    OpenLake open, LatestStanding latest, ModelGraph models, ModelSpec model, Set<String> after)
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
  public List<String> tags() {
    return model.tags();
  }

  @Override
  public Optional<String> idle() {
    return open.modelBuilder(models).idle(model, latest.standing());
  }

  @Override
  public TaskResult run(TaskContext context) {
    try {
      return Builds.result(
          open.modelBuilder(models).build(model, context.run(), context.progress()),
          models.warnings(model));
    } finally {
      latest.forget();
    }
  }
}
