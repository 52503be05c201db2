package dev.foz.table;

import java.util.List;
import java.util.Set;

/**
 * The same rows in other files: where rows cannot be marked as deleted in a file, those that go are
 * told from those that stay before they are taken away.
 *
 * @param touched the files that hold both, by path in the storage
 * @param files with all live rows of the touched ones, and no file with both
 */
record Split(Set<String> touched, List<WrittenFile> files) {
  Split {
    touched = Set.copyOf(touched);
    files = List.copyOf(files);
  }
}
