package dev.foz.engine.duckdb;

import dev.foz.base.Field;
import dev.foz.base.Type;
import dev.foz.engine.RowSupplier;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBTableFunctionState;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/** The SQL function that reads rows of Java. Points in time come as microseconds. */
final class RowFunction
    implements DuckDBTableFunction<DuckDBTableFunctionState, RowFeed, DuckDBTableFunctionState> {
  private final List<Field> columns;
  private final RowSupplier rows;
  private final Consumer<Throwable> failures;
  private final BooleanSupplier cancelled;

  RowFunction(
      List<Field> columns,
      RowSupplier rows,
      Consumer<Throwable> failures,
      BooleanSupplier cancelled) {
    this.columns = List.copyOf(columns);
    this.rows = rows;
    this.failures = failures;
    this.cancelled = cancelled;
  }

  void register(DuckDBConnection connection, String name) throws SQLException {
    try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
      builder.withName(name).withFunction(this).register(connection);
    }
  }

  /** The query that gives the columns their types. */
  static String view(String function, List<Field> columns) {
    return columns.stream()
        .map(RowFunction::column)
        .collect(Collectors.joining(", ", "select ", " from " + function + "()"));
  }

  private static String column(Field field) {
    String name = Quote.name(field.name());
    return field.type() == Type.Primitive.TIMESTAMPTZ
        ? "make_timestamptz(" + name + ") as " + name
        : name;
  }

  @Override
  public DuckDBTableFunctionState bind(DuckDBTableFunctionBindInfo info) throws SQLException {
    for (Field field : columns) {
      if (field.type() instanceof Type.Decimal(int precision, int scale)) {
        try (DuckDBLogicalType type = DuckDBLogicalType.decimal(precision, scale)) {
          info.addResultColumn(field.name(), type);
        }
      } else {
        info.addResultColumn(field.name(), type(field.type()));
      }
    }
    return () -> {};
  }

  private static DuckDBColumnType type(Type type) {
    if (!(type instanceof Type.Primitive primitive)) {
      throw new IllegalArgumentException("Rows of Java cannot have a column of " + type);
    }
    return switch (primitive) {
      case BOOLEAN -> DuckDBColumnType.BOOLEAN;
      case INT -> DuckDBColumnType.INTEGER;
      case LONG, TIMESTAMPTZ -> DuckDBColumnType.BIGINT;
      case DOUBLE -> DuckDBColumnType.DOUBLE;
      case STRING -> DuckDBColumnType.VARCHAR;
      case DATE -> DuckDBColumnType.DATE;
      case FLOAT, BINARY, TIME, TIMESTAMP, UUID ->
          throw new IllegalArgumentException("Rows of Java cannot have a column of " + type);
    };
  }

  @Override
  public RowFeed init(DuckDBTableFunctionInitInfo info) {
    return RowFeed.start(rows, cancelled);
  }

  @Override
  public DuckDBTableFunctionState localInit(DuckDBTableFunctionInitInfo info) {
    return () -> {};
  }

  @Override
  public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter out) throws Exception {
    try {
      RowFeed feed = info.getInitData();
      List<@Nullable Object[]> batch = feed.next();
      for (int column = 0; column < columns.size(); column++) {
        DuckDBWritableVector vector = out.vector(column);
        for (int row = 0; row < batch.size(); row++) {
          set(vector, row, batch.get(row)[column]);
        }
      }
      return batch.size();
    } catch (Throwable e) {
      failures.accept(e);
      throw e;
    }
  }

  private static void set(DuckDBWritableVector vector, int row, @Nullable Object value) {
    switch (value) {
      case null -> vector.setNull(row);
      case Boolean bool -> vector.setBoolean(row, bool);
      case Integer number -> vector.setInt(row, number);
      case Long number -> vector.setLong(row, number);
      case Double number -> vector.setDouble(row, number);
      case BigDecimal number -> vector.setBigDecimal(row, number);
      case String text -> vector.setString(row, text);
      case LocalDate date -> vector.setDate(row, date);
      case Instant time -> vector.setLong(row, ChronoUnit.MICROS.between(Instant.EPOCH, time));
      default -> throw new IllegalArgumentException("Rows of Java cannot hold " + value.getClass());
    }
  }
}
