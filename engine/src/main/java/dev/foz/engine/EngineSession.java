package dev.foz.engine;

import dev.foz.base.Field;
import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.table.TableSnapshot;
import dev.foz.table.WrittenFile;
import java.time.Instant;
import java.util.List;

/**
 * SQL over named snapshots. Used by one thread at a time; only {@link #cancel} may be called from
 * others. What is bound stays as it was bound: a session never sees a later commit. After a failed
 * statement the session can be used on. Failures are {@link dev.foz.base.FozException}s: the user's
 * SQL ({@code SQL_FAILED}), too little memory ({@code ENGINE_MEMORY}), a full disk ({@code
 * STORAGE_FULL}), {@code CANCELLED}, or the engine itself ({@code ENGINE_FAILED}).
 */
public interface EngineSession extends AutoCloseable {
  /**
   * Makes a table of Parquet files readable as {@code layer.name}. Columns are found by field id;
   * deleted rows are left out. Which files are read is decided by each query's own filters.
   */
  void bind(TableName name, ParquetInput input);

  /** The same of a committed snapshot. */
  default void bind(TableName name, TableSnapshot snapshot) {
    bind(name, ParquetInput.of(snapshot));
  }

  /**
   * The same under a name without schema, with two more columns: {@code _file}, the path as in
   * {@link dev.foz.table.ScanFile}, and {@code _pos}, the position of the row in it.
   */
  void bindWithPositions(String alias, ParquetInput input);

  /** The same of a committed snapshot. */
  default void bindWithPositions(String alias, TableSnapshot snapshot) {
    bindWithPositions(alias, ParquetInput.of(snapshot));
  }

  /**
   * Makes raw files readable as {@code raw.name}: the columns of {@link RawInput}, then {@code
   * data}, the payload decoded by the contract, unless the contract has no fields yet. A table of
   * the layer quarantine has the columns of its own instead, and no {@code data}. Where the
   * contract casts, {@code data} is null for records that it cannot read, and a further column
   * {@code _unreadable} says why. Only columns that a query names are decoded.
   */
  void bindRaw(TableName name, RawInput input);

  /** Makes a query over bound names readable as {@code layer.name}; computed where it is read. */
  void bindView(TableName name, String sql);

  /** Makes rows of Java readable as {@code schema.name}; supplied anew for every read. */
  void bindRows(String schema, String name, List<Field> columns, RowSupplier rows);

  /**
   * Makes {@code foz_hash(text)} callable by SQL of Foz: {@link MaskKey.Hasher#hash}. Beside it
   * there are always {@code foz_last4(text)} and {@code foz_email(text)}, see {@link MaskedText}.
   * SQL of a user may call none of them.
   */
  void useMaskKey(MaskKey key);

  /**
   * From now on {@code now()}, {@code current_date} and what else tells the time tell this one, in
   * the session's time zone.
   */
  void pinNow(Instant time);

  /**
   * Computes a query once and keeps the rows until the session closes, on disk where memory is
   * short, readable under this name without schema. A former one of that name is replaced.
   */
  List<Field> materialize(String name, String sql, Progress progress);

  /** The columns that a query would have, without running it. */
  List<Field> describe(String sql);

  /**
   * Starts a query; rows come while it runs. Until the result is closed the session can do nothing
   * else. SQL of a user must have passed {@link SqlParser#parse}.
   */
  QueryResult query(String sql, Progress progress);

  /**
   * Writes the rows of a query into finished Parquet files in the target's folder. Columns are
   * matched by name, without regard to case, and cast to the target's types; target columns that
   * the query lacks are null, columns that the target lacks are an error.
   *
   * @return none when there are no rows. After a failure no file of this call is left.
   */
  List<WrittenFile> write(String sql, WriteTarget target, Progress progress);

  /** Stops what runs now, if anything, with {@code CANCELLED}. From any thread. */
  void cancel();

  @Override
  void close();
}
