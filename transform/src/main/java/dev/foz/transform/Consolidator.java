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
    // A look without the lease: who has nothing to do waits for nobody.
    if (isUpToDate(table, now.get(), state.consumed(table.curated(), table.raw()))) {
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
    while (from != target || !isMadeAsAsked(table, now.get())) {
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

  /** Why there is nothing to consolidate, as of what was read before; empty if there is. */
  public Optional<String> idle(CuratedTable table, Standing standing) {
    long consumed = standing.consumed(table.curated(), table.raw());
    return isUpToDate(table, standing.moment(), consumed)
        ? Optional.of("up to date")
        : Optional.empty();
  }

  private static boolean isUpToDate(CuratedTable table, Moment moment, long consumed) {
    return moment.find(table.raw()).filter(raw -> raw.commit() == consumed).isPresent()
        && isMadeAsAsked(table, moment);
  }

  /** Whether the rows were made under the contract that the raw table has now, masked as asked. */
  private static boolean isMadeAsAsked(CuratedTable table, Moment moment) {
    Optional<TableSnapshot> curated = moment.find(table.curated());
    Optional<String> contract = moment.find(table.raw()).flatMap(TableSnapshot::contract);
    return curated.isEmpty()
        || (curated.get().contract().equals(contract)
            && MaskChange.isMade(curated.get(), table.masks()));
  }
}
