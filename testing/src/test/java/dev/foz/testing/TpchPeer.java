package dev.foz.testing;

import dev.foz.testing.TpchQueries.Query;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of TPC-H in tables of plain DuckDB, in memory, which nothing of Foz fills or reads. */
final class TpchPeer implements AutoCloseable {
  private static final MathContext SURE = new MathContext(13);

  private final Connection connection;
  private final Path folder;

  /**
   * @param folder where rows lie for a moment while they are read
   */
  TpchPeer(Path folder) throws SQLException {
    this.folder = folder;
    connection = DriverManager.getConnection("jdbc:duckdb:");
    for (TpchTable table : TpchTable.values()) {
      execute("create table " + table.label() + " (" + table.definition() + ")");
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Puts these rows in the place of those with the same keys. */
  void put(TpchTable table, Collection<String> rows) throws SQLException {
    remove(table, rows);
    try {
      Path file = Files.writeString(folder.resolve("rows.csv"), String.join("\n", rows) + "\n");
      execute("copy " + table.label() + " from '" + file + "' (delimiter '|', header false)");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void remove(TpchTable table, Collection<String> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    String keys =
        rows.stream()
            .map(row -> "(" + table.keyOf(row).replace('|', ',') + ")")
            .collect(Collectors.joining(", "));
    String columns = String.join(", ", table.key());
    execute("delete from " + table.label() + " where (" + columns + ") in (values " + keys + ")");
  }

  /**
   * What a query gives.
   *
   * @param doubles columns whose last digits hang on the order of the computation
   */
  record Answer(List<Map<String, @Nullable Object>> rows, Set<String> doubles) {
    /** Rows as these are, with doubles that say no more than is sure. */
    List<Map<String, @Nullable Object>> alike(List<Map<String, @Nullable Object>> other) {
      List<Map<String, @Nullable Object>> alike = new ArrayList<>();
      for (Map<String, @Nullable Object> row : other) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(row);
        copy.replaceAll(
            (name, value) ->
                doubles.contains(name) && value instanceof BigDecimal number
                    ? number.round(SURE).stripTrailingZeros()
                    : value);
        alike.add(copy);
      }
      return alike;
    }
  }

  /** The rows of a query in one form, in any order. */
  Answer ask(Query query) throws SQLException {
    for (String view : query.views()) {
      execute("create or replace temp view " + view);
    }
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query.sql())) {
      ResultSetMetaData columns = answer.getMetaData();
      Set<String> doubles = new HashSet<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        if (columns.getColumnType(i) == Types.DOUBLE) {
          doubles.add(columns.getColumnLabel(i));
        }
      }
      List<Map<String, @Nullable Object>> rows = new ArrayList<>();
      while (answer.next()) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.put(columns.getColumnLabel(i), answer.getObject(i));
        }
        rows.add(Plain.row(row));
      }
      return new Answer(rows, doubles);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
