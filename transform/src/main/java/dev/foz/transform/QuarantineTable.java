package dev.foz.transform;

import dev.foz.base.TableName;
import dev.foz.table.RawColumn;
import dev.foz.table.TableCommit;
import dev.foz.table.WrittenFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The quarantine of a table that is made.
 *
 * @param name of the quarantine
 */
record QuarantineTable(TransformJob job, TableName name) {
  /** Whether records are in it. */
  boolean hasRecords() {
    return job.moment().find(name).filter(table -> table.records() > 0).isPresent();
  }

  /** Adds records to those that are in it, in a commit. */
  void append(TableCommit commit, Optional<WrittenFile> file) {
    if (file.isPresent()) {
      commit.create(name, RawColumn.quarantineFields(), Map.of());
      commit.append(name, List.of(file.get()));
    }
  }

  /** Puts records in the place of those that are in it, in a commit. */
  void replace(TableCommit commit, Optional<WrittenFile> file) {
    if (hasRecords()) {
      List<WrittenFile> files = file.stream().toList();
      commit.replace(name, RawColumn.quarantineFields(), files, Map.of());
    } else {
      append(commit, file);
    }
  }
}
