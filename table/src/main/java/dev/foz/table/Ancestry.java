package dev.foz.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots that led to the current one. A rollback goes on from the snapshot that it brought
 * back, so those that it took back are none of them.
 */
final class Ancestry {
  private final List<Snapshot> made = new ArrayList<>();
  private final Set<Long> all = new HashSet<>();

  Ancestry(TableMetadata metadata) {
    @Nullable Snapshot at = metadata.currentSnapshot();
    while (at != null && all.add(at.snapshotId())) {
      long back = Summary.number(at, Summary.BROUGHT_BACK);
      if (back == 0) {
        made.add(at);
      }
      @Nullable Long before = back == 0 ? at.parentId() : Long.valueOf(back);
      at = before == null ? null : metadata.snapshot(before);
    }
  }

  /** Those that are still kept and are no rollbacks, the newest first. */
  List<Snapshot> made() {
    return made;
  }

  boolean has(Snapshot snapshot) {
    return all.contains(snapshot.snapshotId());
  }
}
