package dev.foz.ingest;

import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.contract.Contract;
import dev.foz.contract.Growth;
import dev.foz.source.Source;
import dev.foz.source.SourcePosition;
import dev.foz.source.SourceReader;
import dev.foz.state.CommitKind;
import dev.foz.state.ContractUse;
import dev.foz.state.Lease;
import dev.foz.state.Pointer;
import dev.foz.state.ReaderPosition;
import dev.foz.state.StateStore;
import dev.foz.table.Catalog;
import dev.foz.table.RawKey;
import dev.foz.table.Snapshots;
import dev.foz.table.TableCommit;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Lands what a source has, in its order, until it is caught up. A record is acknowledged only after
 * the commit that holds it; a load that dies leaves nothing but files that no commit names.
 * Thread-safe: loads of different sources may run at the same time.
 */
public final class Loader {
  /** How long a living holder of the source is waited for. */
  public static final Duration LEASE_PATIENCE = Duration.ofSeconds(30);

  /** How often parts that are still being written are looked at. */
  private static final Duration QUIET_LOOK = Duration.ofMillis(200);

  /** Parts refused in one load before the load gives up: every refusal reads the rest again. */
  static final int MAX_REFUSED = 100;

  private final Catalog catalog;
  private final StateStore state;
  private final Clock clock;
  private final LoadLimits limits;

  public Loader(Catalog catalog, StateStore state, Clock clock, LoadLimits limits) {
    this.catalog = catalog;
    this.state = state;
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * Loads one source.
   *
   * @param name the source's name: its reader and order group
   * @param run the run that the files and commits are of
   * @throws dev.foz.base.FozException when the source is held by another process, cannot be read,
   *     or a commit did not succeed; what was committed before stays
   */
  public LoadReport load(
      String name, Source source, List<LoadTable> tables, long run, Progress progress) {
    Lease lease = state.acquire("source/" + name, LEASE_PATIENCE, progress);
    try {
      return load(lease, name, source, tables, run, progress);
    } finally {
      state.release(lease);
    }
  }

  private LoadReport load(
      Lease lease,
      String name,
      Source source,
      List<LoadTable> tables,
      long run,
      Progress progress) {
    Map<String, LoadTable> byName =
        tables.stream().collect(Collectors.toMap(LoadTable::name, table -> table));
    Snapshots now = catalog.read();
    tables.forEach(
        table -> now.find(table.raw()).ifPresent(raw -> RawKey.check(raw, table.primaryKey())));
    LoadTotals totals = new LoadTotals();
    List<Problem> problems = new ArrayList<>();
    Set<String> skipped = new HashSet<>();
    LoadJob job = new LoadJob(catalog, state, lease, name, run, limits, totals, progress);
    try (GroupPipeline pipeline =
        new GroupPipeline(new GroupWriter(catalog, clock, run), limits.threads())) {
      long deadline = System.nanoTime() + limits.quietPatience().toNanos();
      Map<String, Growth> growths = growths(tables);
      while (true) {
        ReaderPosition position = state.position(name);
        Map<String, TableStart> starts = starts(job, tables, growths);
        try (SourceReader reader =
            source.open(new SourcePosition(position.parts(), skipped), progress)) {
          Optional<LandedGroup.Refused> refused =
              new LoadPass(job, reader, position, byName, starts, pipeline).run();
          if (refused.isEmpty()) {
            if (!reader.waiting().isEmpty() && pauseBefore(deadline, progress)) {
              continue;
            }
            problems.addAll(reader.problems());
            return totals.report(problems, reader.waiting());
          }
          problems.add(refused.get().problem());
          skipped.add(refused.get().part());
        }
        if (skipped.size() >= MAX_REFUSED) {
          problems.add(Refusals.tooMany(name, MAX_REFUSED));
          return totals.report(problems, List.of());
        }
      }
    }
  }

  /** Gives parts that are still being written a little time; false when that is over. */
  private static boolean pauseBefore(long deadline, Progress progress) {
    progress.phase("waiting for files to be quiet");
    progress.checkCancelled();
    LockSupport.parkNanos(QUIET_LOOK.toNanos());
    return System.nanoTime() < deadline;
  }

  private Map<String, Growth> growths(List<LoadTable> tables) {
    Map<TableName, Pointer> pointers = state.pointers();
    Map<String, Growth> growths = new HashMap<>();
    for (LoadTable table : tables) {
      Contract kept = kept(Optional.ofNullable(pointers.get(table.raw())));
      growths.put(table.name(), table.rules().growth(kept));
    }
    return growths;
  }

  /**
   * What each table starts from. A contract that was changed since the last load becomes that of
   * the table now, so that what depends on it follows, with or without new records.
   */
  private Map<String, TableStart> starts(
      LoadJob job, List<LoadTable> tables, Map<String, Growth> growths) {
    Map<TableName, Pointer> pointers = state.pointers();
    Map<String, TableStart> starts = new HashMap<>();
    TableCommit commit = catalog.newCommit(CommitKind.LOAD, job.run(), List.of(job.lease()));
    boolean changed = false;
    for (LoadTable table : tables) {
      Contract kept = kept(Optional.ofNullable(pointers.get(table.raw())));
      Contract now = table.rules().over(kept);
      Growth growth = Objects.requireNonNull(growths.get(table.name()));
      starts.put(table.name(), new TableStart(now, growth));
      if (pointers.containsKey(table.raw()) && !now.equals(kept)) {
        commit.contract(new ContractUse(table.raw(), now.hash(), now.text()));
        changed = true;
      }
    }
    if (changed) {
      commit.execute().orThrow(job.source());
    }
    return starts;
  }

  private Contract kept(Optional<Pointer> pointer) {
    return pointer
        .flatMap(Pointer::contract)
        .flatMap(state::contractText)
        .map(Contract::parse)
        .orElseGet(Contract::empty);
  }
}
