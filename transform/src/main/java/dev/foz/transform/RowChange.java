package dev.foz.transform;

import dev.foz.table.DeletedRows;
import dev.foz.table.WrittenFile;
import java.util.List;
import java.util.Map;

/**
 * Rows that come to a table and rows that go.
 *
 * @param written finished files
 * @param gone by file
 * @param note what a run tells of it
 */
record RowChange(List<WrittenFile> written, Map<String, DeletedRows> gone, String note) {
  RowChange {
    written = List.copyOf(written);
    gone = Map.copyOf(gone);
  }
}
