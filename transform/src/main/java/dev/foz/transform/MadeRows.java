package dev.foz.transform;

import dev.foz.table.WrittenFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finished files of a consolidation, none of them committed.
 *
 * @param rows new rows of the curated table
 * @param files with the rows, and those that had to be written again
 * @param unreadable records for the quarantine
 */
record MadeRows(List<WrittenFile> rows, List<WrittenFile> files, Optional<WrittenFile> unreadable) {
  MadeRows {
    rows = List.copyOf(rows);
    files = List.copyOf(files);
  }

  MadeRows(List<WrittenFile> rows, Optional<WrittenFile> unreadable) {
    this(rows, rows, unreadable);
  }

  List<WrittenFile> all() {
    return Stream.concat(files.stream(), unreadable.stream()).toList();
  }
}
