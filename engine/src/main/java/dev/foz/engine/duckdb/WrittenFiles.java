package dev.foz.engine.duckdb;

import dev.foz.engine.WriteTarget;
import dev.foz.table.FileFormat;
import dev.foz.table.WrittenFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The files of one write. */
final class WrittenFiles {
  private final WriteTarget target;
  private final String prefix;

  private WrittenFiles(WriteTarget target, String prefix) {
    this.target = target;
    this.prefix = prefix;
  }

  static WrittenFiles start(WriteTarget target) {
    return new WrittenFiles(target, UUID.randomUUID() + "-");
  }

  String prefix() {
    return prefix;
  }

  /** A prefix of the files of one of several partitions. */
  String prefix(int partition) {
    return prefix + partition + "-";
  }

  /**
   * Reads what a write returned; files without rows are removed.
   *
   * @param partition of all its rows
   */
  List<WrittenFile> read(ResultSet rows, List<Optional<Object>> partition) throws SQLException {
    List<WrittenFile> files = new ArrayList<>();
    while (rows.next()) {
      String path = rows.getString("filename");
      long count = rows.getLong("count");
      if (count == 0) {
        deleteQuietly(Path.of(path));
      } else {
        Map<?, ?> statistics = (Map<?, ?>) rows.getObject("column_statistics");
        files.add(
            new WrittenFile(
                target.table(),
                path,
                FileFormat.PARQUET,
                count,
                rows.getLong("file_size_bytes"),
                WrittenMetrics.read(statistics, target.fields()),
                0,
                0,
                partition));
      }
    }
    return files;
  }

  /** Removes whatever was written. */
  void discard() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(target.folder(), prefix + "*")) {
      files.forEach(WrittenFiles::deleteQuietly);
    } catch (IOException e) {
      // The folder goes as a whole when its owner closes it.
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The folder goes as a whole when its owner closes it.
    }
  }
}
