package dev.foz.bench;

import dev.foz.app.lake.OpenLake;
import dev.foz.base.Field;
import dev.foz.base.Layer;
import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.base.Type;
import dev.foz.state.CommitKind;
import dev.foz.state.Lease;
import dev.foz.state.RunState;
import dev.foz.table.FieldMetrics;
import dev.foz.table.FileFormat;
import dev.foz.table.Staging;
import dev.foz.table.TableCommit;
import dev.foz.table.WrittenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a table of very many Parquet files, each of which holds a range of {@code id} of its own,
 * in several commits.
 */
final class ManyFiles {
  static final TableName TABLE = new TableName(Layer.CURATED, "bench_many");

  /** The least that DuckDB writes as one row group. */
  static final int ROWS_OF_A_FILE = 2_048;

  private static final int FILES_OF_A_COMMIT = 500;
  private static final Field ID = new Field(1, "id", Type.Primitive.LONG);
  private static final Field CODE = new Field(2, "code", Type.Primitive.STRING);
  private static final Field TOTAL = new Field(3, "total", Type.Primitive.LONG);
  private static final List<Field> FIELDS = List.of(ID, CODE, TOTAL);

  private ManyFiles() {}

  /** Rows have the ids from 0 on. */
  static void make(OpenLake open, int files) throws IOException, SQLException {
    long run = open.state().startRun("bench");
    Lease lease = open.state().acquire("table/" + TABLE, Duration.ZERO, Progress.NONE);
    try (Staging staging = open.catalog().staging(TABLE, run)) {
      List<WrittenFile> written = write(staging.folder(), files);
      for (int from = 0; from < files; from += FILES_OF_A_COMMIT) {
        List<WrittenFile> part =
            written.subList(from, Math.min(written.size(), from + FILES_OF_A_COMMIT));
        TableCommit commit = open.catalog().newCommit(CommitKind.BUILD, run, List.of(lease));
        commit.create(TABLE, FIELDS, Map.of());
        commit.append(TABLE, staging.publish(part));
        commit.execute().orThrow(TABLE.toString());
      }
    }
    open.state().release(lease);
    open.state().finishRun(run, RunState.COMPLETED, Optional.empty());
  }

  /** Plain DuckDB: Foz itself makes its files large. */
  private static List<WrittenFile> write(Path folder, int files) throws IOException, SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 1");
      statement.execute(
          """
          COPY (SELECT i AS id, md5(i::VARCHAR) AS code, (i * 7919) %% 100000 AS total
                FROM range(%d) AS rows(i))
          TO '%s' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE %d, ROW_GROUPS_PER_FILE 1,
                   FIELD_IDS {id: 1, code: 2, total: 3})"""
              .formatted((long) files * ROWS_OF_A_FILE, folder, ROWS_OF_A_FILE));
      List<WrittenFile> written = read(statement, folder);
      if (written.size() != files) {
        throw new IllegalStateException("DuckDB wrote " + written.size() + " files");
      }
      return written;
    }
  }

  private static List<WrittenFile> read(Statement statement, Path folder)
      throws IOException, SQLException {
    List<WrittenFile> written = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            """
            SELECT filename, count(*), min(id), max(id), min(code), max(code), min(total), max(total)
            FROM read_parquet('%s/*.parquet', filename = true) GROUP BY filename ORDER BY min(id)"""
                .formatted(folder))) {
      while (rows.next()) {
        written.add(file(rows));
      }
    }
    return written;
  }

  private static WrittenFile file(ResultSet row) throws IOException, SQLException {
    String path = row.getString(1);
    long count = row.getLong(2);
    Map<Integer, FieldMetrics> metrics =
        Map.of(
            ID.id(), FieldMetrics.bounded(count, 0, row.getLong(3), row.getLong(4)),
            CODE.id(), FieldMetrics.bounded(count, 0, row.getString(5), row.getString(6)),
            TOTAL.id(), FieldMetrics.bounded(count, 0, row.getLong(7), row.getLong(8)));
    long bytes = Files.size(Path.of(path));
    return new WrittenFile(TABLE, path, FileFormat.PARQUET, count, bytes, metrics, 0, 0);
  }
}
