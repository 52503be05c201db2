package dev.foz.app.lake;

import dev.foz.control.Task;
import dev.foz.control.TaskContext;
import dev.foz.control.TaskResult;
import dev.foz.transform.CuratedTable;
import java.util.Optional;
import java.util.Set;

/** Brings one curated source table up to date with its raw table. */
record ConsolidateTask(OpenLake open, LatestStanding latest, String source, CuratedTable table)
    implements Task {
  @Override
  public String subject() {
    return table.curated().toString();
  }

  @Override
  public String kind() {
    return "consolidate";
  }

  @Override
  public Set<String> after() {
    return Set.of(source);
  }

  @Override
  public Optional<String> idle() {
    return open.consolidator().idle(table, latest.standing());
  }

  @Override
  public TaskResult run(TaskContext context) {
    try {
      return Builds.result(
          open.consolidator().consolidate(table, context.run(), context.progress()));
    } finally {
      latest.forget();
    }
  }
}
