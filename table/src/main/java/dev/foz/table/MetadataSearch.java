package dev.foz.table;

import dev.foz.base.FozException;
import dev.foz.base.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;

/**
 * Finds the newest metadata of every table that is whole: of a commit of several tables all of them
 * must have it, else it was cut off while it was written.
 */
final class MetadataSearch {
  private final Storage storage;
  private final MetadataCache cache;
  private final List<String> notes = new ArrayList<>();
  private final Map<TableName, Deque<String>> candidates = new TreeMap<>();
  private final Map<TableName, FoundTable> found = new TreeMap<>();

  MetadataSearch(Storage storage, MetadataCache cache) {
    this.storage = storage;
    this.cache = cache;
  }

  List<String> notes() {
    return notes;
  }

  Map<TableName, FoundTable> search() {
    listCandidates();
    candidates.keySet().forEach(this::next);
    while (found.values().stream().toList().stream().anyMatch(this::stepBackIfTorn)) {}
    return found;
  }

  private void listCandidates() {
    Map<TableName, List<StoredFile>> files = new TreeMap<>();
    try (Stream<StoredFile> all = storage.list("")) {
      all.filter(file -> Layout.metadataVersion(file.path()).isPresent())
          .forEach(
              file ->
                  table(file.path())
                      .ifPresent(t -> files.computeIfAbsent(t, n -> new ArrayList<>()).add(file)));
    }
    Comparator<StoredFile> newest =
        Comparator.<StoredFile>comparingLong(
                file -> Layout.metadataVersion(file.path()).orElseThrow())
            .thenComparing(StoredFile::modifiedAt)
            .reversed();
    files.forEach(
        (table, own) ->
            candidates.put(
                table,
                new ArrayDeque<>(own.stream().sorted(newest).map(StoredFile::path).toList())));
  }

  private static Optional<TableName> table(String path) {
    String[] parts = path.split("/", -1);
    return parts.length == 4 && parts[2].equals("metadata")
        ? TableName.find(parts[0] + "." + parts[1])
        : Optional.empty();
  }

  /** Takes the next older candidate that can be read. */
  private void next(TableName table) {
    found.remove(table);
    Deque<String> left = candidates.get(table);
    while (left != null && !left.isEmpty()) {
      String path = left.removeFirst();
      try {
        TableMetadata metadata = cache.load(storage.locationOf(path));
        found.put(table, new FoundTable(table, metadata));
        return;
      } catch (FozException e) {
        notes.add("passed over " + path + ": " + e.problem().what());
      }
    }
    notes.add("found no metadata of " + table + " that can be read");
  }

  private boolean stepBackIfTorn(FoundTable table) {
    Optional<Snapshot> last = table.last();
    if (last.isEmpty() || !isTorn(last.get())) {
      return false;
    }
    notes.add("passed over the last commit of " + table.name() + ": not all its tables have it");
    next(table.name());
    return true;
  }

  private boolean isTorn(Snapshot snapshot) {
    String tables = snapshot.summary().getOrDefault(Summary.TABLES, "");
    String id = FoundTable.id(snapshot);
    return Stream.of(tables.split(",", -1))
        .filter(entry -> !entry.isEmpty())
        .anyMatch(entry -> isMissing(id, entry));
  }

  private boolean isMissing(String id, String entry) {
    int colon = entry.lastIndexOf(':');
    FoundTable table = TableName.find(entry.substring(0, colon)).map(found::get).orElse(null);
    return table == null || table.lacks(id, Long.parseLong(entry.substring(colon + 1)));
  }
}
