package dev.foz.engine.duckdb;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.Layer;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.engine.EngineOptions;
import dev.foz.engine.EngineSession;
import dev.foz.engine.MaskKey;
import dev.foz.engine.ParquetInput;
import dev.foz.engine.QueryResult;
import dev.foz.engine.RawInput;
import dev.foz.engine.RowSupplier;
import dev.foz.engine.ScanStats;
import dev.foz.engine.WriteTarget;
import dev.foz.table.WrittenFile;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;

/** One in-memory instance of DuckDB, whose bound names are views. */
final class DuckDbSession implements EngineSession {
  private static final long BYTES_OF_A_RECORD = 200;

  private final DuckDBConnection connection;
  private final DuckDBConnection control;
  private final EngineOptions options;
  private final Path folder;
  private final DuckDbParser parser;
  private final Consumer<DuckDbSession> released;
  private final Statements statements;
  private final ParquetTables tables;
  private final Map<String, ScanStats> raw = new LinkedHashMap<>();
  private volatile Progress progress = Progress.NONE;
  private volatile long memory;
  private int functions;
  private boolean closed;

  /**
   * @param memory that the instance was given
   */
  DuckDbSession(
      DuckDBConnection connection,
      long memory,
      EngineOptions options,
      Path folder,
      DuckDbParser parser,
      Consumer<DuckDbSession> released) {
    this.connection = connection;
    this.memory = memory;
    this.options = options;
    this.folder = folder;
    this.parser = parser;
    this.released = released;
    this.statements = new Statements(connection);
    this.tables = new ParquetTables(connection, statements, parser, folder.resolve("stub.parquet"));
    this.control = setUp();
  }

  private DuckDBConnection setUp() {
    try {
      statements.execute("set timezone = " + Quote.text(Zones.name(options.timezone())));
      statements.execute("set explain_output = 'all'");
      List<String> folders =
          java.util.stream.Stream.concat(
                  options.folders().stream(), java.util.stream.Stream.of(folder))
              .map(path -> path.toAbsolutePath().toString())
              .toList();
      statements.execute("set allowed_directories = " + Quote.texts(folders));
      statements.execute("set enable_external_access = false");
      RuleFunction.registerAll(connection);
      MaskFunction.registerAll(connection);
      return connection.duplicate();
    } catch (SQLException e) {
      throw Errors.translate(e, Optional.empty());
    }
  }

  /** From any thread; a session that holds more than this now gets smaller later. */
  void limitMemory(long bytes) {
    try (var statement = control.createStatement()) {
      statement.execute("set memory_limit = '" + bytes + "B'");
      memory = bytes;
    } catch (SQLException e) {
      // It cannot be made smaller while it runs: it will be when the next session opens or closes.
    }
  }

  /** What the instance may take now. */
  long memory() {
    return memory;
  }

  @Override
  public void bind(TableName name, ParquetInput input) {
    createSchema(name.layer().label());
    tables.bind(Quote.name(name), input, false);
  }

  @Override
  public void bindWithPositions(String alias, ParquetInput input) {
    tables.bind(Quote.name(alias), input, true);
  }

  @Override
  public void bindRaw(TableName name, RawInput input) {
    createSchema(name.layer().label());
    long bytes = input.files().stream().mapToLong(file -> file.toFile().length()).sum();
    long records = bytes / BYTES_OF_A_RECORD + 1;
    String function = "foz_raw_" + ++functions;
    register(
        () ->
            new RawFunction(
                    input, options.threads(), records, statements::failInside, () -> progress)
                .register(connection, function));
    String view =
        name.layer() == Layer.QUARANTINE
            ? RawView.quarantine(function)
            : RawView.raw(function, input.contract());
    statements.execute(createView(Quote.name(name), view));
    long files = input.files().size();
    raw.put(Quote.name(name), new ScanStats(files, files, bytes, 0));
  }

  @Override
  public void bindView(TableName name, String sql) {
    createSchema(name.layer().label());
    String create = "create or replace view " + Quote.name(name) + " as (\n";
    statements.ask(
        create + SqlText.inner(prepare(sql)) + ")",
        Optional.of(new SqlPlace(sql, 1)),
        rows -> Boolean.TRUE);
  }

  @Override
  public void bindRows(String schema, String name, List<Field> columns, RowSupplier rows) {
    String space = SystemSchema.nameOf(schema);
    createSchema(space);
    String function = "foz_rows_" + ++functions;
    register(
        () ->
            new RowFunction(columns, rows, statements::failInside, statements::isCancelled)
                .register(connection, function));
    statements.execute(createView(Quote.name(space, name), RowFunction.view(function, columns)));
  }

  @Override
  public void useMaskKey(MaskKey key) {
    register(() -> MaskFunction.register(connection, key));
  }

  @Override
  public void pinNow(Instant time) {
    PinnedClock.statements(time).forEach(statements::execute);
  }

