package dev.foz.state;

import java.util.Map;
import java.util.Set;

/**
 * A compare-and-set of a reader's position. The version grows by one.
 *
 * @param expectedVersion that of the {@link ReaderPosition} which the move starts from
 * @param lastSeq last {@code _seq} that was given; never less than before
 * @param parts that are new or changed: queue, shard, file ... to the source's own text
 * @param removed parts that are no longer needed; absent ones are ignored
 */
public record PositionMove(
    String reader,
    long expectedVersion,
    long lastSeq,
    Map<String, String> parts,
    Set<String> removed) {
  public PositionMove {
    parts = Map.copyOf(parts);
    removed = Set.copyOf(removed);
    if (expectedVersion < 0 || lastSeq < 0) {
      throw new IllegalArgumentException("version and last seq are 0 or more");
    }
    if (removed.stream().anyMatch(parts::containsKey)) {
      throw new IllegalArgumentException("a part is both written and removed");
    }
  }
}
