package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.base.TableLayout;
import dev.foz.contract.Contract;
import dev.foz.engine.EngineSession;
import dev.foz.engine.ParquetInput;
import dev.foz.engine.QueryResult;
import dev.foz.engine.RawInput;
import dev.foz.state.CommitKind;
import dev.foz.state.Consumption;
import dev.foz.state.ContractUse;
import dev.foz.state.LedgerFile;
import dev.foz.table.DeletedRows;
import dev.foz.table.Evolution;
import dev.foz.table.Rename;
import dev.foz.table.ScanFile;
import dev.foz.table.TableCommit;
import dev.foz.table.TableSnapshot;
import dev.foz.table.WrittenFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One consolidation of one table, planned from one moment. Used once. */
final class Consolidation {
  private static final String VOIDS = "_voids";
  private static final String VOID_SEQS = "_void_seqs";
  private static final String CHANGES = "_changes";
  private static final String CURRENT = "_current";
  private static final String TOUCHED = "_touched";
  private static final String DELETED = "_deleted";
  private static final String UNREADABLY_DELETED = "_unreadably_deleted";
  private static final String DELETED_SEQS = "_deleted_seqs";

  private final TransformJob job;
  private final CuratedTable table;
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
  Consolidation(TransformJob job, CuratedTable table, Slice slice, long limit) {
    this.job = job;
    this.table = table;
    this.current = job.moment().find(table.curated());
    this.contract = job.moment().contract(job.moment().find(table.raw()).orElseThrow());
    this.shape = new CuratedShape(table, contract);
    this.unreadables = new Unreadables(job, table, contract);
    this.slice = slice;
    this.limit = limit;
  }

  Build execute() {
    if (current.isEmpty()) {
      return create();
    }
    if (slice.from() == 0) {
      return rebuild("what it had consumed is not known");
    }
    Optional<String> reread = reread();
    if (reread.isPresent()) {
      return rebuild(reread.get());
    }
    return switch (current.get().compare(shape.fields(), renames(), Evolution.Unwanted.DROP)) {
      case Evolution.NeedsRebuild needed -> rebuild(needed.reason());
      case Evolution.Same same -> follow(same.fields());
      case Evolution.Widens wider -> follow(wider.fields());
    };
  }

  private Build follow(List<Field> fields) {
    Optional<String> other = current.orElseThrow().differsFrom(layout(), fields);
    return other.isPresent() ? rebuild(other.get()) : advance(fields);
  }

  /** How the rows are to lie, with the columns as the contract spells them. */
  private TableLayout layout() {
    return Layouts.fit(table.layout(), shape.fields(), table);
  }

  /** Why rows made by the former contract would be read from raw in another way now, if so. */
  private Optional<String> reread() {
    if (contract.equals(former())) {
      return Optional.empty();
    }
    return unreadables.table().hasRecords()
        ? Optional.of("records may be readable now")
        : contract.since(former()).rebuild();
  }

  private Contract former() {
    return job.moment().contract(current.orElseThrow());
  }

  private List<Rename> renames() {
    return ContractPreview.renames(contract.since(former()));
  }

  private Build create() {
    List<Field> fields = Evolution.assign(shape.fields());
    TableCommit commit = job.newCommit(CommitKind.MERGE);
    Written written = everything(slice.files(), fields, 1);
    commit
        .create(table.curated(), fields, Map.of(), layout())
        .append(table.curated(), written.rows());
    unreadables.table().append(commit, written.unreadable());
    return commit(commit, slice, written, rows(written.rows()));
  }

  /** Takes all records up to the end of the slice anew, in one commit. */
  private Build rebuild(String reason) {
    List<Field> fields = current.orElseThrow().replacing(shape.fields(), renames());
    TableCommit commit = job.newCommit(CommitKind.REBUILD);
    Slice all = new Slice(slice.from(), slice.to(), job.state().files(table.raw(), 0, slice.to()));
    int parts = (int) Math.ceilDiv(Slice.records(all.files()), limit);
    Written written = everything(all.files(), fields, Math.max(1, parts));
    commit.replace(table.curated(), fields, written.rows(), Map.of(), layout());
    unreadables.table().replace(commit, written.unreadable());
    return commit(commit, all, written, "rebuilt: " + reason);
  }

  /**
   * Finished files, none of them committed.
   *
   * @param files with the rows, and those that had to be written again
   * @param unreadable records for the quarantine
   */
  private record Written(
      List<WrittenFile> rows, List<WrittenFile> files, Optional<WrittenFile> unreadable) {
    Written(List<WrittenFile> rows, Optional<WrittenFile> unreadable) {
      this(rows, rows, unreadable);
    }

    List<WrittenFile> all() {
      return Stream.concat(files.stream(), unreadable.stream()).toList();
    }
  }

