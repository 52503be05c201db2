package dev.foz.table;

import dev.foz.base.TableName;
import dev.foz.state.FileContent;
import dev.foz.state.NewFile;
import dev.foz.state.RemovedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.RowDelta;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.expressions.Expressions;

/** Turns a {@link FileChange} into Iceberg's update of a table, and into lines of the ledger. */
final class FileStaging {
  private final CommitContext context;
  private final TableName name;
  private final TableMetadata before;
  private final Schema schema;
  private final Optional<PlannedFiles> planned;
  private final BaseTable table;
  private final List<NewFile> added = new ArrayList<>();
  private final List<RemovedFile> removed = new ArrayList<>();

  /**
   * @param schema that the new files are written by
   * @param planned files of the table as it was before, as far as they are known
   */
  FileStaging(
      CommitContext context,
      TableName name,
      TableMetadata before,
      Schema schema,
      Optional<PlannedFiles> planned) {
    this.context = context;
    this.name = name;
    this.before = before;
    this.schema = schema;
    this.planned = planned;
    this.table = TableReader.table(before, context.io());
  }

  List<NewFile> added() {
    return added;
  }

  List<RemovedFile> removed() {
    return removed;
  }

  SnapshotUpdate<?> append(List<WrittenFile> files) {
    AppendFiles append = table.newAppend();
    files.forEach(file -> append.appendFile(add(file, OptionalLong.empty())));
    return append;
  }

  SnapshotUpdate<?> replace(List<WrittenFile> files) {
    if (before.currentSnapshot() == null) {
      return append(files);
    }
    OverwriteFiles overwrite = table.newOverwrite().overwriteByRowFilter(Expressions.alwaysTrue());
    files.forEach(file -> overwrite.addFile(add(file, OptionalLong.empty())));
    removeAll(context.reader().tasks(before, Filter.ALWAYS));
    return overwrite;
  }

  /**
   * The same by a snapshot that has no parent and does not note which files left: manifests would
   * keep their bounds, and with them values.
   *
   * @param emptied the table as if it had no current snapshot
   */
  SnapshotUpdate<?> replaceUnseen(List<WrittenFile> files, TableMetadata emptied) {
    AppendFiles append = TableReader.table(emptied, context.io()).newAppend();
    files.forEach(file -> append.appendFile(add(file, OptionalLong.empty())));
    removeAll(context.reader().tasks(before, Filter.ALWAYS));
    return append;
  }

  private void removeAll(List<FileScanTask> tasks) {
    tasks.forEach(task -> remove(task.file().location()));
    tasks.stream()
        .flatMap(task -> task.deletes().stream())
        .map(DeleteFile::location)
        .distinct()
        .forEach(this::remove);
  }

  SnapshotUpdate<?> rewrite(FileChange.Rewrite change) {
    RewriteFiles rewrite =
        table.newRewrite().validateFromSnapshot(table.currentSnapshot().snapshotId());
    for (DataFile file : change.removed()) {
      rewrite.deleteFile(file);
      remove(file.location());
    }
    rewrite.addFile(add(change.added(), OptionalLong.of(change.commit())));
    return rewrite;
  }

  SnapshotUpdate<?> split(Split wanted) {
    RewriteFiles rewrite =
        table.newRewrite().validateFromSnapshot(table.currentSnapshot().snapshotId());
    Map<String, FileScanTask> byPath = byPath(wanted.touched());
    for (String path : wanted.touched()) {
      rewrite.deleteFile(task(byPath, path).file());
      removed.add(new RemovedFile(name, path));
    }
    wanted.files().forEach(file -> rewrite.addFile(add(file, OptionalLong.empty())));
    return rewrite;
  }

  SnapshotUpdate<?> merge(FileChange.Merge change) {
    RowDelta delta = table.newRowDelta();
    if (before.currentSnapshot() != null) {
      delta.validateFromSnapshot(before.currentSnapshot().snapshotId());
    }
    change.added().forEach(file -> delta.addRows(add(file, OptionalLong.empty())));
    if (!change.deleted().isEmpty()) {
      delete(delta, change.deleted());
    }
    return delta;
  }

