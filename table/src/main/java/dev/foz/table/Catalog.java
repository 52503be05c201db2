package dev.foz.table;

import dev.foz.base.Layer;
import dev.foz.base.TableName;
import dev.foz.state.CommitKind;
import dev.foz.state.Lease;
import dev.foz.state.Pointer;
import dev.foz.state.StateStore;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All tables of a lake: Iceberg tables in a storage, whose pointers lie in the state database.
 * Thread-safe, and safe beside other processes over the same database. Neither store nor storage
 * are closed with it.
 */
public final class Catalog implements AutoCloseable {
  private final StateStore state;
  private final Storage storage;
  private final Clock clock;
  private final CatalogOptions options;
  private final MetadataCache cache;
  private final TableReader reader;
  private final ChangeReader changes;
  private final Garbage garbage;

  public Catalog(StateStore state, Storage storage, Clock clock, CatalogOptions options) {
    this.state = state;
    this.storage = storage;
    this.clock = clock;
    this.options = options;
    this.cache = new MetadataCache(storage);
    this.reader = new TableReader(storage);
    this.changes = new ChangeReader(state, storage, reader);
    this.garbage = new Garbage(state, storage, clock, options, cache, reader);
  }

  /** All tables as of now: one read of the state database, no file is opened. */
  public Snapshots read() {
    Map<TableName, Pointer> pointers = state.pointers();
    return new Snapshots() {
      @Override
      public Optional<TableSnapshot> find(TableName table) {
        return Optional.ofNullable(pointers.get(table))
            .map(pointer -> new TableSnapshot(pointer, cache, reader, changes));
      }

      @Override
      public Collection<TableName> names() {
        return pointers.keySet();
      }
    };
  }

  /**
   * A commit that starts from the tables as they are now.
   *
   * @param leases that must still be held when it is applied
   */
  public TableCommit newCommit(CommitKind kind, long run, List<Lease> leases) {
    CommitContext context =
        new CommitContext(
            options.ids().get(),
            kind,
            run,
            storage,
            options,
            clock,
            cache,
            reader,
            new StorageFileIO(storage));
    return new TableCommit(context, state, state.pointers(), leases);
  }

  /** A new data file of a raw table, which a commit of this run may take. */
  public RawFileWriter newRawFile(TableName table, long run) {
    return new RawFileWriter(storage, table, newFile(table, run), options.ids().get());
  }

  /** A new data file of a quarantine table, which a commit of this run may take. */
  public QuarantineFileWriter newQuarantineFile(TableName table, long run) {
    return new QuarantineFileWriter(storage, table, newFile(table, run), options.ids().get());
  }

  RawFileOutput newOutput(TableName table, long run) {
    return new RawFileOutput(storage, table, newFile(table, run), options.ids().get());
  }

  private String newFile(TableName table, long run) {
    return Layout.dataFile(table, run, options.ids().get(), FileFormat.AVRO);
  }

  /** A folder in which an engine writes data files of the table. */
  public Staging staging(TableName table, long run) {
    return new Staging(storage, table, run, options.ids());
  }

  /** Where the data of a ledger's file lies, as an absolute local path. */
  public String localPath(String ledgerPath) {
    return storage.localPath(ledgerPath).toString();
  }

  /** Deletes finished files that surely no commit took. */
  public void discard(Collection<WrittenFile> files) {
    storage.delete(files.stream().map(WrittenFile::path).toList());
  }

  /**
   * What is to be done after commits to a table: merges the small files of a raw or quarantine
   * table, and deletes files that nobody needs any more. Cheap when there is nothing to do, which
   * is most of the time. Files are merged in commits of their own, of kind MAINTENANCE; a conflict
   * or a lost lease ends the work without harm.
   *
   * @param leases those under which the table is written
   * @param consumers tables that read this one incrementally, whether they have begun or not: only
   *     what all of them have consumed is merged
   */
  public MaintenanceReport maintain(
      TableName table, long run, List<Lease> leases, Collection<TableName> consumers) {
    MaintenanceReport merged = MaintenanceReport.NOTHING;
    Optional<TableSnapshot> snapshot = read().find(table);
    if (snapshot.isPresent() && isTurn(snapshot.get())) {
      merged = compact(snapshot.get(), run, leases, consumers);
      merged = merged.plus(new MaintenanceReport(0, 0, garbage.collect()));
    }
    return merged;
  }

  /** Every so many versions of a table: the same for all processes, and flat in cost. */
  private boolean isTurn(TableSnapshot snapshot) {
    String location = snapshot.pointer().metadataLocation();
    long version = Layout.metadataVersion(location).orElse(0);
    return version % options.compactFrom() == 0;
  }

  private MaintenanceReport compact(
      TableSnapshot snapshot, long run, List<Lease> leases, Collection<TableName> consumers) {
    TableName table = snapshot.table();
    if (!RawSchema.isFor(table) || snapshot.foreign()) {
      return MaintenanceReport.NOTHING;
    }
    Compaction compaction = new Compaction(this, state, storage, options, reader);
    return compaction.run(snapshot, run, leases, consumers);
  }

  /**
   * Data files that were better written again: of which more than 30 % of the rows are deleted, or
   * small ones of which there are many in one partition. Whoever writes the table decides; the rows
   * are those of the files without the deleted ones, committed by {@link TableCommit#merge}.
   */
  public List<ScanFile> foldCandidates(TableSnapshot table) {
    return table.planToChange(files -> Folding.candidates(files, options));
  }

  /** Deletes files that were doomed longer ago than the grace period; returns how many. */
  public int collectGarbage() {
    return garbage.collect();
  }

  /**
   * Takes away what a dead run left: data files that no commit took, staged files, and metadata
   * that nothing refers to and that is older than the grace period.
   *
   * <p>Two processes may do it at once.
   *
   * @param run one whose process is gone, see {@link StateStore#closeDeadRuns}
   * @return how many files were deleted
   */
  public int cleanAfterRun(long run) {
    return garbage.cleanAfterRun(run);
  }

  /** Whether metadata of any table lies in the storage, known to the state database or not. */
  public boolean hasTables() {
    for (Layer layer : Layer.values()) {
      try (Stream<StoredFile> files = storage.list(layer.label() + "/")) {
        if (files.anyMatch(file -> file.path().endsWith(Layout.METADATA_END))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Fills a new state database from what lies in the storage: pointers, ledger, positions,
   * consumption, contracts and segments. Writes nothing to the storage. Runs, steps and former
   * commits are lost.
   *
   * @throws dev.foz.base.FozException where the database has seen commits already
   */
  public RecoveryReport recover() {
    return new Recovery(state, storage, reader, cache).recover();
  }

  @Override
  public void close() {}
}
