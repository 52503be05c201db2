package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.Problem;
import dev.foz.contract.Contract;
import dev.foz.contract.ContractChange;
import dev.foz.engine.EngineSession;
import dev.foz.engine.MaskKey;
import dev.foz.state.CommitKind;
import dev.foz.state.Consumption;
import dev.foz.state.ContractUse;
import dev.foz.state.LedgerFile;
import dev.foz.table.Evolution;
import dev.foz.table.Rename;
import dev.foz.table.TableCommit;
import dev.foz.table.TableSnapshot;
import dev.foz.table.WrittenFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One consolidation of one table, planned from one moment. Used once. */
final class Consolidation {
  private final TransformJob job;
  private final CuratedTable table;
  private final ConsolidationJob work;
  private final Optional<TableSnapshot> current;
  private final Contract contract;
  private final CuratedShape shape;
  private final Unreadables unreadables;
  private final Slice slice;
  private final long limit;

  /**
   * @param slice the records that are to go into the curated table now
   * @param limit of how many records the keys are held at once
   */
  Consolidation(TransformJob job, CuratedTable table, Slice slice, long limit, MaskKeys maskKeys) {
    this.job = job;
    this.table = table;
    this.work = ConsolidationJob.of(job, table, slice, maskKeys);
    this.current = work.current();
    this.contract = work.contract();
    this.shape = work.shape();
    this.unreadables = new Unreadables(job, table, contract);
    this.slice = slice;
    this.limit = limit;
  }

  /** Whether nothing has come yet but records that have no key, as truncate records. */
  boolean waits() {
    if (CuratedKey.isKnown(table, contract)) {
      return false;
    }
    try (EngineSession session = work.open(slice.files())) {
      String keyed = "select 1 from " + table.raw() + " r where r._op <> 't' limit 1";
      return !work.any(session, keyed);
    }
  }

  ConsolidationJob work() {
    return work;
  }

  Unreadables unreadables() {
    return unreadables;
  }

  Build execute() {
    if (current.isEmpty()) {
      return create();
    }
    Optional<MaskChange> masks = maskChange();
    if (masks.isPresent()) {
      return rebuild(masks.get().reason());
    }
    if (slice.from() == 0) {
      return rebuild("what it had consumed is not known");
    }
    Optional<String> reread = KeptHistory.change(table, current.get()).or(this::reread);
    if (reread.isPresent()) {
      return rebuild(reread.get());
    }
    return switch (current.get().compare(shape.fields(), renames(), Evolution.Unwanted.DROP)) {
      case Evolution.NeedsRebuild needed -> rebuild(needed.reason());
      case Evolution.Same same -> follow(same.fields());
      case Evolution.Widens wider -> follow(wider.fields());
    };
  }

  Optional<MaskChange> maskChange() {
    return current.flatMap(made -> MaskChange.of(made, table.masks()));
  }