  private void delete(RowDelta delta, Map<String, DeletedRows> deleted) {
    Map<String, FileScanTask> byPath = byPath(deleted.keySet());
    List<DeletionVectors.Vector> vectors = new ArrayList<>();
    Map<String, Integer> withdrawn = new HashMap<>();
    deleted.forEach((path, rows) -> delete(delta, task(byPath, path), rows, vectors, withdrawn));
    writeVectors(delta, vectors);
    removeEmptied(withdrawn);
  }

  /** A Puffin file leaves when the last of its vectors does. */
  private void removeEmptied(Map<String, Integer> withdrawn) {
    if (withdrawn.isEmpty()) {
      return;
    }
    Map<String, Integer> vectors = context.reader().vectors(before);
    withdrawn.forEach(
        (puffin, count) -> {
          if (vectors.getOrDefault(puffin, 0) <= count) {
            remove(puffin);
          }
        });
  }

  /** What was planned before, else from the manifests of the whole table. */
  private Map<String, FileScanTask> byPath(Set<String> paths) {
    List<String> locations = paths.stream().map(context.storage()::locationOf).toList();
    Map<String, FileScanTask> byPath = new HashMap<>();
    planned
        .flatMap(files -> files.find(locations))
        .orElseGet(() -> context.reader().tasks(before, Filter.ALWAYS))
        .forEach(task -> byPath.put(context.storage().pathOf(task.file().location()), task));
    return byPath;
  }

  private FileScanTask task(Map<String, FileScanTask> byPath, String path) {
    FileScanTask task = byPath.get(path);
    if (task == null) {
      throw new ConflictException(name + " has no file " + path + " any more");
    }
    return task;
  }

  private void delete(
      RowDelta delta,
      FileScanTask task,
      DeletedRows rows,
      List<DeletionVectors.Vector> vectors,
      Map<String, Integer> withdrawn) {
    DeletedRows former = DeletionVectors.read(context.io(), task).orElse(DeletedRows.of());
    DeletedRows all = former.union(rows);
    if (all.cardinality() == former.cardinality()) {
      return;
    }
    DataFile file = task.file();
    if (all.cardinality() > file.recordCount() || all.last() >= file.recordCount()) {
      throw new IllegalArgumentException(
          "row " + all.last() + " of " + file.location() + " with " + file.recordCount());
    }
    for (DeleteFile vector : task.deletes()) {
      delta.removeDeletes(vector);
      withdrawn.merge(vector.location(), 1, Integer::sum);
    }
    if (all.cardinality() == file.recordCount()) {
      delta.removeRows(file);
      remove(file.location());
    } else if (before.formatVersion() < 3) {
      throw new IllegalArgumentException(name + " knows no deletion of a part of a file");
    } else {
      vectors.add(new DeletionVectors.Vector(file, task.spec(), all));
    }
  }

  private void writeVectors(RowDelta delta, List<DeletionVectors.Vector> vectors) {
    if (vectors.isEmpty()) {
      return;
    }
    String path = Layout.deletesFile(name, context.run(), context.options().ids().get());
    List<DeleteFile> written =
        DeletionVectors.write(context.io(), context.storage().locationOf(path), vectors);
    written.forEach(delta::addDeletes);
    long rows = vectors.stream().mapToLong(vector -> vector.rows().cardinality()).sum();
    long bytes = context.storage().size(path);
    added.add(
        new NewFile(name, path, FileContent.DELETES, rows, bytes, 0, 0, OptionalLong.empty()));
  }

  private DataFile add(WrittenFile file, OptionalLong commit) {
    if (!file.table().equals(name)) {
      throw new IllegalArgumentException(file.path() + " is of " + file.table() + ", not " + name);
    }
    added.add(
        new NewFile(
            name,
            file.path(),
            FileContent.DATA,
            file.records(),
            file.bytes(),
            file.firstSeq(),
            file.lastSeq(),
            commit));
    PartitionSpec spec = before.spec();
    return FileMetrics.dataFile(context.storage(), schema, spec, file);
  }

  private void remove(String location) {
    removed.add(new RemovedFile(name, context.storage().pathOf(location)));
  }
}
