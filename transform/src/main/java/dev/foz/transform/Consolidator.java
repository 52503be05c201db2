package dev.foz.transform;

import dev.foz.base.FozException;
import dev.foz.base.Progress;
import dev.foz.engine.Engine;
import dev.foz.engine.EngineSession;
import dev.foz.engine.Moment;
import dev.foz.engine.QueryResult;
import dev.foz.engine.RawInput;
import dev.foz.state.Lease;
import dev.foz.state.StateStore;
import dev.foz.table.Catalog;
import dev.foz.table.RawKey;
import dev.foz.table.TableSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps curated source tables up to date with their raw tables, in the order of the raw commits:
 * the last state of each key or all of its versions, or every record where there is no key. Reads
 * only files that it has not consumed; rebuilds where a type changed in a way that the table cannot
 * follow. Thread-safe.
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
      Optional<Build> paused = Paused.find(state, table.curated());
      return paused.isPresent() ? paused.get() : catchUp(table, lease, run, progress);
    } catch (FozException e) {
      throw told(table, e);
    } finally {
      state.release(lease);
    }
  }

  /**
   * Makes the rows of one table anew from all raw records there are, in one commit, and then brings
   * it up to what has landed meanwhile. Where few rows differ, only those are committed.
   *
   * @throws dev.foz.base.FozException with {@code RAW_DROPPED} where raw does not reach back to its
   *     first record, {@code TABLE_PAUSED} where it is paused; the last version stays
   */
  public Build rebuild(CuratedTable table, long run, Progress progress) {
    return underLease(
        table,
        run,
        progress,
        job -> {
          Optional<TableSnapshot> raw = job.moment().find(table.raw());
          if (raw.isEmpty()) {
            return waits(table);
          }
          if (job.moment().find(table.curated()).isEmpty()) {
            return catchUp(table, job.lease(), run, progress);
          }
          RawKey.check(raw.get(), table.primaryKey());
          long from = state.consumed(table.curated(), table.raw());
          Slice all = new Slice(from, raw.get().commit(), List.of());
          Build made = reconsolidation(job, table, all).all();
          return made.and(catchUp(table, job.lease(), run, progress));
        });
  }

  /**
   * Makes the rows of those keys anew that raw records of a span have, from all records of these
   * keys; before it brings the table up to date. The table must have a primary key.
   *
   * @throws dev.foz.base.FozException as {@link #rebuild(CuratedTable, long, Progress)}
   */
  public Build rebuild(CuratedTable table, RawSpan span, long run, Progress progress) {
    return underLease(
        table,
        run,
        progress,
        job -> {
          Build before = catchUp(table, job.lease(), run, progress);
          TransformJob now = job(table, job.lease(), run, progress);
          if (now.moment().find(table.curated()).isEmpty()) {
            return before;
          }
          long consumed = state.consumed(table.curated(), table.raw());
          Slice all = new Slice(consumed, consumed, List.of());
          return before.and(reconsolidation(now, table, all).keysOf(span));
        });
  }

  /** How many records of a span there are, and how many keys they have. */
  public SpanCount count(CuratedTable table, RawSpan span) {
    Moment moment = now.get();
    Optional<TableSnapshot> raw = moment.find(table.raw());
    if (raw.isEmpty()) {
      return new SpanCount(0, 0);
    }
    List<Path> files =
        state.files(table.raw(), 0, raw.get().commit()).stream()
            .map(file -> Path.of(catalog.localPath(file.path())))
            .toList();
    String sql =
        "select count(*), count(distinct r._key) from "
            + table.raw()
            + " r where r._op <> 't' and "
            + span.condition("r");
    try (EngineSession session = engine.open()) {
      session.bindRaw(table.raw(), new RawInput(files, moment.contract(raw.get())));
      try (QueryResult rows = session.query(sql, Progress.NONE)) {
        rows.next();
        return new SpanCount(count(rows.value(0)), count(rows.value(1)));
      }
    }
  }

  private static long count(@Nullable Object value) {
    return ((Number) Objects.requireNonNull(value)).longValue();
  }

  private Reconsolidation reconsolidation(TransformJob job, CuratedTable table, Slice all) {
    return new Reconsolidation(new Consolidation(job, table, all, sliceRecords, maskKeys));
  }

  private Build underLease(
      CuratedTable table, long run, Progress progress, Function<TransformJob, Build> work) {
    Lease lease = state.acquire("table/" + table.curated(), LEASE_PATIENCE, progress);
    try {
      Paused.refuse(state, table.curated());
      return work.apply(job(table, lease, run, progress));
    } catch (FozException e) {
      throw told(table, e);
    } finally {
      state.release(lease);
    }
  }

  private static FozException told(CuratedTable table, FozException failure) {
    return table.masks().isEmpty() ? failure : EngineMessages.withoutValues(failure);
  }

  private TransformJob job(CuratedTable table, Lease lease, long run, Progress progress) {
    return new TransformJob(
        catalog, state, engine, now.get(), lease, table.curated(), run, progress);
  }

  private static Build waits(CuratedTable table) {
    return new Build.Nothing("waits for " + table.raw() + ", which has no records yet");
  }

  private Build catchUp(CuratedTable table, Lease lease, long run, Progress progress) {
    Optional<TableSnapshot> raw = now.get().find(table.raw());
    if (raw.isEmpty()) {
      return waits(table);
    }
    RawKey.check(raw.get(), table.primaryKey());
    long target = raw.get().commit();
    Build total = relay(table, job(table, lease, run, progress));
    long from = state.consumed(table.curated(), table.raw());
    while (from != target
        || !isMadeAsWanted(table, now.get())
        || !followsLayout(table, now.get())) {
      progress.checkCancelled();
      TransformJob job = job(table, lease, run, progress);
      Slice slice = Slice.after(state.files(table.raw(), from, target), from, target, sliceRecords);
      Consolidation next = new Consolidation(job, table, slice, sliceRecords, maskKeys);
      if (next.waits()) {
        return total.plus(new Build.Nothing("waits for records with a key"));
      }
      total = total.plus(next.execute());
      from = state.consumed(table.curated(), table.raw());
    }
    if (total instanceof Build.Made) {
      new Fold(job(table, lease, run, progress)).execute(table.layout());
    }
    return total;
  }

  /** Why there is nothing to consolidate, as of what was read before; empty if there is. */
  public Optional<String> idle(CuratedTable table, Standing standing) {
    Optional<String> paused = standing.paused(table.curated());
    if (paused.isPresent()) {
      return paused;
    }
    long consumed = standing.consumed(table.curated(), table.raw());
    return isUpToDate(table, standing.moment(), consumed)
        ? Optional.of("up to date")
        : Optional.empty();
  }

  private static boolean isUpToDate(CuratedTable table, Moment moment, long consumed) {
    return moment.find(table.raw()).filter(raw -> raw.commit() == consumed).isPresent()
        && isMadeAsWanted(table, moment)
        && followsLayout(table, moment);
  }

  /**
   * Rows that stay are written again at once where they are to lie in another way. Those of other
   * masks do not stay.
   */
  private static Build relay(CuratedTable table, TransformJob job) {
    Optional<TableSnapshot> curated = job.moment().find(table.curated());
    return curated
        .filter(stored -> MaskChange.isMade(stored, table.masks()))
        .flatMap(stored -> Layouts.find(table.layout(), stored))
        .map(layout -> new Relayout(job).execute(curated.get(), curated.get().fields(), layout))
        .orElse(new Build.Nothing("up to date"));
  }

  private static boolean followsLayout(CuratedTable table, Moment moment) {
    return moment
        .find(table.curated())
        .map(curated -> Layouts.follows(curated, table.layout()))
        .orElse(true);
  }

  /**
   * Whether the rows were made under the contract that the raw table has now, masked as it is asked
   * for, and are versions where these are wanted.
   */
  private static boolean isMadeAsWanted(CuratedTable table, Moment moment) {
    Optional<TableSnapshot> curated = moment.find(table.curated());
    Optional<String> contract = moment.find(table.raw()).flatMap(TableSnapshot::contract);
    return curated.isEmpty()
        || (curated.get().contract().equals(contract)
            && MaskChange.isMade(curated.get(), table.masks())
            && KeptHistory.change(table, curated.get()).isEmpty());
  }
}
