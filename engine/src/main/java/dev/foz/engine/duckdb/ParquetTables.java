package dev.foz.engine.duckdb;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import dev.foz.engine.ParquetInput;
import dev.foz.engine.ScanStats;
import dev.foz.table.Filter;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/** The bound tables of Parquet files of one session. */
final class ParquetTables {
  private final DuckDBConnection connection;
  private final Statements statements;
  private final DuckDbParser parser;
  private final Path stub;
  private final Map<String, ParquetTable> tables = new LinkedHashMap<>();
  private boolean stubWritten;
  private int bound;

  /**
   * @param stub a file of the session's own, written when it is needed
   */
  ParquetTables(
      DuckDBConnection connection, Statements statements, DuckDbParser parser, Path stub) {
    this.connection = connection;
    this.statements = statements;
    this.parser = parser;
    this.stub = stub;
  }

  void bind(String quotedName, ParquetInput input, boolean positions) {
    ParquetTable table = new ParquetTable(quotedName, ++bound, input, positions);
    if (table.hasDeletes()) {
      registerDeleted(table);
    }
    if (table.isPlannedByFilter()) {
      statements.execute(table.createStub(stub()));
    } else {
      statements.execute(table.createFor(Filter.ALWAYS));
    }
    ParquetTable former = tables.put(quotedName, table);
    if (former != null && !former.few().isEmpty()) {
      statements.execute(former.few().drop());
    }
  }

  private void registerDeleted(ParquetTable table) {
    try {
      table.deleted().register(connection, table.alive());
      if (!table.few().isEmpty()) {
        statements.execute(table.few().create());
        table.few().fill(connection);
      }
    } catch (SQLException e) {
      throw Problem.of(Code.ENGINE_FAILED, "Cannot start a scan")
          .because(String.valueOf(e.getMessage()))
          .toException(e);
    }
  }

  private String stub() {
    if (!stubWritten) {
      statements.execute(
          "copy (select 1 as x) to "
              + Quote.text(stub.toString())
              + " (format parquet, field_ids {x: 2000000001})");
      stubWritten = true;
    }
    return stub.toString();
  }

  /**
   * Makes the views of large tables anew, over the files that this query needs.
   *
   * @param sql the query as its user knows it
   */
  void planFor(String query, String sql) {
    List<ParquetTable> planned =
        tables.values().stream().filter(ParquetTable::isPlannedByFilter).toList();
    if (planned.isEmpty()) {
      return;
    }
    planned.forEach(table -> statements.execute(table.createStub(stub())));
    Map<String, String> plans =
        statements.ask(
            "explain (format json)\n" + query, Optional.of(new SqlPlace(sql, 1)), this::plans);
    Pruning pruning = Pruning.of(parser, plans);
    for (ParquetTable table : planned) {
      String create = table.createFor(pruning.filter(table));
      if (!create.isEmpty()) {
        statements.execute(create);
      }
    }
  }

  private Map<String, String> plans(ResultSet rows) throws SQLException {
    Map<String, String> plans = new HashMap<>();
    while (rows.next()) {
      plans.put(rows.getString(1), rows.getString(2));
    }
    return plans;
  }

  ScanStats stats() {
    return tables.values().stream()
        .map(ParquetTable::stats)
        .reduce(ScanStats.NOTHING, ScanStats::plus);
  }
}