  /** What the table says of how its rows are made. */
  Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>(KeptHistory.properties(table));
    properties.put(TableSnapshot.MADE_BY, MaskChange.madeBy(table.masks()));
    Optional<MaskChange> change = maskChange();
    if (!table.masks().isEmpty() || change.isPresent()) {
      properties.put(MaskChange.MASKS, MaskChange.text(table.masks()));
      properties.put(MaskChange.KEY, work.maskKey().map(MaskKey::print).orElse(""));
    }
    if (change.filter(MaskChange::hides).isPresent()) {
      properties.putAll(MaskChange.hidden(current.orElseThrow(), job.run()));
    }
    return properties;
  }

  private Build follow(List<Field> fields) {
    Optional<String> other = current.orElseThrow().differsFrom(work.layout(), fields);
    return other.isPresent() ? rebuild(other.get()) : advance(fields);
  }

  /** Why rows made by the former contract would be read from raw in another way now, if so. */
  private Optional<String> reread() {
    if (contract.equals(former())) {
      return Optional.empty();
    }
    if (ColumnMasks.typesDiffer(table.masks(), former(), contract)) {
      return Optional.of("the type of a masked column changed");
    }
    ContractChange change = contract.since(former());
    return unreadables.table().hasRecords()
        ? Optional.of("records may be readable now")
        : change.rebuild().or(() -> shape.rebuild(formerShape(), change));
  }

  private Contract former() {
    return job.moment().contract(current.orElseThrow());
  }

  private CuratedShape formerShape() {
    return new CuratedShape(table.unmasked(), former());
  }

  List<Rename> renames() {
    return shape.renames(formerShape(), contract.since(former()));
  }

  private Build create() {
    List<Field> fields = Evolution.assign(shape.fields());
    TableCommit commit = job.newCommit(CommitKind.MERGE);
    MadeRows written = everything(slice.files(), fields, 1);
    commit
        .create(table.curated(), fields, properties(), work.layout())
        .append(table.curated(), written.rows());
    unreadables.table().append(commit, written.unreadable());
    return commit(commit, slice, written, rows(written.rows()) + renamed());
  }

  /** Takes all records up to the end of the slice anew, in one commit. */
  Build rebuild(String reason) {
    List<Field> fields = current.orElseThrow().replacing(shape.fields(), renames());
    Slice all = reachingBack();
    return replace(all, fields, everything(all.files(), fields, parts(all)), reason);
  }

  Build replace(Slice all, List<Field> fields, MadeRows made, String reason) {
    TableCommit commit = job.newCommit(CommitKind.REBUILD);
    commit.replace(table.curated(), fields, made.rows(), properties(), work.layout());
    if (maskChange().filter(MaskChange::hides).isPresent()) {
      commit.expireFormer(table.curated());
    }
    unreadables.table().replace(commit, made.unreadable());
    return commit(commit, all, made, "rebuilt: " + reason + renamed());
  }

  /** All records up to the end of the slice, from the first that ever came. */
  Slice reachingBack() {
    long gone = job.state().removedRecords(table.raw());
    if (gone > 0) {
      throw Problem.of(
              Code.RAW_DROPPED,
              "Cannot rebuild "
                  + table.curated()
                  + ": "
                  + table.raw()
                  + " no longer reaches back to its first record")
          .because(
              (gone == 1 ? "1 record was" : gone + " records were")
                  + " taken out of it, and with them rows would be lost")
          .remedy("the last version stays; bring the records back from where they came first")
          .toException();
    }
    return new Slice(slice.from(), slice.to(), work.allFiles());
  }

  int parts(Slice all) {
    return parts(Slice.records(all.files()));
  }

  /** In how many parts so many keys are held. */
  int parts(long keys) {
    return (int) Math.max(1, Math.ceilDiv(keys, limit));
  }

  private String renamed() {
    StringBuilder told = new StringBuilder();
    shape.columns().stream()
        .filter(CuratedColumn::isRenamed)
        .forEach(
            column ->
                told.append(", `%s` is called `%s`".formatted(column.source(), column.name())));
    return told.toString();
  }

  /**
   * Writes the rows of all these records.
   *
   * @param parts in how many parts, by key, where there are more keys than can be held at once
   */
  MadeRows everything(List<LedgerFile> files, List<Field> fields, int parts) {
    try (EngineSession session = work.open(files)) {
      Optional<WrittenFile> unreadable = unreadables.write(session);
      List<WrittenFile> rows =
          job.orDiscard(
              unreadable.stream().toList(),
              () -> Way.of(work).all(session, fields, parts, readable(files, unreadable)));
      return new MadeRows(rows, unreadable);
    }
  }

  private static long readable(List<LedgerFile> files, Optional<WrittenFile> unreadable) {
    return Slice.records(files) - unreadable.map(WrittenFile::records).orElse(0L);
  }

  private Build advance(List<Field> fields) {
    TableCommit commit =
        job.newCommit(CommitKind.MERGE)
            .expect(current.orElseThrow())
            .evolve(table.curated(), shape.fields(), renames(), Evolution.Unwanted.DROP)
            .properties(table.curated(), properties());
    if (slice.files().isEmpty()) {
      return commit(
          commit, slice, new MadeRows(List.of(), Optional.empty()), "follows its contract");
    }
    try (EngineSession session = work.open(slice.files())) {
      Optional<WrittenFile> unreadable = unreadables.write(session);
      unreadables.table().append(commit, unreadable);
      return job.orDiscard(
          unreadable.stream().toList(), () -> advance(session, commit, fields, unreadable));
    }
  }

  private Build advance(
      EngineSession session,
      TableCommit commit,
      List<Field> fields,
      Optional<WrittenFile> unreadable) {
    RowChange change = Way.of(work).advance(session, fields, readable(slice.files(), unreadable));
    MadeRows made = taking(change, session, commit, fields, unreadable);
    return commit(commit, slice, made, change.note());
  }

  /** Adds a change of rows to a commit that expects the table. */
  MadeRows taking(
      RowChange change,
      EngineSession session,
      TableCommit commit,
      List<Field> fields,
      Optional<WrittenFile> unreadable) {
    List<WrittenFile> files =
        new Replacing(job, fields, work.layout())
            .addTo(commit, session, current.orElseThrow(), change.written(), change.gone());
    return new MadeRows(change.written(), files, unreadable);
  }

  Build commit(TableCommit commit, Slice consumed, MadeRows written, String note) {
    commit.consumed(new Consumption(table.curated(), table.raw(), consumed.from(), consumed.to()));
    commit.contract(new ContractUse(table.curated(), contract.hash(), contract.text()));
    job.execute(commit, written.all());
    long read = Slice.records(consumed.files());
    long waiting = written.unreadable().map(WrittenFile::records).orElse(0L);
    String told = waiting == 0 ? note : note + ", " + waiting + " unreadable in quarantine";
    List<WrittenFile> rows = written.rows();
    return new Build.Made(read, TransformJob.records(rows), TransformJob.bytes(rows), told);
  }

  private static String rows(List<WrittenFile> written) {
    return TransformJob.rows(TransformJob.records(written));
  }
}
