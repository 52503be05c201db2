package dev.foz.transform;

import dev.foz.base.Progress;
import dev.foz.engine.Engine;
import dev.foz.engine.Moment;
import dev.foz.state.Lease;
import dev.foz.state.StateStore;
import dev.foz.table.Catalog;
import dev.foz.table.TableSnapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps curated source tables up to date with their raw tables, in the order of the raw commits:
 * the last state of each key, or every record where there is no key. Reads only files that it has
 * not consumed; rebuilds where a type changed in a way that the table cannot follow. Thread-safe.
 */
public final class Consolidator {
  /** How long a living holder of the table is waited for. */
  static final Duration LEASE_PATIENCE = Duration.ofSeconds(30);

  private final Catalog catalog;
  private final StateStore state;
  private final Engine engine;
  private final Supplier<Moment> now;

  /**
   * @param now one read of all tables
   */
  public Consolidator(Catalog catalog, StateStore state, Engine engine, Supplier<Moment> now) {
    this.catalog = catalog;
    this.state = state;
    this.engine = engine;
    this.now = now;
  }

  /**
   * Brings one table up to the newest commit of its raw table, in one commit.
   *
   * @param run the run that the new files are of
   * @throws dev.foz.base.FozException when that cannot be done; the last version stays
   */
  public Build consolidate(CuratedTable table, long run, Progress progress) {
    if (isUpToDate(table)) {
      return new Build.Nothing("up to date");
    }
    Lease lease = state.acquire("table/" + table.curated(), LEASE_PATIENCE, progress);
    try {
      Moment moment = now.get();
      Optional<TableSnapshot> raw = moment.find(table.raw());
      if (raw.isEmpty()) {
        return new Build.Nothing("waits for " + table.raw() + ", which has no records yet");
      }
      long from = state.consumed(table.curated(), table.raw());
      if (from == raw.get().commit()) {
        return new Build.Nothing("up to date");
      }
      TransformJob job =
          new TransformJob(catalog, state, engine, moment, lease, table.curated(), run, progress);
      Build build = new Consolidation(job, table, raw.get(), from).execute();
      new Fold(job).execute();
      return build;
    } finally {
      state.release(lease);
    }
  }

  /** A look without the lease: who has nothing to do waits for nobody. */
  private boolean isUpToDate(CuratedTable table) {
    return now.get()
        .find(table.raw())
        .filter(raw -> raw.commit() == state.consumed(table.curated(), table.raw()))
        .isPresent();
  }
}
