package dev.foz.table;

import dev.foz.state.CommitKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.TypeUtil;

/**
 * The way from a commit that was consumed to the current snapshot. A snapshot tells the number of
 * the table's commit before it, so the newest that came after a lower number than the consumed one
 * is what was read then.
 */
sealed interface Lineage {
  /** The snapshots since, the oldest first. */
  record Known(List<Snapshot> since) implements Lineage {}

  record Broken(String reason) implements Lineage {}

  static Lineage of(TableMetadata metadata, long commit) {
    List<Snapshot> since = new ArrayList<>();
    Optional<Snapshot> at = Optional.ofNullable(metadata.currentSnapshot());
    if (at.map(Snapshot::sequenceNumber).orElse(0L) != metadata.lastSequenceNumber()) {
      return new Broken("it was rolled back"); // a newer version is not the current one
    }
    while (at.isPresent()) {
      Snapshot snapshot = at.get();
      if (Summary.kind(snapshot.summary()).isEmpty()) {
        return new Broken("another program changed it");
      }
      if (FoundTable.after(snapshot) < commit) {
        return columnsAgree(metadata, snapshot) ? known(since) : new Broken("its columns changed");
      }
      Optional<String> reason = breaks(metadata, snapshot, commit);
      if (reason.isPresent()) {
        return new Broken(reason.get());
      }
      since.add(snapshot);
      at = parent(metadata, snapshot);
    }
    return known(since); // the table had no rows yet
  }

  private static Known known(List<Snapshot> newestFirst) {
    Collections.reverse(newestFirst);
    return new Known(newestFirst);
  }

  /** Why one cannot go back from a snapshot to the one before. */
  private static Optional<String> breaks(TableMetadata metadata, Snapshot snapshot, long commit) {
    Optional<CommitKind> kind = Summary.kind(snapshot.summary());
    if (kind.equals(Optional.of(CommitKind.REBUILD))) {
      return Optional.of("it was rebuilt");
    }
    if (kind.equals(Optional.of(CommitKind.ROLLBACK))) {
      return Optional.of("it was rolled back");
    }
    Optional<Snapshot> parent = parent(metadata, snapshot);
    if (snapshot.parentId() != null && parent.isEmpty()) {
      return Optional.of("its versions since commit " + commit + " have expired");
    }
    long before = parent.map(Snapshot::sequenceNumber).orElse(0L);
    return before + 1 == snapshot.sequenceNumber()
        ? Optional.empty()
        : Optional.of("it was rolled back"); // what came in between is no ancestor
  }

  private static Optional<Snapshot> parent(TableMetadata metadata, Snapshot snapshot) {
    return Optional.ofNullable(snapshot.parentId()).map(metadata::snapshot);
  }

  /**
   * Whether a name never came to stand for another column since: then rows that are in no change
   * would have other values by that name.
   */
  private static boolean columnsAgree(TableMetadata metadata, Snapshot since) {
    Integer first = since.schemaId();
    Map<String, Integer> now = TypeUtil.indexByName(metadata.schema().asStruct());
    return metadata.schemas().stream()
        .filter(schema -> first == null || schema.schemaId() >= first)
        .flatMap(schema -> TypeUtil.indexByName(schema.asStruct()).entrySet().stream())
        .allMatch(
            column ->
                now.getOrDefault(column.getKey(), column.getValue()).equals(column.getValue()));
  }
}
