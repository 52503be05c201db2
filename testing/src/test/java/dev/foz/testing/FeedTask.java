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

/**
 * Loads a feed into the one table of a source, as the program loads files.
 *
 * @param name of the source
 */
record FeedTask(OpenLake open, FeedSource source, String name) implements Task {
  /** So small that few records make several files and commits. */
  static final LoadLimits LIMITS = new LoadLimits(1 << 20, 10, 1 << 20, 5, 2, Duration.ZERO);

  private static final String FIRST = "loja";

  /** Of a lake with one source, {@code loja}. */
  FeedTask(OpenLake open, FeedSource source) {
    this(open, source, FIRST);
  }

  /** The one table of {@code loja}. */
  static SourceTableSpec spec(OpenLake open) {
    return spec(open, FIRST);
  }

  /** The one table of a source. */
  static SourceTableSpec spec(OpenLake open, String source) {
    return open.lake().sources().stream()
        .filter(spec -> spec.name().equals(source))
        .findFirst()
        .orElseThrow()
        .tables()
        .getFirst();
  }

  @Override
  public String subject() {
    return name;
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
    SourceTableSpec spec = spec(open, name);
    LoadTable table =
        new LoadTable(
            spec.name(),
            spec.rawTable(),
            spec.primaryKey(),
            List.of(spec.curatedTable()),
            open.declarations().rules(spec),
            !spec.masks().isEmpty());
    new Loader(open.catalog(), open.state(), open.clock(), LIMITS)
        .load(name, source, List.of(table), context.run(), context.progress());
    return new TaskResult.Done(StepCounts.NONE, "");
  }
}
