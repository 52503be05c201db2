package dev.foz.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Input of a benchmark: files of records that lie there as if since long. */
final class Input {
  private static final long SEED = 20_260_701;
  static final long RECORDS_OF_A_FILE = 1_000_000;
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
  private final Path folder;
  private final Records records = new Records(SEED);

  Input(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** Writes records 0 to {@code count - 1}, a million a file. */
  void writeAll(long count) throws IOException {
    for (long first = 0; first < count; first += RECORDS_OF_A_FILE) {
      long length = Math.min(RECORDS_OF_A_FILE, count - first);
      write(name(first / RECORDS_OF_A_FILE), new RecordIds.Range(first, length), 0);
    }
  }

  /** Writes other versions of records from all over the first {@code universe}. */
  Path writeChanges(int count, long universe, int version) throws IOException {
    RecordIds ids = new RecordIds.Scattered(count, universe, SEED + version);
    return write("changes-" + version + ".ndjson", ids, version);
  }

  static String name(long number) {
    return "base-" + (1000 + number) + ".ndjson";
  }

  private Path write(String name, RecordIds ids, int version) throws IOException {
    Path file = folder.resolve(name);
    records.write(file, ids, version);
    Files.setLastModifiedTime(file, LONG_AGO);
    return file;
  }

  /** The table function that reads them all in DuckDB. */
  String sql(String pattern) {
    return "read_json_auto('" + folder.toString().replace("'", "''") + "/" + pattern + "')";
  }
}
