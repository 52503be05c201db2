package dev.foz.table;

import dev.foz.base.Layer;
import dev.foz.base.TableName;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Which snapshots go, and which files only they refer to. See {@code
 * docs/decisions/0001-snapshots-kept.md}.
 *
 * <p>A file is live in an unbroken range of snapshots: from the one that added it to the one before
 * that which removed it, but for a rollback, which may bring it back. So it is enough to look at
 * what was removed between neighbours, and the cost follows what changed in the expired snapshots,
 * not the size of the table.
 */
final class Expiry {
  private final CommitContext context;
  private final TableName table;
  private final TableMetadata before;

  Expiry(CommitContext context, TableName table, TableMetadata before) {
    this.context = context;
    this.table = table;
    this.before = before;
  }

  /**
   * @param doomed paths in the storage
   */
  record Plan(List<Snapshot> snapshots, List<String> doomed) {}

  /** Nothing, most of the time: only when enough snapshots have piled up. */
  Plan plan(Snapshot added) {
    List<Snapshot> all = new ArrayList<>(before.snapshots());
    all.add(added);
    all.sort(Comparator.comparingLong(Snapshot::sequenceNumber));
    CatalogOptions options = context.options();
    Set<Long> kept = kept(all);
    if (all.size() - kept.size() < options.expireEvery()) {
      return new Plan(List.of(), List.of());
    }
    keepForConsumers(all, kept);
    if (all.size() - kept.size() < options.expireEvery()) {
      return new Plan(List.of(), List.of());
    }
    return plan(all, kept);
  }

  /** All snapshots but this one, which is the newest: current or added. */
  Plan allBut(Snapshot newest) {
    List<Snapshot> all = new ArrayList<>(before.snapshots());
    all.removeIf(snapshot -> snapshot.snapshotId() == newest.snapshotId());
    all.sort(Comparator.comparingLong(Snapshot::sequenceNumber));
    all.add(newest);
    return plan(all, Set.of(newest.snapshotId()));
  }

  private Plan plan(List<Snapshot> all, Set<Long> kept) {
    Set<String> doomed = new LinkedHashSet<>();
    List<Snapshot> expired = new ArrayList<>();
    Snapshot older = null;
    for (int i = 0; i < all.size(); i++) {
      if (kept.contains(all.get(i).snapshotId())) {
        older = all.get(i);
        continue;
      }
      int end = i;
      while (!kept.contains(all.get(end).snapshotId())) {
        end++;
      }
      List<Snapshot> group = all.subList(i, end);
      expired.addAll(group);
      new Group(older, group, all.get(end), rollbacks(all)).collect(doomed);
      i = end - 1;
    }
    return new Plan(expired, doomed.stream().map(context.storage()::pathOf).toList());
  }

  /** All files that any snapshot refers to, for a table that begins anew. */
  List<String> everything() {
    Set<String> doomed = new LinkedHashSet<>();
    for (Snapshot snapshot : before.snapshots()) {
      doomed.add(snapshot.manifestListLocation());
      snapshot.allManifests(context.io()).forEach(manifest -> doomed.add(manifest.path()));
      forLiveFiles(snapshot, file -> doomed.add(file.location()));
    }
    return doomed.stream().map(context.storage()::pathOf).toList();
  }

  private Set<Long> kept(List<Snapshot> all) {
    Set<Long> kept = new HashSet<>();
    before.refs().values().stream().map(SnapshotRef::snapshotId).forEach(kept::add);
    int recent = Math.max(0, all.size() - context.options().keptSnapshots());
    all.subList(recent, all.size()).forEach(snapshot -> kept.add(snapshot.snapshotId()));
    if (isMade()) {
      kept.addAll(lastOfDays(all));
    }
    keepRollbacks(all, kept);
    return kept;
  }

  /**
   * A consumer needs what came since it consumed, and the snapshot that it saw. Raw and quarantine
   * are read by the ledger's files and need none.
   */
  private void keepForConsumers(List<Snapshot> all, Set<Long> kept) {
    if (!isMade()) {
      return;
    }
    CatalogOptions.Behind behind = context.options().behind();
    long oldest = context.clock().millis() - behind.age().toMillis();
    int most = all.size() - context.options().keptSnapshots() - behind.snapshots();
    int start = all.size();
    for (long consumed : context.consumed().apply(table)) {
      int seen = seen(all, consumed);
      boolean there = seen >= 0 || all.getFirst().parentId() == null;
      boolean near = seen >= most && all.get(seen + 1).timestampMillis() >= oldest;
      start = there && near ? Math.min(start, Math.max(0, seen)) : start;
    }
    all.subList(start, all.size()).forEach(snapshot -> kept.add(snapshot.snapshotId()));
  }

  /**
   * Which snapshot a consumer saw; never the last, which is about to be committed. -1 where it was
   * one before all of these.
   */
  private static int seen(List<Snapshot> all, long consumed) {
    int at = all.size() - 2;
    while (at >= 0 && FoundTable.after(all.get(at)) >= consumed) {
      at--;
    }
    return at;
  }