  /**
   * Writes the rows of all these records.
   *
   * @param parts in how many parts, by key, where there are more keys than can be held at once
   */
  private Written everything(List<LedgerFile> files, List<Field> fields, int parts) {
    List<WrittenFile> written = new ArrayList<>();
    try (EngineSession session = open(files)) {
      Optional<WrittenFile> unreadable = unreadables.write(session);
      unreadable.ifPresent(written::add);
      List<WrittenFile> rows = new ArrayList<>();
      if (shape.isKeyed()) {
        for (int part = 0; part < parts; part++) {
          var keys =
              parts == 1 ? new CuratedShape.Keys.All() : new CuratedShape.Keys.Part(part, parts);
          List<WrittenFile> more =
              job.write(session, shape.lastRows(job.run(), keys), fields, layout());
          rows.addAll(more);
          written.addAll(more);
        }
        return new Written(rows, unreadable);
      }
      rows.addAll(job.write(session, shape.allRows(job.run()), fields, layout()));
      written.addAll(rows);
      boolean whole = isWhole(rows, unreadable, files);
      return new Written(whole ? rows : onlyValid(session, rows, fields), unreadable);
    } catch (RuntimeException | Error e) {
      job.discard(written, e);
      throw e;
    }
  }

  /** Whether every record that can be read became a row, so that none makes others void. */
  private static boolean isWhole(
      List<WrittenFile> rows, Optional<WrittenFile> unreadable, List<LedgerFile> files) {
    long left = unreadable.map(WrittenFile::records).orElse(0L);
    return TransformJob.records(rows) + left == Slice.records(files);
  }

  /** Records were missing from what was written, so some of them make others void. */
  private List<WrittenFile> onlyValid(
      EngineSession session, List<WrittenFile> written, List<Field> fields) {
    job.catalog().discard(written);
    session.materialize(VOIDS, shape.voids(), job.progress());
    return job.write(session, shape.validRows(job.run(), VOIDS), fields, layout());
  }

  private Build advance(List<Field> fields) {
    TableCommit commit =
        job.newCommit(CommitKind.MERGE)
            .expect(current.orElseThrow())
            .evolve(table.curated(), shape.fields(), renames(), Evolution.Unwanted.DROP);
    if (slice.files().isEmpty()) {
      return commit(
          commit, slice, new Written(List.of(), Optional.empty()), "follows its contract");
    }
    try (EngineSession session = open(slice.files())) {
      Optional<WrittenFile> unreadable = unreadables.write(session);
      unreadables.table().append(commit, unreadable);
      return job.orDiscard(
          unreadable.stream().toList(),
          () ->
              shape.isKeyed()
                  ? merge(session, commit, fields, unreadable)
                  : append(session, commit, fields, unreadable));
    }
  }

  /** New records become new rows; those that a changed file made void go. */
  private Build append(
      EngineSession session,
      TableCommit commit,
      List<Field> fields,
      Optional<WrittenFile> unreadable) {
    List<LedgerFile> later = slice.consumedLater(job.state(), table.raw());
    List<WrittenFile> valid;
    if (later.isEmpty()) {
      List<WrittenFile> all = job.write(session, shape.allRows(job.run()), fields, layout());
      if (isWhole(all, unreadable, slice.files())) {
        commit.append(table.curated(), all);
        return commit(commit, slice, new Written(all, unreadable), rows(all));
      }
      valid = onlyValid(session, all, fields);
    } else {
      // A record that was replayed may have been made void by one that came before it.
      bind(session, Slice.join(slice.files(), later));
      session.materialize(VOIDS, shape.voids(), job.progress());
      bind(session, slice.files());
      valid = job.write(session, shape.validRows(job.run(), VOIDS), fields, layout());
    }
    Map<String, DeletedRows> deleted = job.orDiscard(valid, () -> voidRows(session));
    Written written = replacing(session, commit, fields, valid, deleted, unreadable);
    return commit(
        commit, slice, written, TransformJob.rows(count(deleted)) + " of changed files replaced");
  }

  /** The rows that the curated table has of records that are void now. */
  private Map<String, DeletedRows> voidRows(EngineSession session) {
    bind(session, job.state().files(table.raw(), 0, slice.to()));
    session.materialize(VOID_SEQS, shape.voidSeqs(VOIDS), job.progress());
    bindCurrent(session);
    return job.positions(
        session,
        "select c._file, c._pos from "
            + CURRENT
            + " c where c._seq in (select v.seq from "
            + VOID_SEQS
            + " v)");
  }

  /**
   * The last record of each key takes the place of the row that the key had. Where records of the
   * slice were replayed, what came after them counts, too: an older state is no news.
   */
  private Build merge(
      EngineSession session,
      TableCommit commit,
      List<Field> fields,
      Optional<WrittenFile> unreadable) {
    CuratedShape.Keys keys = new CuratedShape.Keys.All();
    List<LedgerFile> later = slice.consumedLater(job.state(), table.raw());
    if (!later.isEmpty()) {
      session.materialize(TOUCHED, shape.touchedKeys(), job.progress());
      bind(session, Slice.join(slice.files(), later));
      keys = new CuratedShape.Keys.Of(TOUCHED);
    }
    boolean deletes = any(session, shape.anyDelete());
    boolean unreadably = deletes && anyUnreadableDelete(session, keys);
    if (deletes) {
      session.materialize(DELETED, shape.deletedKeys(keys), job.progress());
    }
    List<WrittenFile> rows = job.write(session, shape.lastRows(job.run(), keys), fields, layout());
    job.progress().phase("finding former rows");
    Map<String, DeletedRows> former =
        job.orDiscard(
            rows,
            () -> {
              if (unreadably) {
                findDeletedSeqs(session);
              }
              return formerRows(session, rows, fields, deletes, unreadably);
            });
    Written written = replacing(session, commit, fields, rows, former, unreadable);
    return commit(commit, slice, written, merged(rows, former, deletes));
  }

