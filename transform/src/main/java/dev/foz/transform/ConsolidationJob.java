package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.base.TableLayout;
import dev.foz.contract.Contract;
import dev.foz.engine.EngineSession;
import dev.foz.engine.MaskKey;
import dev.foz.engine.ParquetInput;
import dev.foz.engine.QueryResult;
import dev.foz.engine.RawInput;
import dev.foz.state.LedgerFile;
import dev.foz.table.DeletedRows;
import dev.foz.table.TableSnapshot;
import dev.foz.table.WrittenFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stays the same while one slice goes into one curated source table.
 *
 * @param current the curated table, if there is one
 * @param contract by which all records are read
 * @param shape of the curated table under that contract
 * @param slice the records that are to go into it now
 * @param maskKey where values are hashed
 */
record ConsolidationJob(
    TransformJob job,
    CuratedTable table,
    Optional<TableSnapshot> current,
    Contract contract,
    CuratedShape shape,
    Slice slice,
    Optional<MaskKey> maskKey) {

  static ConsolidationJob of(TransformJob job, CuratedTable table, Slice slice, MaskKeys maskKeys) {
    Contract contract = job.moment().contract(job.moment().find(table.raw()).orElseThrow());
    Optional<TableSnapshot> current = job.moment().find(table.curated());
    CuratedShape shape = new CuratedShape(table, contract);
    Optional<MaskKey> key =
        shape.masks().needsKey() ? Optional.of(maskKeys.load(current)) : Optional.empty();
    return new ConsolidationJob(job, table, current, contract, shape, slice, key);
  }

  /** How the rows are to lie, with the columns as the contract spells them. */
  TableLayout layout() {
    return Layouts.fit(table.layout(), shape.fields(), table);
  }

  /** Makes the rows of a query finished files of the curated table. */
  List<WrittenFile> write(EngineSession session, String sql, List<Field> fields) {
    return job.write(session, sql, fields, layout());
  }

  /** Opens a session with these raw files bound. */
  EngineSession open(List<LedgerFile> files) {
    EngineSession session = job.engine().open();
    try {
      maskKey.ifPresent(session::useMaskKey);
      bind(session, files);
      return session;
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  void bind(EngineSession session, List<LedgerFile> files) {
    session.bindRaw(table.raw(), new RawInput(paths(files), contract));
  }

  /** All raw files up to the end of the slice. */
  List<LedgerFile> allFiles() {
    return job.state().files(table.raw(), 0, slice.to());
  }

  /** Files of a higher {@code _seq} than some of the slice that were consumed before it. */
  List<LedgerFile> consumedLater() {
    return slice.consumedLater(job.state(), table.raw());
  }

  /**
   * Binds the curated table.
   *
   * @param fields that it has after this commit: columns that are new are null in its rows
   */
  void bindCurrent(EngineSession session, String alias, List<Field> fields) {
    TableSnapshot snapshot = current.orElseThrow();
    session.bindWithPositions(alias, ParquetInput.of(fields, snapshot::planToChange));
  }

  void bindWritten(
      EngineSession session, String alias, List<Field> fields, List<WrittenFile> written) {
    session.bindWithPositions(alias, ParquetInput.of(fields, filter -> job.scan(written)));
  }

  private List<Path> paths(List<LedgerFile> files) {
    return files.stream().map(file -> Path.of(job.catalog().localPath(file.path()))).toList();
  }

  void materialize(EngineSession session, String name, String sql) {
    session.materialize(name, sql, job.progress());
  }

  /** Whether a query gives any row. */
  boolean any(EngineSession session, String sql) {
    try (QueryResult rows = session.query(sql, job.progress())) {
      return rows.next();
    }
  }

  static long count(Map<String, DeletedRows> deleted) {
    return deleted.values().stream().mapToLong(DeletedRows::cardinality).sum();
  }
}
