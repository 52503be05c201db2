package dev.foz.table;

import java.util.Optional;

/**
 * A data file to be read.
 *
 * @param path where the engine reads it: an absolute local path
 * @param records rows in the file, deleted ones included
 * @param deleted rows that do not count any more
 */
public record ScanFile(String path, long records, long bytes, Optional<DeletedRows> deleted) {
  /** Rows that count. */
  public long liveRecords() {
    return records - deleted.map(DeletedRows::cardinality).orElse(0L);
  }

  ScanFile without(Optional<DeletedRows> others) {
    return new ScanFile(path, records, bytes, others);
  }
}