  private boolean isMade() {
    return table.layer() == Layer.CURATED || table.layer() == Layer.REFINED;
  }

  /** As long as an older one stays, it must be known that files of it may have come back. */
  private static void keepRollbacks(List<Snapshot> all, Set<Long> kept) {
    long oldest =
        all.stream()
            .filter(snapshot -> kept.contains(snapshot.snapshotId()))
            .mapToLong(Snapshot::sequenceNumber)
            .min()
            .orElse(0);
    for (Snapshot rollback : rollbacks(all)) {
      if (rollback.sequenceNumber() > oldest) {
        kept.add(rollback.snapshotId());
      }
    }
  }

  private static List<Snapshot> rollbacks(List<Snapshot> all) {
    return all.stream().filter(Summary::isRollback).toList();
  }

  private Set<Long> lastOfDays(List<Snapshot> all) {
    LocalDate today = day(context.clock().millis());
    LocalDate first = today.minusDays(context.options().keptDays());
    Map<LocalDate, Long> lastOfDay = new TreeMap<>();
    for (Snapshot snapshot : all) {
      LocalDate day = day(snapshot.timestampMillis());
      if (day.isAfter(first)) {
        lastOfDay.put(day, snapshot.snapshotId());
      }
    }
    return new HashSet<>(lastOfDay.values());
  }

  private static LocalDate day(long millis) {
    return Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** Snapshots that expire together, between two that stay. */
  private final class Group {
    private final @Nullable Snapshot older;
    private final List<Snapshot> group;
    private final Snapshot newer;
    private final List<Snapshot> rollbacks;

    Group(
        @Nullable Snapshot older, List<Snapshot> group, Snapshot newer, List<Snapshot> rollbacks) {
      this.older = older;
      this.group = group;
      this.newer = newer;
      this.rollbacks = rollbacks;
    }

    void collect(Set<String> doomed) {
      Set<String> manifests = new LinkedHashSet<>();
      for (Snapshot snapshot : group) {
        doomed.add(snapshot.manifestListLocation());
        manifests.addAll(manifestsOf(snapshot));
      }
      manifests.removeAll(manifestsOf(newer));
      if (older != null) {
        manifests.removeAll(manifestsOf(older));
      }
      after(newer).forEach(rollback -> manifests.removeAll(manifestsOf(rollback)));
      doomed.addAll(manifests);
      Set<String> files = new LinkedHashSet<>();
      for (int i = 0; i < group.size(); i++) {
        Snapshot next = i + 1 < group.size() ? group.get(i + 1) : newer;
        Set<String> removed = new LinkedHashSet<>();
        removedBetween(group.get(i), next, removed);
        if (!removed.isEmpty()) {
          after(next)
              .forEach(rollback -> forLiveFiles(rollback, f -> removed.remove(f.location())));
        }
        files.addAll(removed);
      }
      files.removeAll(liveDeletes(newer));
      doomed.addAll(files);
    }

    /** Rollbacks that may have brought back what had been removed until then. */
    private List<Snapshot> after(Snapshot snapshot) {
      return rollbacks.stream()
          .filter(rollback -> rollback.sequenceNumber() > snapshot.sequenceNumber())
          .toList();
    }

    private Set<String> manifestsOf(Snapshot snapshot) {
      return snapshot.allManifests(context.io()).stream()
          .map(ManifestFile::path)
          .collect(Collectors.toSet());
    }

    private void removedBetween(Snapshot snapshot, Snapshot next, Set<String> files) {
      boolean known = Objects.equals(next.parentId(), snapshot.snapshotId());
      if (known && !Summary.isRollback(next)) {
        if (Summary.removesFiles(next)) {
          SnapshotChanges noted = context.reader().changes(before, next);
          noted.removedDataFiles().forEach(file -> addUnlessOlder(file, files));
          noted.removedDeleteFiles().forEach(file -> addUnlessOlder(file, files));
        }
        return;
      }
      // Snapshots between the two are long gone, and with them the notes of what they removed.
      Set<String> live = new HashSet<>();
      forLiveFiles(next, file -> live.add(file.location()));
      forLiveFiles(
          snapshot,
          file -> {
            if (!live.contains(file.location())) {
              addUnlessOlder(file, files);
            }
          });
    }

    /** What the older snapshot that stays has, stays with it. */
    private void addUnlessOlder(ContentFile<?> file, Set<String> files) {
      Long addedIn = file.fileSequenceNumber();
      if (older == null || (addedIn != null && addedIn > older.sequenceNumber())) {
        files.add(file.location());
      }
    }
  }

  /** One Puffin file holds many vectors: it stays as long as one of them does. */
  private Set<String> liveDeletes(Snapshot snapshot) {
    Set<String> live = new HashSet<>();
    for (ManifestFile manifest : snapshot.deleteManifests(context.io())) {
      context.reader().forDeletes(before, manifest, file -> live.add(file.location()));
    }
    return live;
  }

  private void forLiveFiles(Snapshot snapshot, Consumer<ContentFile<?>> sink) {
    context.reader().forLiveFiles(before, snapshot, sink);
  }
}