  @Override
  public List<Field> materialize(String name, String sql, Progress told) {
    String prepared = prepare(sql);
    String create = "create or replace temp table " + Quote.name(name) + " as (\n";
    run(create + SqlText.inner(prepared) + ")", prepared, sql, told, rows -> Boolean.TRUE);
    return describe("select * from " + Quote.name(name));
  }

  @Override
  public List<Field> describe(String sql) {
    try (PreparedStatement statement = connection.prepareStatement(prepare(sql))) {
      return DuckDbResult.columns(statement.getMetaData());
    } catch (SQLException e) {
      throw Errors.translate(e, Optional.of(SqlPlace.of(sql)));
    }
  }

  @Override
  public QueryResult query(String sql, Progress told) {
    String prepared = prepare(sql);
    Optional<SqlPlace> place = Optional.of(SqlPlace.of(sql));
    tables.planFor(prepared, sql);
    ScanStats stats = expect(told);
    progress = told;
    Statements.Open open = statements.open(prepared, place, told, tables.stats());
    try {
      List<Field> columns = DuckDbResult.columns(open.rows().getMetaData());
      return new DuckDbResult(open, columns, stats, () -> progress = Progress.NONE);
    } catch (SQLException e) {
      open.close();
      throw Errors.translate(e, place);
    }
  }

  @Override
  public List<WrittenFile> write(String sql, WriteTarget target, Progress told) {
    String prepared = prepare(sql);
    WrittenFiles written = WrittenFiles.start(target);
    long share = memory / options.threads();
    try {
      return target.partitionBy().isEmpty()
          ? run(
              CopyStatement.of(prepared, describe(sql), target, written.prefix(), share),
              prepared,
              sql,
              told,
              rows -> written.read(rows, List.of()))
          : writeParted(prepared, sql, target, told, written, share);
    } catch (RuntimeException | Error e) {
      written.discard();
      throw e;
    }
  }

  private List<WrittenFile> writeParted(
      String prepared,
      String sql,
      WriteTarget target,
      Progress told,
      WrittenFiles written,
      long share) {
    PartitionedWrite write = new PartitionedWrite(target);
    try {
      run(write.gather(prepared, describe(sql)), prepared, sql, told, rows -> Boolean.TRUE);
      List<PartitionedWrite.Partition> partitions =
          statements.ask(write.partitions(), Optional.empty(), write::read);
      List<WrittenFile> files = new ArrayList<>();
      for (int i = 0; i < partitions.size(); i++) {
        PartitionedWrite.Partition partition = partitions.get(i);
        String copy =
            CopyStatement.ofColumns(write.rowsOf(partition), target, written.prefix(i), share);
        files.addAll(
            statements.run(
                copy,
                Optional.empty(),
                told,
                ScanStats.NOTHING,
                rows -> partition.requireAll(written.read(rows, partition.values()))));
      }
      statements.execute(PartitionedWrite.forget());
      return files;
    } catch (RuntimeException | Error e) {
      forgetRows(e);
      throw e;
    }
  }

  private void forgetRows(Throwable failure) {
    try {
      statements.execute(PartitionedWrite.forget());
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** Runs a statement that has the query in it, from its second line on. */
  private <T> T run(
      String statement, String query, String sql, Progress told, Statements.Reader<T> reader) {
    tables.planFor(query, sql);
    expect(told);
    progress = told;
    try {
      Optional<SqlPlace> place = Optional.of(new SqlPlace(sql, CopyStatement.LINES_BEFORE));
      return statements.run(statement, place, told, tables.stats(), reader);
    } finally {
      progress = Progress.NONE;
    }
  }

  private ScanStats expect(Progress told) {
    ScanStats stats = raw.values().stream().reduce(tables.stats(), ScanStats::plus);
    told.expect(stats.bytes());
    return stats;
  }

  private String prepare(String sql) {
    if (closed) {
      throw new IllegalStateException("the session is closed");
    }
    return SystemSchema.replaceIn(sql, parser);
  }

  private void createSchema(String name) {
    statements.execute("create schema if not exists " + Quote.name(name));
  }

  private static String createView(String quotedName, String query) {
    return "create or replace view " + quotedName + " as " + query;
  }

  /** Something that the driver may refuse. */
  private interface Registration {
    void run() throws SQLException;
  }

  private static void register(Registration registration) {
    try {
      registration.run();
    } catch (SQLException e) {
      throw Problem.of(Code.ENGINE_FAILED, "Cannot start a scan")
          .because(String.valueOf(e.getMessage()))
          .toException(e);
    }
  }

  @Override
  public void cancel() {
    statements.cancel();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      DuckDbEngine.closeQuietly(control);
      DuckDbEngine.closeQuietly(connection);
      DuckDbEngine.deleteQuietly(folder);
      released.accept(this);
    }
  }
}
