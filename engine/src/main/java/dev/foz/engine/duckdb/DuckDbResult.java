package dev.foz.engine.duckdb;

import dev.foz.base.Field;
import dev.foz.engine.QueryResult;
import dev.foz.engine.ScanStats;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as they come from the driver. */
final class DuckDbResult implements QueryResult {
  private final Statements.Open open;
  private final List<Field> columns;
  private final ScanStats stats;
  private final Runnable closed;

  DuckDbResult(Statements.Open open, List<Field> columns, ScanStats stats, Runnable closed) {
    this.open = open;
    this.columns = columns;
    this.stats = stats;
    this.closed = closed;
  }

  static List<Field> columns(ResultSetMetaData metadata) throws SQLException {
    List<Field> columns = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      String name = metadata.getColumnLabel(i);
      columns.add(Field.of(name, DuckTypes.parse(metadata.getColumnTypeName(i))));
    }
    return List.copyOf(columns);
  }

  @Override
  public List<Field> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    return open.next();
  }

  @Override
  public @Nullable Object value(int column) {
    ResultSet rows = open.rows();
    try {
      return Values.read(rows, column + 1, columns.get(column).type());
    } catch (SQLException e) {
      throw open.failure(e);
    }
  }

  @Override
  public ScanStats stats() {
    return stats;
  }

  @Override
  public void close() {
    open.close();
    closed.run();
  }
}
