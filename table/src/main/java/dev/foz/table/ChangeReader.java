package dev.foz.table;

import dev.foz.state.LedgerFile;
import dev.foz.state.StateStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.TableMetadata;

/**
 * Finds what changed in a table since a commit. Reads what each snapshot since then notes of the
 * files that it added and removed, so the cost follows the changes, not the size of the table.
 */
final class ChangeReader {
  private final StateStore state;
  private final Storage storage;
  private final TableReader reader;

  ChangeReader(StateStore state, Storage storage, TableReader reader) {
    this.state = state;
    this.storage = storage;
    this.reader = reader;
  }

  Changes since(TableMetadata metadata, long commit) {
    return switch (Lineage.of(metadata, commit)) {
      case Lineage.Broken(String reason) -> new Changes.Unknown(reason);
      case Lineage.Known(List<Snapshot> since) -> {
        boolean listed =
            since.stream().allMatch(snapshot -> exists(snapshot.manifestListLocation()));
        yield listed ? changes(traces(metadata, since), commit) : expired(commit);
      }
    };
  }

  private static Changes.Unknown expired(long commit) {
    return new Changes.Unknown("its versions since commit " + commit + " have expired");
  }

  private boolean exists(String location) {
    return storage.exists(storage.pathOf(location));
  }

  /** By location; in the order in which they were touched first. */
  private Map<String, FileTrace> traces(TableMetadata metadata, List<Snapshot> since) {
    Map<String, FileTrace> traces = new LinkedHashMap<>();
    for (Snapshot snapshot : since) {
      SnapshotChanges noted = reader.changes(metadata, snapshot);
      noted.removedDeleteFiles().forEach(vector -> trace(traces, vector).withdraw(vector));
      noted.addedDeleteFiles().forEach(vector -> trace(traces, vector).thin(vector));
      if (FoundTable.isMaintenance(snapshot)) {
        noted.removedDataFiles().forEach(file -> trace(traces, file).moveAway(file));
        noted.addedDataFiles().forEach(file -> traces.put(file.location(), FileTrace.filled(file)));
      } else {
        noted.removedDataFiles().forEach(file -> trace(traces, file).remove(file));
        noted
            .addedDataFiles()
            .forEach(file -> traces.put(file.location(), FileTrace.arrived(file)));
      }
    }
    return traces;
  }

  private static FileTrace trace(Map<String, FileTrace> traces, DeleteFile vector) {
    return traces.computeIfAbsent(vector.referencedDataFile(), location -> FileTrace.former());
  }

  private static FileTrace trace(Map<String, FileTrace> traces, DataFile file) {
    return traces.computeIfAbsent(file.location(), location -> FileTrace.former());
  }

  private Changes changes(Map<String, FileTrace> traces, long commit) {
    traces.values().removeIf(trace -> !trace.addsRows() && !trace.removesRows());
    if (!traces.keySet().stream().allMatch(this::exists)) {
      return expired(commit);
    }
    Map<String, LedgerFile> ledger = state.files(unnoted(traces));
    List<ScanFile> added = new ArrayList<>();
    List<ScanFile> removed = new ArrayList<>();
    for (Map.Entry<String, FileTrace> entry : traces.entrySet()) {
      Optional<ScanFile> whole = whole(entry.getKey(), entry.getValue(), ledger);
      if (whole.isEmpty()) {
        return new Changes.Unknown("another program changed it");
      }
      (entry.getValue().addsRows() ? added : removed).add(cut(whole.get(), entry.getValue()));
    }
    added.removeIf(file -> file.liveRecords() == 0);
    removed.removeIf(file -> file.liveRecords() == 0);
    return Changes.Known.of(added, removed);
  }

  /** Files that only a new vector tells of: their number of rows stands in the ledger. */
  private Set<String> unnoted(Map<String, FileTrace> traces) {
    Set<String> paths = new HashSet<>();
    traces.forEach(
        (location, trace) -> {
          if (trace.file().isEmpty()) {
            paths.add(storage.pathOf(location));
          }
        });
    return paths;
  }

  private Optional<ScanFile> whole(
      String location, FileTrace trace, Map<String, LedgerFile> ledger) {
    String path = storage.pathOf(location);
    String local = storage.localPath(path).toString();
    if (trace.file().isPresent()) {
      DataFile file = trace.file().get();
      return Optional.of(
          new ScanFile(local, file.recordCount(), file.fileSizeInBytes(), Optional.empty()));
    }
    return Optional.ofNullable(ledger.get(path))
        .map(file -> new ScanFile(local, file.records(), file.bytes(), Optional.empty()));
  }

  private ScanFile cut(ScanFile whole, FileTrace trace) {
    if (trace.addsRows()) {
      return whole.without(trace.deleted(this::rows));
    }
    DeletedRows others =
        DeletedRows.first(whole.records()).minus(trace.gone(whole.records(), this::rows));
    return whole.without(Optional.of(others).filter(rows -> !rows.isEmpty()));
  }

  private DeletedRows rows(DeleteFile vector) {
    return DeletionVectors.read(reader.io(), vector);
  }
}
