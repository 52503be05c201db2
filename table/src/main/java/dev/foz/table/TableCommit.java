package dev.foz.table;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.Layer;
import dev.foz.base.Problem;
import dev.foz.base.TableLayout;
import dev.foz.base.TableName;
import dev.foz.state.CommitOutcome;
import dev.foz.state.CommitRequest;
import dev.foz.state.Consumption;
import dev.foz.state.ContractUse;
import dev.foz.state.Lease;
import dev.foz.state.NewFile;
import dev.foz.state.NewPause;
import dev.foz.state.Pointer;
import dev.foz.state.PointerMove;
import dev.foz.state.PositionMove;
import dev.foz.state.RemovedFile;
import dev.foz.state.StateStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * One change of one or several tables, visible in all of them at once or in none. Collects first;
 * {@link #execute} writes manifests and metadata durably, then asks the state database. What it
 * starts from are the tables as they stood when it was made: if one of them moves meanwhile, the
 * commit conflicts. Used by one thread, executed once.
 *
 * <p>A table gets one change of its files in a commit: append, merge, replace or rollback. Data
 * files are the caller's: they must be finished before, and are the caller's to delete when the
 * outcome is not {@link CommitOutcome.Committed} (and not {@link CommitOutcome.Unknown}).
 */
public final class TableCommit {
  private final CommitContext context;
  private final StateStore state;
  private final Map<TableName, Pointer> pointers;
  private final List<Lease> leases;
  private final Map<TableName, StagedTable> tables = new TreeMap<>();
  private final List<String> segments = new ArrayList<>();
  private final List<Consumption> consumed = new ArrayList<>();
  private final List<ContractUse> contracts = new ArrayList<>();
  private final List<NewPause> paused = new ArrayList<>();
  private final List<TableName> resumed = new ArrayList<>();
  private final Set<TableName> moved = new HashSet<>();
  private final Map<TableName, PlannedFiles> planned = new HashMap<>();
  private Optional<PositionMove> position = Optional.empty();
  private @Nullable CommitRequest undecided;
  private boolean executed;

  TableCommit(
      CommitContext context,
      StateStore state,
      Map<TableName, Pointer> pointers,
      List<Lease> leases) {
    this.context = context;
    this.state = state;
    this.pointers = pointers;
    this.leases = List.copyOf(leases);
  }

  private StagedTable staged(TableName table) {
    return tables.computeIfAbsent(
        table, name -> new StagedTable(context, name, Optional.ofNullable(pointers.get(name))));
  }

  /**
   * Makes the table if it does not exist; else nothing.
   *
   * @param fields ids are given where they are 0
   */
  public TableCommit create(TableName table, List<Field> fields, Map<String, String> properties) {
    StagedTable staged = staged(table);
    if (!staged.exists() && staged.fields().isEmpty()) {
      staged.setFields(withIds(fields, 0));
      staged.setProperties(properties);
    }
    return this;
  }

  /** The same, where the table's rows are to lie in some layout. */
  public TableCommit create(
      TableName table, List<Field> fields, Map<String, String> properties, TableLayout layout) {
    StagedTable staged = staged(table);
    if (!staged.exists() && staged.fields().isEmpty()) {
      staged.setLayout(layout);
    }
    return create(table, fields, properties);
  }

  /** As they stand or are given; all or none of them. */
  private static List<Field> withIds(List<Field> fields, int highest) {
    if (fields.stream().allMatch(field -> field.id() > 0)) {
      return fields;
    }
    return Evolution.replacing(List.of(), highest, fields);
  }

  /** The columns that the table has after this commit, with ids: those to write files by. */
  public List<Field> fieldsOf(TableName table) {
    return staged(table).fields();
  }

  /**
   * Adds columns and widens types, so that the table holds rows of these columns.
   *
   * @throws FozException with {@code TABLE_COLUMNS} where it cannot without being replaced
   */
  public TableCommit evolve(TableName table, List<Field> wanted) {
    return evolve(table, wanted, List.of(), Evolution.Unwanted.KEEP);
  }

  /**
   * The same, where columns also get other names, or leave when they are not wanted any more. Files
   * stay as they are, and so do former snapshots, which are read by the columns they had.
   *
   * @throws FozException with {@code TABLE_COLUMNS} where it cannot without being replaced
   */
  public TableCommit evolve(
      TableName table, List<Field> wanted, List<Rename> renames, Evolution.Unwanted unwanted) {
    StagedTable staged = staged(table);
    switch (Evolution.compare(
        staged.fields(), staged.highestFieldId(), wanted, renames, unwanted)) {
      case Evolution.Same same -> {}
      case Evolution.Widens(List<Field> fields) -> staged.setFields(fields);
      case Evolution.NeedsRebuild(String reason, List<Field> fields) ->
          throw Problem.of(Code.TABLE_COLUMNS, "Cannot change the columns of " + table)
              .because(reason)
              .remedy("rebuild the table with `foz rebuild " + table + "`")
              .toException();
    }
    return this;
  }

  /**
   * Sets properties of a table that exists or is made by this commit, and keeps its others. Where
   * the table does not change otherwise, its metadata moves without a new snapshot: for consumers
   * no data commit.
   */
  public TableCommit properties(TableName table, Map<String, String> changed) {
    staged(table).setProperties(changed);
    return this;
  }

  /** Adds rows. May be called again for the same table. */
  public TableCommit append(TableName table, List<WrittenFile> files) {
    if (files.isEmpty()) {
      return this;
    }
    StagedTable staged = staged(table);
    List<WrittenFile> all = new ArrayList<>();
    switch (staged.change()) {
      case FileChange.None none -> {}
      case FileChange.Append(List<WrittenFile> former) -> all.addAll(former);
      default -> throw oneChange(table);
    }
    all.addAll(files);
    staged.setChange(new FileChange.Append(List.copyOf(all)));
    return this;
  }

  /**
   * Takes rows away and adds others. A file of which every row is deleted leaves the table; raw and
   * quarantine tables know no other deletion.
   *
   * @param deleted rows that were not deleted before, by {@link ScanFile#path}; that those files
   *     are still there decides whether the commit conflicts
   */
  public TableCommit merge(
      TableName table, List<WrittenFile> added, Map<String, DeletedRows> deleted) {
    StagedTable staged = staged(table);
    if (!(staged.change() instanceof FileChange.None)) {
      throw oneChange(table);
    }
    Map<String, DeletedRows> byPath = new HashMap<>();
    deleted.forEach((path, rows) -> byPath.put(context.storage().pathOf(path), rows));
    byPath.values().removeIf(DeletedRows::isEmpty);
    if (!added.isEmpty() || !byPath.isEmpty()) {
      staged.setChange(new FileChange.Merge(List.copyOf(added), byPath));
    }
    return this;
  }

  /**
   * Puts a new content in the place of the whole table, which is made if it does not exist.
   *
   * @param fields those that the files were written by, see {@link TableSnapshot#replacing} and
   *     {@link Evolution#assign}
   */
  public TableCommit replace(
      TableName table,
      List<Field> fields,
      List<WrittenFile> files,
      Map<String, String> properties) {
    StagedTable staged = staged(table);
    if (!(staged.change() instanceof FileChange.None)) {
      throw oneChange(table);
    }
    staged.setFields(withIds(fields, staged.highestFieldId()));
    staged.setProperties(properties);
    staged.setChange(new FileChange.Replace(List.copyOf(files)));
    return this;
  }

  /**
   * The same, where the new content lies in some layout. An older format than before makes the
   * table begin anew: its former versions leave at once, and the commit must be a {@code REBUILD}.
   */
  public TableCommit replace(
      TableName table,
      List<Field> fields,
      List<WrittenFile> files,
      Map<String, String> properties,
      TableLayout layout) {
    staged(table).setLayout(layout);
    return replace(table, fields, files, properties);
  }

  /**
   * Puts rows into other files before the change that follows in this commit, which may then take
   * whole files away: for tables of format 2, where no row of a file can be marked as deleted. To
   * consumers the rows that only moved do not change.
   *
   * @param touched files, by {@link ScanFile#path}
   * @param files with all live rows of the touched ones
   */
  public TableCommit split(TableName table, Collection<String> touched, List<WrittenFile> files) {
    Set<String> paths = new HashSet<>();
    touched.forEach(path -> paths.add(context.storage().pathOf(path)));
    if (!paths.isEmpty()) {
      staged(table).setSplit(new Split(paths, files));
    }
    return this;
  }

  /**
   * Makes a table show a version again that is still kept, with its columns. The versions in
   * between stay as they are. For consumers everything may have changed.
   *
   * <p>The table's properties of Foz, its contract and what it has consumed become those of that
   * version. Where the version does not tell, or raw records were put together since in other files
   * than it had consumed, the inputs count as not consumed, so that it is made whole next.
   *
   * @param snapshotId of {@link TableSnapshot#history}
   * @throws FozException with {@code TABLE_VERSION} where there is no such version, it is the
   *     current one, or the table is raw or quarantine: what arrived stays
   */
  public TableCommit rollback(TableName table, long snapshotId) {
    StagedTable staged = staged(table);
    if (!(staged.change() instanceof FileChange.None)) {
      throw oneChange(table);
    }
    Snapshot former = former(staged, snapshotId);
    staged.setFields(staged.fieldsOf(former));
    staged.setChange(new FileChange.Rollback(former));
    takeBack(staged, Copies.own(former).orElse(Map.of()));
    return this;
  }

  /**
   * The same, but what the table had consumed then, and how its rows were made, is forgotten: it is
   * made whole next.
   */
  public TableCommit rollbackAndForget(TableName table, long snapshotId) {
    StagedTable staged = staged(table);
    Snapshot former = former(staged, snapshotId);
    staged.setFields(staged.fieldsOf(former));
    staged.setChange(new FileChange.Rollback(former));
    takeBack(staged, Map.of());
    return this;
  }

  private void takeBack(StagedTable table, Map<String, String> own) {
    table.dropProperties(table.own().keySet());
    table.setProperties(own);
    Map<TableName, Long> former = Copies.consumed(own);
    state
        .consumed()
        .getOrDefault(table.name(), Map.of())
        .forEach(
            (input, from) -> {
              long to = consumable(input, former.getOrDefault(input, 0L));
              if (to != from) {
                consumed.add(new Consumption(table.name(), input, from, to));
              }
            });
    Copies.contract(own)
        .flatMap(hash -> state.contractText(hash).map(text -> Map.entry(hash, text)))
        .ifPresent(
            used -> contracts.add(new ContractUse(table.name(), used.getKey(), used.getValue())));
  }

  /** Raw records are read by files: where some were merged with later ones, by all files. */
  private long consumable(TableName input, long commit) {
    return input.layer() != Layer.RAW || state.isBoundary(input, commit) ? commit : 0;
  }

  /** Stops the table from being made, until it is resumed. */
  public TableCommit pause(TableName table, String reason) {
    NewPause pause = new NewPause(table, reason);
    paused.add(pause);
    staged(table).setProperties(Copies.property(pause));
    return this;
  }

  /** Lets a table be made again. */
  public TableCommit resume(TableName table) {
    resumed.add(table);
    if (pointers.containsKey(table)) {
      StagedTable staged = staged(table);
      staged.dropProperties(staged.pauseProperties());
    }
    return this;
  }

  /**
   * Lets every former version of a table expire in this commit, also those that another program
   * named, so that nobody can find what they showed any more. Their files are doomed with it: they
   * stay for the grace period, for readers that are at work, and are then deleted. Where the commit
   * does not change the table's files, its version of now stays.
   */
  public TableCommit expireFormer(TableName table) {
    staged(table).expireFormer();
    return this;
  }

  private static Snapshot former(StagedTable table, long snapshotId) {
    if (RawSchema.isReceived(table.name())) {
      throw noRollback(table, "it holds what arrived, which stays")
          .remedy("drop what is wrong from the tables that are made of it")
          .toException();
    }
    Optional<Snapshot> former = table.findSnapshot(snapshotId);
    if (former.isEmpty()) {
      throw noRollback(table, "it has no version " + snapshotId + ", or it has expired")
          .remedy("choose one of those that `foz history " + table.name() + "` lists")
          .toException();
    }
    if (former.equals(table.current())) {
      throw noRollback(table, "version " + snapshotId + " is the current one")
          .remedy("choose an older one")
          .toException();
    }
    return former.get();
  }

  private static Problem noRollback(StagedTable table, String reason) {
    return Problem.of(Code.TABLE_VERSION, "Cannot roll back " + table.name()).because(reason);
  }

  void rewrite(TableName table, FileChange.Rewrite rewrite) {
    staged(table).setChange(rewrite);
  }

  private static IllegalStateException oneChange(TableName table) {
    return new IllegalStateException(table + " gets two changes of its files in one commit");
  }

  /** Conflicts unless the table still stands where this snapshot was taken. */
  public TableCommit expect(TableSnapshot snapshot) {
    Pointer now = pointers.get(snapshot.table());
    if (now == null || !now.metadataLocation().equals(snapshot.pointer().metadataLocation())) {
      moved.add(snapshot.table());
    }
    planned.put(snapshot.table(), snapshot.planned());
    return this;
  }

  public TableCommit position(PositionMove move) {
    position = Optional.of(move);
    return this;
  }

  /** Pieces of input that may be taken only once, ever. */
  public TableCommit segments(List<String> ids) {
    segments.addAll(ids);
    return this;
  }

  public TableCommit consumed(Consumption consumption) {
    consumed.add(consumption);
    return this;
  }

  /**
   * The contract of a table that exists or is made by this commit; stored at its first use. Where
   * it is another one than before and the table does not change otherwise, its metadata moves
   * without a new snapshot: for consumers no data commit.
   */
  public TableCommit contract(ContractUse use) {
    contracts.add(use);
    return this;
  }

  /**
   * Commits. Failed, Conflicted and LeaseLost have changed nothing, and what they wrote of
   * manifests and metadata is deleted; Unknown touches nothing, {@link #decide} tells later. Never
   * throws for what storage or database do.
   */
  public CommitOutcome execute() {
    if (executed) {
      throw new IllegalStateException("a commit is executed once");
    }
    executed = true;
    CommitOutcome outcome;
    try {
      outcome = moved.isEmpty() ? apply(stage()) : conflict(moved + " moved meanwhile");
    } catch (ConflictException e) {
      outcome = conflict(e.reason());
    } catch (FozException e) {
      outcome = new CommitOutcome.Failed(e);
    } catch (RuntimeException e) {
      Cleanup.quietly(e, this::discard);
      throw e;
    }
    settle(outcome);
    return outcome;
  }

  /**
   * Decides an outcome that was {@link CommitOutcome.Unknown}: tells that it was committed, else
   * tries again what is staged. To be called until it is decided.
   */
  public CommitOutcome decide() {
    if (undecided == null) {
      throw new IllegalStateException("only an unknown outcome is to be decided");
    }
    CommitOutcome outcome = apply(undecided);
    settle(outcome);
    return outcome;
  }

  private CommitOutcome apply(CommitRequest request) {
    CommitOutcome outcome = state.commit(request);
    undecided = outcome instanceof CommitOutcome.Unknown ? request : null;
    return outcome;
  }

  private static CommitOutcome conflict(String reason) {
    return new CommitOutcome.Conflicted(reason);
  }

  private CommitRequest stage() {
    copyToProperties();
    List<PointerMove> moves = new ArrayList<>();
    List<NewFile> added = new ArrayList<>();
    List<RemovedFile> removed = new ArrayList<>();
    List<NewFile> restored = new ArrayList<>();
    List<String> doomed = new ArrayList<>();
    Map<String, String> summary = summary();
    boolean copied = false;
    for (StagedTable table : tables.values()) {
      Map<String, String> own = new HashMap<>(summary);
      if (!copied && !(table.change() instanceof FileChange.None)) {
        Copies.addTo(own, context, position, segments);
        copied = true;
      }
      Optional.ofNullable(planned.get(table.name())).ifPresent(table::setPlanned);
      table.stage(own).ifPresent(moves::add);
      added.addAll(table.added());
      removed.addAll(table.removed());
      restored.addAll(table.restored());
      doomed.addAll(table.doomed());
    }
    CommitRequest request =
        CommitRequest.of(context.id(), context.kind(), context.run())
            .withLeases(leases)
            .withPointers(moves)
            .withSegments(segments)
            .withAdded(added)
            .withRemoved(removed)
            .withRestored(restored)
            .withDoomed(doomed)
            .withConsumed(consumed)
            .withContracts(contracts)
            .withPaused(paused)
            .withResumed(resumed);
    return position.map(request::withPosition).orElse(request);
  }

  /** Consumption only on tables that change anyway: its copy is not worth moving a table. */
  private void copyToProperties() {
    for (Consumption consumption : consumed) {
      changing(consumption.consumer())
          .ifPresent(table -> table.setProperties(Copies.property(consumption)));
    }
    for (ContractUse use : contracts) {
      copyToProperties(use);
    }
  }

  private void copyToProperties(ContractUse use) {
    Pointer pointer = pointers.get(use.table());
    boolean changed = pointer == null || !pointer.contract().equals(Optional.of(use.hash()));
    if (changed) {
      Copies.keep(context, use);
    }
    if (changed && pointer != null) {
      staged(use.table()).setProperties(Copies.property(use));
    } else {
      changing(use.table()).ifPresent(table -> table.setProperties(Copies.property(use)));
    }
  }

  private Optional<StagedTable> changing(TableName name) {
    return Optional.ofNullable(tables.get(name))
        .filter(table -> !table.exists() || !(table.change() instanceof FileChange.None));
  }

  private Map<String, String> summary() {
    Map<String, String> summary = new HashMap<>();
    summary.put(Summary.COMMIT_ID, context.id().toString());
    summary.put(Summary.KIND, context.kind().name());
    summary.put(Summary.RUN, Long.toString(context.run()));
    List<String> changed =
        tables.values().stream()
            .filter(table -> !(table.change() instanceof FileChange.None))
            .map(table -> table.name() + ":" + table.lastCommit())
            .toList();
    if (changed.size() > 1) {
      summary.put(Summary.TABLES, String.join(",", changed));
    }
    return summary;
  }

  private void settle(CommitOutcome outcome) {
    switch (outcome) {
      case CommitOutcome.Committed committed -> remember();
      case CommitOutcome.Unknown unknown -> {}
      case CommitOutcome.Conflicted conflicted -> discardQuietly();
      case CommitOutcome.LeaseLost lost -> discardQuietly();
      case CommitOutcome.Failed failed -> Cleanup.quietly(failed.cause(), this::discard);
    }
  }

  /** The next commit starts from this metadata: no need to read it again. */
  private void remember() {
    for (StagedTable table : tables.values()) {
      table
          .staged()
          .ifPresent(
              metadata -> {
                context.cache().put(metadata.metadataFileLocation(), metadata);
                table.pointer().ifPresent(p -> context.cache().forget(p.metadataLocation()));
              });
    }
  }

  private void discardQuietly() {
    Cleanup.quietly(new IllegalStateException(), this::discard);
  }

  private void discard() {
    context.storage().delete(context.io().created());
  }
}
