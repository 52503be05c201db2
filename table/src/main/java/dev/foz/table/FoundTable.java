package dev.foz.table;

import dev.foz.base.TableName;
import dev.foz.state.CommitKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;

/** A table found in the storage, and which commits its snapshots were. */
final class FoundTable {
  private final TableName name;
  private final TableMetadata metadata;
  private final List<Snapshot> snapshots;

  /** Commit number by Iceberg's sequence number. */
  private final TreeMap<Long, Long> numbers = new TreeMap<>();

  FoundTable(TableName name, TableMetadata metadata) {
    this.name = name;
    this.metadata = metadata;
    this.snapshots = new ArrayList<>(metadata.snapshots());
    snapshots.sort(Comparator.comparingLong(Snapshot::sequenceNumber));
  }

  TableName name() {
    return name;
  }

  TableMetadata metadata() {
    return metadata;
  }

  List<Snapshot> snapshots() {
    return snapshots;
  }

  Optional<Snapshot> last() {
    return Optional.ofNullable(metadata.currentSnapshot());
  }

  boolean has(String commitId) {
    return snapshots.stream().anyMatch(snapshot -> commitId.equals(id(snapshot)));
  }

  /**
   * Whether a commit that came after this number is missing here. Where it could have expired
   * already, it is taken for one that was whole.
   */
  boolean lacks(String commitId, long after) {
    return !has(commitId) && (snapshots.isEmpty() || horizon() <= after);
  }

  static String id(Snapshot snapshot) {
    return snapshot.summary().getOrDefault(Summary.COMMIT_ID, "");
  }

  static boolean isMaintenance(Snapshot snapshot) {
    return Summary.kind(snapshot.summary()).equals(Optional.of(CommitKind.MAINTENANCE));
  }

  static long after(Snapshot snapshot) {
    return Summary.number(snapshot, Summary.AFTER);
  }

  /**
   * A snapshot tells the number of the commit before it, so all numbers but the last are known. A
   * consumer that came further than the commit before, but not to the next, has seen the snapshot.
   *
   * @param consumed numbers up to which others have consumed this table
   */
  void number(List<Long> consumed) {
    for (int i = 0; i < snapshots.size(); i++) {
      long after = after(snapshots.get(i));
      long next = i + 1 < snapshots.size() ? after(snapshots.get(i + 1)) : Long.MAX_VALUE;
      consumed.stream()
          .filter(number -> number > after && number <= next)
          .min(Comparator.naturalOrder())
          .or(() -> next == Long.MAX_VALUE ? Optional.empty() : Optional.of(next))
          .ifPresent(put(snapshots.get(i)));
    }
  }

  private Consumer<Long> put(Snapshot snapshot) {
    return number -> numbers.put(snapshot.sequenceNumber(), number);
  }

  /** The number of the last snapshot, where nothing tells it. */
  void numberLast(long number) {
    last().ifPresent(snapshot -> numbers.putIfAbsent(snapshot.sequenceNumber(), number));
  }

  boolean lastIsKnown() {
    return last().map(snapshot -> numbers.containsKey(snapshot.sequenceNumber())).orElse(true);
  }

  /** Commits up to this one are not told apart: their snapshots have expired. */
  long horizon() {
    return snapshots.isEmpty() ? 0 : after(snapshots.getFirst());
  }

  long lastCommit() {
    return numbers.isEmpty() ? horizon() : numbers.lastEntry().getValue();
  }

  /** The last commit that changed rows. */
  long dataCommit() {
    long data = horizon();
    for (Snapshot snapshot : snapshots) {
      if (!isMaintenance(snapshot)) {
        data = numbers.getOrDefault(snapshot.sequenceNumber(), data);
      }
    }
    return data;
  }

  /** Commit that a file stands under which was added at that sequence number. */
  long commitOfFile(long sequence) {
    for (Snapshot snapshot : snapshots) {
      if (snapshot.sequenceNumber() == sequence) {
        long kept = Summary.number(snapshot, Summary.STANDS_UNDER);
        return kept > 0 ? kept : numbers.getOrDefault(sequence, horizon());
      }
    }
    Map.Entry<Long, Long> before = numbers.floorEntry(sequence);
    return before == null ? horizon() : before.getValue();
  }
}
