package dev.foz.table;

import dev.foz.base.Layer;
import dev.foz.base.TableName;
import dev.foz.state.Pointer;
import dev.foz.state.StateStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;

/** Deletes files: those doomed long enough ago, and those that dead runs left behind. */
final class Garbage {
  private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

  private final StateStore state;
  private final Storage storage;
  private final Clock clock;
  private final CatalogOptions options;
  private final MetadataCache cache;
  private final TableReader reader;

  Garbage(
      StateStore state,
      Storage storage,
      Clock clock,
      CatalogOptions options,
      MetadataCache cache,
      TableReader reader) {
    this.state = state;
    this.storage = storage;
    this.clock = clock;
    this.options = options;
    this.cache = cache;
    this.reader = reader;
  }

  private Instant graceOver() {
    return clock.instant().minus(options.grace());
  }

  /** One helping; what is left comes with the next call. */
  int collect() {
    List<String> paths =
        state.garbage(graceOver()).stream().map(dev.foz.state.Garbage::path).toList();
    if (!paths.isEmpty()) {
      storage.delete(paths);
      state.garbageDeleted(paths);
    }
    return paths.size();
  }

  int cleanAfterRun(long run) {
    for (String folder : storage.stagingFolders()) {
      if (folder.startsWith(run + "-")) {
        storage.discardStaging(folder);
      }
    }
    int deleted = 0;
    Map<TableName, Pointer> pointers = state.pointers();
    for (TableName table : tables(pointers.keySet())) {
      deleted += dropUncommitted(table, run);
      Pointer pointer = pointers.get(table);
      if (pointer != null) {
        deleted += dropUnreachable(pointer);
      }
    }
    return deleted;
  }

  /** A run may die before the first commit of a table, so folders count too. */
  private Set<TableName> tables(Set<TableName> known) {
    Set<TableName> tables = new TreeSet<>(known);
    for (Layer layer : Layer.values()) {
      try (Stream<StoredFile> files = storage.list(layer.label() + "/")) {
        files
            .map(file -> file.path().split("/", -1))
            .flatMap(parts -> TableName.find(parts[0] + "." + parts[1]).stream())
            .forEach(tables::add);
      }
    }
    return tables;
  }

  private int dropUncommitted(TableName table, long run) {
    String prefix = Layout.dataPrefix(table, run);
    storage.dropUnfinished(prefix, Instant.MAX);
    List<String> files = paths(prefix, Instant.MAX);
    Set<String> committed = state.inLedger(files);
    List<String> left = files.stream().filter(path -> !committed.contains(path)).toList();
    storage.delete(left);
    return left.size();
  }

  private int dropUnreachable(Pointer pointer) {
    String prefix = Layout.metadataFolder(pointer.table());
    Instant before = graceOver();
    storage.dropUnfinished(prefix, before);
    List<String> old = paths(prefix, before);
    // Read after the listing: what became reachable meanwhile is then seen as such.
    Pointer now = state.pointers().get(pointer.table());
    if (now == null) {
      return 0;
    }
    Set<String> reachable = reachable(now.metadataLocation());
    List<String> left = new ArrayList<>(old);
    left.removeIf(reachable::contains);
    // A file may be old and yet have been let go just now, while a reader holds on to it.
    left.removeAll(
        state.garbage(EVER).stream().map(dev.foz.state.Garbage::path).collect(Collectors.toSet()));
    storage.delete(left);
    return left.size();
  }

  private Set<String> reachable(String metadataLocation) {
    Set<String> reachable = new HashSet<>();
    reachable.add(storage.pathOf(metadataLocation));
    TableMetadata metadata = cache.load(metadataLocation);
    for (TableMetadata.MetadataLogEntry former : metadata.previousFiles()) {
      reachable.add(storage.pathOf(former.file()));
    }
    for (Snapshot snapshot : metadata.snapshots()) {
      reachable.add(storage.pathOf(snapshot.manifestListLocation()));
      for (ManifestFile manifest : snapshot.allManifests(reader.io())) {
        reachable.add(storage.pathOf(manifest.path()));
      }
    }
    return reachable;
  }

  private List<String> paths(String prefix, Instant before) {
    try (Stream<StoredFile> files = storage.list(prefix)) {
      return files
          .filter(file -> file.modifiedAt().isBefore(before))
          .map(StoredFile::path)
          .toList();
    }
  }
}
