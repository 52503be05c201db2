package dev.foz.transform;

import dev.foz.base.Field;
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
import dev.foz.table.ScanFile;
import dev.foz.table.TableCommit;
import dev.foz.table.TableSnapshot;
import dev.foz.table.WrittenFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** One consolidation of one table, planned from one moment. Used once. */
final class Consolidation {
  private static final String VOIDS = "_voids";
  private static final String VOID_SEQS = "_void_seqs";
  private static final String CHANGES = "_changes";
  private static final String CURRENT = "_current";

  private final TransformJob job;
  private final CuratedTable table;
  private final Optional<TableSnapshot> current;
  private final Contract contract;
  private final CuratedShape shape;
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
    return switch (current.get().compare(shape.fields())) {
      case Evolution.NeedsRebuild needed -> rebuild(needed.reason());
      case Evolution.Same same when readsOtherwise() -> rebuild("text columns hold JSON now");
      case Evolution.Widens wider when readsOtherwise() -> rebuild("text columns hold JSON now");
      case Evolution.Same same -> advance(same.fields());
      case Evolution.Widens wider -> advance(wider.fields());
    };
  }

  /** Whether rows made by the former contract would be read from raw in another way now. */
  private boolean readsOtherwise() {
    return contract.since(job.moment().contract(current.orElseThrow())).rebuild().isPresent();
  }

  private Build create() {
    List<Field> fields = Evolution.assign(shape.fields());
    TableCommit commit = job.newCommit(CommitKind.MERGE);
    List<WrittenFile> written = everything(slice.files(), fields, 1);
    commit.create(table.curated(), fields, Map.of()).append(table.curated(), written);
    return commit(commit, slice, written, rows(written));
  }

  /** Takes all records up to the end of the slice anew, in one commit. */
  private Build rebuild(String reason) {
    List<Field> fields = current.orElseThrow().replacing(shape.fields());
    TableCommit commit = job.newCommit(CommitKind.REBUILD);
    Slice all = new Slice(slice.from(), slice.to(), job.state().files(table.raw(), 0, slice.to()));
    int parts = (int) Math.ceilDiv(Slice.records(all.files()), limit);
    List<WrittenFile> written = everything(all.files(), fields, Math.max(1, parts));
    commit.replace(table.curated(), fields, written, Map.of());
    return commit(commit, all, written, "rebuilt: " + reason);
  }

  /**
   * Writes the rows of all these records.
   *
   * @param parts in how many parts, by key, where there are more keys than can be held at once
   */
  private List<WrittenFile> everything(List<LedgerFile> files, List<Field> fields, int parts) {
    List<WrittenFile> written = new ArrayList<>();
    try (EngineSession session = open(files)) {
      if (shape.isKeyed()) {
        for (int part = 0; part < parts; part++) {
          written.addAll(job.write(session, shape.lastRows(job.run(), part, parts), fields));
        }
        return written;
      }
      written.addAll(job.write(session, shape.allRows(job.run()), fields));
      return TransformJob.records(written) == Slice.records(files)
          ? written
          : onlyValid(session, written, fields);
    } catch (RuntimeException | Error e) {
      discard(written, e);
      throw e;
    }
  }

  private void discard(List<WrittenFile> written, Throwable failure) {
    try {
      job.catalog().discard(written);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** Records were missing from what was written, so some of them make others void. */
  private List<WrittenFile> onlyValid(
      EngineSession session, List<WrittenFile> written, List<Field> fields) {
    job.catalog().discard(written);
    session.materialize(VOIDS, shape.voids(), job.progress());
    return job.write(session, shape.validRows(job.run(), VOIDS), fields);
  }

  private Build advance(List<Field> fields) {
    TableCommit commit =
        job.newCommit(CommitKind.MERGE)
            .expect(current.orElseThrow())
            .evolve(table.curated(), fields);
    try (EngineSession session = open(slice.files())) {
      return shape.isKeyed() ? merge(session, commit, fields) : append(session, commit, fields);
    }
  }

  /** New records become new rows; those that a changed file made void go. */
  private Build append(EngineSession session, TableCommit commit, List<Field> fields) {
    List<WrittenFile> written = job.write(session, shape.allRows(job.run()), fields);
    if (TransformJob.records(written) == Slice.records(slice.files())) {
      commit.append(table.curated(), written);
      return commit(commit, slice, written, rows(written));
    }
    List<WrittenFile> valid = onlyValid(session, written, fields);
    Map<String, DeletedRows> deleted = orDiscard(valid, () -> voidRows(session));
    commit.merge(table.curated(), valid, deleted);
    return commit(commit, slice, valid, count(deleted) + " rows of changed files replaced");
  }

  /** The rows that the curated table has of records that are void now. */
  private Map<String, DeletedRows> voidRows(EngineSession session) {
    session.bindRaw(
        table.raw(), new RawInput(paths(job.state().files(table.raw(), 0, slice.to())), contract));
    session.materialize(VOID_SEQS, shape.voidSeqs(VOIDS), job.progress());
    session.bindWithPositions(CURRENT, ParquetInput.of(current.orElseThrow()));
    return positions(
        session,
        "select c._file, c._pos from "
            + CURRENT
            + " c where c._seq in (select v.seq from "
            + VOID_SEQS
            + " v)");
  }

  /** The last record of each key takes the place of the row that the key had. */
  private Build merge(EngineSession session, TableCommit commit, List<Field> fields) {
    List<WrittenFile> written = job.write(session, shape.lastRows(job.run(), 0, 1), fields);
    job.progress().phase("finding former rows");
    Map<String, DeletedRows> deleted =
        orDiscard(written, () -> formerRows(session, written, fields));
    commit.merge(table.curated(), written, deleted);
    long replaced = count(deleted);
    long added = TransformJob.records(written) - replaced;
    return commit(commit, slice, written, added + " new, " + replaced + " changed");
  }

  private Map<String, DeletedRows> formerRows(
      EngineSession session, List<WrittenFile> written, List<Field> fields) {
    session.bindWithPositions(CHANGES, ParquetInput.of(fields, filter -> scan(written)));
    session.bindWithPositions(CURRENT, ParquetInput.of(current.orElseThrow()));
    return positions(
        session,
        "select c._file, c._pos from "
            + CURRENT
            + " c where exists (select 1 from "
            + CHANGES
            + " n where "
            + shape.sameKey("c", "n")
            + ")");
  }

  /**
   * Published files that no commit will take are nobody's: a failed run is not cleaned up after.
   */
  private <T> T orDiscard(List<WrittenFile> written, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException | Error e) {
      discard(written, e);
      throw e;
    }
  }

  private Map<String, DeletedRows> positions(EngineSession session, String sql) {
    Map<String, DeletedRows.Builder> builders = new HashMap<>();
    try (QueryResult rows = session.query(sql, job.progress())) {
      while (rows.next()) {
        String file = Objects.requireNonNull(rows.value(0)).toString();
        long position = ((Number) Objects.requireNonNull(rows.value(1))).longValue();
        builders.computeIfAbsent(file, name -> DeletedRows.builder()).add(position);
      }
    }
    Map<String, DeletedRows> deleted = new HashMap<>();
    builders.forEach((file, builder) -> deleted.put(file, builder.build()));
    return deleted;
  }

  private Build commit(TableCommit commit, Slice consumed, List<WrittenFile> written, String note) {
    commit.consumed(new Consumption(table.curated(), table.raw(), consumed.from(), consumed.to()));
    commit.contract(new ContractUse(table.curated(), contract.hash(), contract.text()));
    job.execute(commit, written);
    long read = Slice.records(consumed.files());
    return new Build.Made(read, TransformJob.records(written), TransformJob.bytes(written), note);
  }

  private EngineSession open(List<LedgerFile> files) {
    EngineSession session = job.engine().open();
    try {
      session.bindRaw(table.raw(), new RawInput(paths(files), contract));
      return session;
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
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
    return TransformJob.records(written) + " rows";
  }

  private static long count(Map<String, DeletedRows> deleted) {
    return deleted.values().stream().mapToLong(DeletedRows::cardinality).sum();
  }
}
