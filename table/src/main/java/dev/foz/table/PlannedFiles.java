package dev.foz.table;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.FileScanTask;

/**
 * Files of one snapshot that were planned to be read, so that who then deletes rows of some need
 * not look for them again in the manifests of the whole table. Thread-safe.
 */
final class PlannedFiles {
  /** About half a kilobyte each. */
  private static final int MAX_FILES = 50_000;

  private final Map<String, FileScanTask> byLocation = new HashMap<>();
  private boolean overfull;

  synchronized void add(List<FileScanTask> tasks) {
    if (overfull || byLocation.size() + tasks.size() > MAX_FILES) {
      overfull = true;
      byLocation.clear();
      return;
    }
    tasks.forEach(task -> byLocation.put(task.file().location(), task));
  }

  /** The tasks of all these files, or nothing where one of them is not known. */
  synchronized Optional<List<FileScanTask>> find(Collection<String> locations) {
    return byLocation.keySet().containsAll(locations)
        ? Optional.of(locations.stream().map(byLocation::get).toList())
        : Optional.empty();
  }
}
