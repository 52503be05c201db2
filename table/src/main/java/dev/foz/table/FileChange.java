package dev.foz.table;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;

/** What a commit does to the files of one table: one snapshot. */
sealed interface FileChange {
  record None() implements FileChange {}

  record Append(List<WrittenFile> files) implements FileChange {}

  /** Keys are paths in the storage. */
  record Merge(List<WrittenFile> added, Map<String, DeletedRows> deleted) implements FileChange {}

  record Replace(List<WrittenFile> files) implements FileChange {}

  /**
   * The same rows in other files.
   *
   * @param commit that the new file stands under in the ledger
   */
  record Rewrite(Collection<DataFile> removed, WrittenFile added, long commit)
      implements FileChange {}

  /** The files of a former snapshot, as they were. */
  record Rollback(Snapshot former) implements FileChange {}
}
