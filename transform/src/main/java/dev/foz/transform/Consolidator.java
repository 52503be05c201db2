package dev.foz.transform;

import dev.foz.base.FozException;
import dev.foz.base.Progress;
import dev.foz.engine.Engine;
import dev.foz.engine.Moment;
import dev.foz.state.Lease;
import dev.foz.state.StateStore;
import dev.foz.table.Catalog;
import dev.foz.table.RawKey;
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
  private final MaskKeys maskKeys;
  private final long sliceRecords;

  /**
   * @param now one read of all tables
   * @param sliceRecords of how many records the keys are held at once
   */
  public Consolidator(
      Catalog catalog,
      StateStore state,
      Engine engine,
      Supplier<Moment> now,
      MaskKeys maskKeys,
      long sliceRecords) {
    this.catalog = catalog;
    this.state = state;
    this.engine = engine;
    this.now = now;
    this.maskKeys = maskKeys;
    this.sliceRecords = sliceRecords;
  }

  /**
   * Brings one table up to the commit where its raw table stands now: in one commit, or in several
   * where there are more records than the engine may hold keys of.
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
      return catchUp(table, lease, run, progress);
    } catch (FozException e) {
      throw table.masks().isEmpty() ? e : EngineMessages.withoutValues(e);
    } finally {
      state.release(lease);
    }
  }

  private Build catchUp(CuratedTable table, Lease lease, long run, Progress progress) {
    Optional<TableSnapshot> raw = now.get().find(table.raw());
    if (raw.isEmpty()) {
      return new Build.Nothing("waits for " + table.raw() + ", which has no records yet");
    }
    RawKey.check(raw.get(), table.primaryKey());
    long target = raw.get().commit();
    Build total = new Build.Nothing("up to date");
    long from = state.consumed(table.curated(), table.raw());
    while (from != target || !isMadeAsAsked(table)) {
      progress.checkCancelled();
      TransformJob job =
          new TransformJob(
              catalog, state, engine, now.get(), lease, table.curated(), run, progress);
      Slice slice = Slice.after(state.files(table.raw(), from, target), from, target, sliceRecords);
      total = total.plus(new Consolidation(job, table, slice, sliceRecords, maskKeys).execute());
      from = state.consumed(table.curated(), table.raw());
    }
    if (total instanceof Build.Made) {
      new Fold(
              new TransformJob(
                  catalog, state, engine, now.get(), lease, table.curated(), run, progress))
          .execute();
    }
    return total;
  }

  /** A look without the lease: who has nothing to do waits for nobody. */
  private boolean isUpToDate(CuratedTable table) {
    return now.get()
            .find(table.raw())
            .filter(raw -> raw.commit() == state.consumed(table.curated(), table.raw()))
            .isPresent()
        && isMadeAsAsked(table);
  }

  /** Whether the rows were made under the contract that the raw table has now, and masked as is. */
  private boolean isMadeAsAsked(CuratedTable table) {
    Moment moment = now.get();
    Optional<TableSnapshot> curated = moment.find(table.curated());
    Optional<String> contract = moment.find(table.raw()).flatMap(TableSnapshot::contract);
    return curated.isEmpty()
        || (curated.get().contract().equals(contract)
            && MaskChange.of(curated.get(), table.masks()).isEmpty());
  }
}
