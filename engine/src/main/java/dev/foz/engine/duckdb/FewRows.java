package dev.foz.engine.duckdb;

import dev.foz.table.DeletedRows;
import dev.foz.table.ScanFile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The positions of the rows that are left in those files of a table that have lost nearly all, such
 * as the rows that a commit removed. A join with them costs less than asking about every row.
 */
final class FewRows {
  /** Of this many rows of a file one is left, or fewer. */
  private static final long RARE = 16;

  /** Positions that are held in memory. */
  private static final long MOST = 2_000_000;

  private static final String SCHEMA = "main";

  private final String table;
  private final List<ScanFile> files;

  /**
   * @param table name of the table of positions
   */
  FewRows(String table, List<ScanFile> all) {
    this.table = table;
    this.files = choose(all);
  }

  private static List<ScanFile> choose(List<ScanFile> all) {
    List<ScanFile> chosen = new ArrayList<>();
    long rows = 0;
    for (ScanFile file : all) {
      long live = file.liveRecords();
      if (live * RARE <= file.records() && rows + live <= MOST) {
        chosen.add(file);
        rows += live;
      }
    }
    return chosen;
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  String create() {
    return "create or replace table " + SCHEMA + "." + table + " (file integer, position bigint)";
  }

  String drop() {
    return "drop table " + SCHEMA + "." + table;
  }

  void fill(DuckDBConnection connection) throws SQLException {
    try (DuckDBAppender rows = connection.createAppender(SCHEMA, table)) {
      for (int i = 0; i < files.size(); i++) {
        ScanFile file = files.get(i);
        DeletedRows live =
            DeletedRows.first(file.records()).minus(file.deleted().orElse(DeletedRows.of()));
        for (var positions = live.iterator(); positions.hasNext(); ) {
          rows.beginRow();
          rows.append(i);
          rows.append(positions.nextLong());
          rows.endRow();
        }
      }
    }
  }

  /** True of the rows that are left, where their positions stand here. */
  Optional<String> condition(ScanFile file, String position) {
    int index = files.indexOf(file);
    return index < 0
        ? Optional.empty()
        : Optional.of(
            position
                + " in (select position from "
                + SCHEMA
                + "."
                + table
                + " where file = "
                + index
                + ")");
  }
}
