package dev.foz.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection with its prepared statements, which are as many as there are SQL constants. Used
 * by one thread at a time. A statement must not be run again while its rows are being read.
 */
final class Session implements AutoCloseable {
  private final Connection connection;
  private final String begin;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  /**
   * @param begin the statement that begins a transaction
   */
  Session(Connection connection, String begin) {
    this.connection = connection;
    this.begin = begin;
  }

  int update(String sql, @Nullable Object... arguments) throws SQLException {
    return bind(sql, arguments).executeUpdate();
  }

  <T> Optional<T> one(String sql, Mapper<T> mapper, @Nullable Object... arguments)
      throws SQLException {
    try (ResultSet result = bind(sql, arguments).executeQuery()) {
      return result.next() ? Optional.of(mapper.map(new Row(result))) : Optional.empty();
    }
  }

  <T> List<T> list(String sql, Mapper<T> mapper, @Nullable Object... arguments)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    each(sql, row -> rows.add(mapper.map(row)), arguments);
    return rows;
  }

  void each(String sql, RowWork work, @Nullable Object... arguments) throws SQLException {
    try (ResultSet result = bind(sql, arguments).executeQuery()) {
      Row row = new Row(result);
      while (result.next()) {
        work.take(row);
      }
    }
  }

  /** Runs a statement that is not kept, such as one that changes the layout. */
  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  void begin() throws SQLException {
    update(begin);
  }

  void commit() throws SQLException {
    update("COMMIT");
  }

  void rollback() throws SQLException {
    update("ROLLBACK");
  }

  /** Closes the connection; what was not committed is rolled back. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private PreparedStatement bind(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }

  @FunctionalInterface
  interface Mapper<T> {
    T map(Row row) throws SQLException;
  }

  @FunctionalInterface
  interface RowWork {
    void take(Row row) throws SQLException;
  }
}
