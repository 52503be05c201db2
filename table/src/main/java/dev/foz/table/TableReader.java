package dev.foz.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;

/** Reads what Iceberg's metadata says of a table's files. */
final class TableReader {
  private final Storage storage;
  private final StorageFileIO io;

  TableReader(Storage storage) {
    this.storage = storage;
    this.io = new StorageFileIO(storage);
  }

  StorageFileIO io() {
    return io;
  }

  BaseTable table(TableMetadata metadata) {
    return table(metadata, io);
  }

  static BaseTable table(TableMetadata metadata, StorageFileIO io) {
    return new BaseTable(new StagedOperations(metadata, io), metadata.location(), report -> {});
  }

  /** The live files that may hold a wanted row, with their deletes. */
  List<FileScanTask> tasks(TableMetadata metadata, Filter filter) {
    Expression expression = new Expressions(metadata.schema()).of(filter);
    return tasks(table(metadata).newScan().filter(expression));
  }

  /** The files of a kept snapshot, with their deletes. */
  List<FileScanTask> tasks(TableMetadata metadata, Snapshot snapshot) {
    return tasks(table(metadata).newScan().useSnapshot(snapshot.snapshotId()));
  }

  /** All live files with the bounds of their columns. */
  List<FileScanTask> tasksWithBounds(TableMetadata metadata) {
    return tasks(table(metadata).newScan().includeColumnStats());
  }

  private static List<FileScanTask> tasks(TableScan scan) {
    List<FileScanTask> tasks = new ArrayList<>();
    try (CloseableIterable<FileScanTask> planned = scan.planFiles()) {
      planned.forEach(tasks::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tasks;
  }

  List<ScanFile> plan(TableMetadata metadata, Filter filter) {
    return scanFiles(tasks(metadata, filter));
  }

  List<ScanFile> scanFiles(List<FileScanTask> tasks) {
    return tasks.stream().map(this::scanFile).toList();
  }

  /** How many deletion vectors of a snapshot each file of them holds, by its location. */
  Map<String, Integer> vectors(Snapshot snapshot) {
    Map<String, Integer> vectors = new HashMap<>();
    for (ManifestFile manifest : snapshot.deleteManifests(io)) {
      try (CloseableIterable<DeleteFile> files =
          ManifestFiles.readDeleteManifest(manifest, io, null)) {
        files.forEach(vector -> vectors.merge(vector.location(), 1, Integer::sum));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return vectors;
  }

  ScanFile scanFile(FileScanTask task) {
    String path = storage.pathOf(task.file().location());
    return new ScanFile(
        storage.localPath(path).toString(),
        task.file().recordCount(),
        task.file().fileSizeInBytes(),
        DeletionVectors.read(io, task));
  }
}