  private Written replacing(
      EngineSession session,
      TableCommit commit,
      List<Field> fields,
      List<WrittenFile> rows,
      Map<String, DeletedRows> former,
      Optional<WrittenFile> unreadable) {
    Replacing replacing = new Replacing(job, fields, layout());
    return new Written(
        rows, replacing.addTo(commit, session, current.orElseThrow(), rows, former), unreadable);
  }

  private static String merged(
      List<WrittenFile> rows, Map<String, DeletedRows> former, boolean deletes) {
    long written = TransformJob.records(rows);
    long replaced = count(former);
    return deletes
        ? written + " new or changed, " + replaced + " replaced or deleted"
        : written - replaced + " new, " + replaced + " changed";
  }

  private boolean any(EngineSession session, String sql) {
    try (QueryResult rows = session.query(sql, job.progress())) {
      return rows.next();
    }
  }

  /** A record that deletes counts also where the contract of now cannot read its other fields. */
  private boolean anyUnreadableDelete(EngineSession session, CuratedShape.Keys keys) {
    if (!shape.casts()) {
      return false;
    }
    session.materialize(UNREADABLY_DELETED, shape.unreadablyDeletedKeys(keys), job.progress());
    return any(session, "select 1 from " + UNREADABLY_DELETED + " limit 1");
  }

  /** Only the text of such a key is known, and the rows that it had are those of its records. */
  private void findDeletedSeqs(EngineSession session) {
    bind(session, job.state().files(table.raw(), 0, slice.to()));
    session.materialize(DELETED_SEQS, shape.seqsOf(UNREADABLY_DELETED), job.progress());
  }

  private Map<String, DeletedRows> formerRows(
      EngineSession session,
      List<WrittenFile> written,
      List<Field> fields,
      boolean deletes,
      boolean unreadably) {
    session.bindWithPositions(CHANGES, ParquetInput.of(fields, filter -> scan(written)));
    bindCurrent(session);
    String changed =
        "exists (select 1 from " + CHANGES + " n where " + shape.sameKey("c", "n") + ")";
    String deleted =
        "exists (select 1 from " + DELETED + " d where " + shape.hasKey("c", "d") + ")";
    return job.positions(
        session,
        "select c._file, c._pos from "
            + CURRENT
            + " c where "
            + (deletes ? changed + " or " + deleted : changed)
            + (unreadably ? " or c._seq in (select s.seq from " + DELETED_SEQS + " s)" : ""));
  }

  private Build commit(TableCommit commit, Slice consumed, Written written, String note) {
    commit.consumed(new Consumption(table.curated(), table.raw(), consumed.from(), consumed.to()));
    commit.contract(new ContractUse(table.curated(), contract.hash(), contract.text()));
    job.execute(commit, written.all());
    long read = Slice.records(consumed.files());
    long waiting = written.unreadable().map(WrittenFile::records).orElse(0L);
    String told = waiting == 0 ? note : note + ", " + waiting + " unreadable in quarantine";
    List<WrittenFile> rows = written.rows();
    return new Build.Made(read, TransformJob.records(rows), TransformJob.bytes(rows), told);
  }

  private EngineSession open(List<LedgerFile> files) {
    EngineSession session = job.engine().open();
    try {
      bind(session, files);
      return session;
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private void bind(EngineSession session, List<LedgerFile> files) {
    session.bindRaw(table.raw(), new RawInput(paths(files), contract));
  }

  private void bindCurrent(EngineSession session) {
    TableSnapshot snapshot = current.orElseThrow();
    session.bindWithPositions(CURRENT, ParquetInput.of(snapshot.fields(), snapshot::planToChange));
  }

  private List<ScanFile> scan(List<WrittenFile> written) {
    return written.stream()
        .map(
            file ->
                new ScanFile(
                    job.catalog().localPath(file.path()),
                    file.records(),
                    file.bytes(),
                    Optional.empty()))
        .toList();
  }

  private List<Path> paths(List<LedgerFile> files) {
    return files.stream().map(file -> Path.of(job.catalog().localPath(file.path()))).toList();
  }

  private static String rows(List<WrittenFile> written) {
    return TransformJob.rows(TransformJob.records(written));
  }

  private static long count(Map<String, DeletedRows> deleted) {
    return deleted.values().stream().mapToLong(DeletedRows::cardinality).sum();
  }
}
