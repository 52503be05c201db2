package dev.foz.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foz.base.TableName;
import dev.foz.state.FileContent;
import dev.foz.state.NewFile;
import dev.foz.state.RemovedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotParser;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a new snapshot of the files of a former one. It shares its manifests and has a list of
 * manifests of its own, so that either may expire before the other.
 */
final class Rollback {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CommitContext context;
  private final TableName name;
  private final TableMetadata before;
  private final Snapshot former;

  Rollback(CommitContext context, TableName name, TableMetadata before, Snapshot former) {
    this.context = context;
    this.name = name;
    this.before = before;
    this.former = former;
  }

  /** Writes the list of manifests. */
  Snapshot snapshot(Map<String, String> summary) {
    long id = new StagedOperations(before, context.io()).newSnapshotId();
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(SnapshotParser.toJson(former));
      json.put("snapshot-id", id);
      json.put("parent-snapshot-id", before.currentSnapshot().snapshotId());
      json.put("sequence-number", before.lastSequenceNumber() + 1);
      json.put("manifest-list", copyOfList(id));
      if (before.formatVersion() >= 3) {
        json.put("first-row-id", before.nextRowId());
        json.put("added-rows", 0);
      }
      json.set("summary", JSON.valueToTree(entries(summary)));
      return SnapshotParser.fromJson(json.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Iceberg wrote a snapshot that is no JSON", e);
    }
  }

  /** The totals of the former one, and what this commit says of itself. */
  private Map<String, String> entries(Map<String, String> summary) {
    Map<String, String> entries = new TreeMap<>();
    former
        .summary()
        .forEach(
            (key, value) -> {
              if (key.startsWith("total-")) {
                entries.put(key, value);
              }
            });
    entries.put("operation", DataOperations.OVERWRITE);
    entries.putAll(summary);
    return entries;
  }

  private String copyOfList(long id) {
    Storage storage = context.storage();
    String path = Layout.manifestList(name, id, context.options().ids().get());
    byte[] list = storage.readAll(storage.pathOf(former.manifestListLocation()));
    String location = storage.locationOf(path);
    try (PositionOutputStream out = context.io().newOutputFile(location).create()) {
      out.write(list);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return location;
  }

  /** Files that come back. */
  List<NewFile> restored() {
    Map<String, ContentFile<?>> files = files(former);
    files.keySet().removeAll(files(before.currentSnapshot()).keySet());
    return files.values().stream().map(this::ledgerFile).toList();
  }

  /** Files that leave. */
  List<RemovedFile> removed() {
    Map<String, ContentFile<?>> files = files(before.currentSnapshot());
    files.keySet().removeAll(files(former).keySet());
    return files.keySet().stream()
        .map(location -> new RemovedFile(name, context.storage().pathOf(location)))
        .toList();
  }

  private Map<String, ContentFile<?>> files(@Nullable Snapshot snapshot) {
    Map<String, ContentFile<?>> files = new LinkedHashMap<>();
    if (snapshot != null) {
      for (FileScanTask task : context.reader().tasks(before, snapshot)) {
        files.put(task.file().location(), task.file());
        task.deletes().forEach(vector -> files.put(vector.location(), vector));
      }
    }
    return files;
  }

  private NewFile ledgerFile(ContentFile<?> file) {
    String path = context.storage().pathOf(file.location());
    boolean deletes = file instanceof DeleteFile;
    return new NewFile(
        name,
        path,
        deletes ? FileContent.DELETES : FileContent.DATA,
        file.recordCount(),
        deletes ? context.storage().size(path) : file.fileSizeInBytes(),
        0,
        0,
        OptionalLong.empty());
  }
}
