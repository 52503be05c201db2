package dev.foz.engine.duckdb;

import dev.foz.base.Progress;
import dev.foz.engine.RawInput;
import dev.foz.table.RawChunk;
import dev.foz.table.RawColumn;
import dev.foz.table.RawProjection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBTableFunctionState;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/**
 * The SQL function that scans raw or quarantine files. Its columns are those of {@link RawColumn},
 * in simple types (see {@link RawView}), which in raw files are null where only quarantine tables
 * have them; {@code document}, the payload ready to be decoded; and {@code _unreadable}, why there
 * is no document of it.
 */
final class RawFunction
    implements DuckDBTableFunction<DuckDBTableFunctionState, RawFunction.Scan, RawFunction.Worker> {
  private static final int DOCUMENT = RawColumn.values().length;
  private static final int UNREADABLE = DOCUMENT + 1;

  private final RawInput input;
  private final int threads;
  private final long records;
  private final Consumer<Throwable> failures;
  private final Supplier<Progress> progress;

  /**
   * @param records roughly
   * @param failures learns what went wrong in a callback, whose error DuckDB turns into text
   * @param progress of the running statement
   */
  RawFunction(
      RawInput input,
      int threads,
      long records,
      Consumer<Throwable> failures,
      Supplier<Progress> progress) {
    this.input = input;
    this.threads = threads;
    this.records = records;
    this.failures = failures;
    this.progress = progress;
  }

  void register(DuckDBConnection connection, String name) throws SQLException {
    try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
      builder.withName(name).withProjectionPushdown().withFunction(this).register(connection);
    }
  }

  /** One scan: its files and where the wanted columns go. */
  static final class Scan implements DuckDBTableFunctionState {
    private final RawFiles files;

    /** By output column: ordinal of the raw column, {@link #DOCUMENT} or {@link #UNREADABLE}. */
    private final int[] columns;

    Scan(RawFiles files, int[] columns) {
      this.files = files;
      this.columns = columns;
    }

    boolean decodes() {
      return Arrays.stream(columns).anyMatch(column -> column >= DOCUMENT);
    }

    @Override
    public void close() {
      files.close();
    }
  }

  /** What one thread of a scan holds. */
  static final class Worker implements DuckDBTableFunctionState {
    private final RawFiles.Turn turn = new RawFiles.Turn();
    private final Documents documents;
    private @Nullable RawChunk chunk;

    Worker(Documents documents) {
      this.documents = documents;
    }

    RawChunk chunk(int capacity) {
      RawChunk now = chunk;
      if (now == null || now.capacity() < capacity) {
        now = new RawChunk(capacity);
        chunk = now;
      }
      return now;
    }

    @Override
    public void close() {
      chunk = null;
    }
  }

  @Override
  public DuckDBTableFunctionState bind(DuckDBTableFunctionBindInfo info) {
    for (RawColumn column : RawColumn.values()) {
      info.addResultColumn(column.field().name(), type(column));
    }
    info.addResultColumn("document", DuckDBColumnType.VARCHAR);
    info.addResultColumn("_unreadable", DuckDBColumnType.VARCHAR);
    info.setCardinality(records, false);
    return () -> {};
  }

  private static DuckDBColumnType type(RawColumn column) {
    return switch (column) {
      case SEQ, EVENT_TIME, INGESTED_AT, OFFSET -> DuckDBColumnType.BIGINT;
      case POSITION, OP, KEY, HEADERS, CONTRACT_VERSION, PAYLOAD -> DuckDBColumnType.VARCHAR;
      case CODE, RULE, PATH, REASON, DROPPED -> DuckDBColumnType.VARCHAR;
    };
  }

  @Override
  public Scan init(DuckDBTableFunctionInitInfo info) {
    info.setMaxThreads(threads);
    int[] columns = new int[Math.toIntExact(info.getColumnCount())];
    Set<RawColumn> wanted = EnumSet.noneOf(RawColumn.class);
    for (int i = 0; i < columns.length; i++) {
      columns[i] = Math.toIntExact(info.getColumnIndex(i));
      if (columns[i] >= DOCUMENT) {
        wanted.add(RawColumn.PAYLOAD);
        wanted.add(RawColumn.HEADERS);
      } else {
        wanted.add(RawColumn.values()[columns[i]]);
      }
    }
    RawFiles files =
        new RawFiles(
            input.files(), new RawProjection(wanted), bytes -> progress.get().advance(0, bytes));
    return new Scan(files, columns);
  }

  @Override
  public Worker localInit(DuckDBTableFunctionInitInfo info) {
    return new Worker(new Documents(input.contract()));
  }

  @Override
  public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter out) throws Exception {
    try {
      Scan scan = info.getInitData();
      Worker worker = info.getLocalInitData();
      int capacity = Math.toIntExact(out.capacity());
      RawChunk chunk = worker.chunk(capacity);
      int count = scan.files.next(worker.turn, chunk, capacity);
      Documents.Batch documents = worker.documents.read(chunk, scan.decodes() ? count : 0);
      for (int i = 0; i < scan.columns.length && count > 0; i++) {
        fill(out.vector(i), scan.columns[i], chunk, count, documents);
      }
      progress.get().advance(count, 0);
      return count;
    } catch (Throwable e) {
      failures.accept(e);
      throw e;
    }
  }

  private static void fill(
      DuckDBWritableVector vector,
      int column,
      RawChunk chunk,
      int count,
      Documents.Batch documents) {
    if (column >= DOCUMENT) {
      vector.setStringUtf8Batch(0, column == DOCUMENT ? documents.json() : documents.unreadable());
      return;
    }
    switch (RawColumn.values()[column]) {
      case SEQ -> longs(vector, chunk.seq, count);
      case POSITION -> texts(vector, chunk.position, count);
      case OP -> texts(vector, chunk.op, count);
      case KEY -> texts(vector, chunk.key, count);
      case EVENT_TIME -> longs(vector, chunk.eventTime, count);
      case INGESTED_AT -> longs(vector, chunk.ingestedAt, count);
      case HEADERS -> texts(vector, chunk.headersJson, count);
      case CONTRACT_VERSION -> texts(vector, chunk.contractVersion, count);
      case PAYLOAD -> texts(vector, base64(chunk, count), count);
      case CODE -> texts(vector, chunk.code, count);
      case RULE -> texts(vector, chunk.rule, count);
      case PATH -> texts(vector, chunk.path, count);
      case REASON -> texts(vector, chunk.reason, count);
      case OFFSET -> longs(vector, chunk.offset, count);
      case DROPPED -> texts(vector, chunk.dropped, count);
    }
  }

  private static byte[] @Nullable [] base64(RawChunk chunk, int count) {
    byte[] @Nullable [] texts = new byte[count][];
    for (int row = 0; row < count; row++) {
      byte[] payload = chunk.payload[row];
      texts[row] = payload == null ? null : Base64.getEncoder().encode(payload);
    }
    return texts;
  }

  private static void texts(DuckDBWritableVector vector, byte[] @Nullable [] values, int count) {
    vector.setStringUtf8Batch(0, values.length == count ? values : Arrays.copyOf(values, count));
  }

  private static void longs(DuckDBWritableVector vector, long[] values, int count) {
    for (int row = 0; row < count; row++) {
      if (values[row] == RawChunk.NO_NUMBER) {
        vector.setNull(row);
      } else {
        vector.setLong(row, values[row]);
      }
    }
  }
}
