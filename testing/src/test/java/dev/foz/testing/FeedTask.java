package dev.foz.testing;

import dev.foz.app.lake.OpenLake;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.control.Task;
import dev.foz.control.TaskContext;
import dev.foz.control.TaskResult;
import dev.foz.ingest.LoadLimits;
import dev.foz.ingest.LoadTable;
import dev.foz.ingest.Loader;
import dev.foz.state.StepCounts;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Loads a feed into the one table of a lake, as the program loads files. */
record FeedTask(OpenLake open, FeedSource source) implements Task {
  /** So small that few records make several files and commits. */
  static final LoadLimits LIMITS = new LoadLimits(1 << 20, 10, 1 << 20, 5, 2, Duration.ZERO);

  /** The one table of the lake. */
  static SourceTableSpec spec(OpenLake open) {
    return open.lake().sources().getFirst().tables().getFirst();
  }

  @Override
  public String subject() {
    return "loja";
  }

  @Override
  public String kind() {
    return "load";
  }

  @Override
  public Set<String> after() {
    return Set.of();
  }

  @Override
  public TaskResult run(TaskContext context) {
    SourceTableSpec spec = spec(open);
    LoadTable table =
        new LoadTable(
            spec.name(),
            spec.rawTable(),
            spec.primaryKey(),
            List.of(spec.curatedTable()),
            open.declarations().rules(spec),
            !spec.masks().isEmpty());
    new Loader(open.catalog(), open.state(), open.clock(), LIMITS)
        .load("loja", source, List.of(table), context.run(), context.progress());
    return new TaskResult.Done(StepCounts.NONE, "");
  }
}
