package dev.foz.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
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

  /** How many deletion vectors of the current snapshot each file of them holds, by its location. */
  Map<String, Integer> vectors(TableMetadata metadata) {
    Map<String, Integer> vectors = new HashMap<>();
    for (ManifestFile manifest : metadata.currentSnapshot().deleteManifests(io)) {
      forDeletes(metadata, manifest, vector -> vectors.merge(vector.location(), 1, Integer::sum));
    }
    return vectors;
  }

  /** What a snapshot says that it added and removed. */
  SnapshotChanges changes(TableMetadata metadata, Snapshot snapshot) {
    return SnapshotChanges.builderFor(table(metadata)).snapshot(snapshot).build();
  }

  /** All files of a snapshot, and the deletes. */
  void forLiveFiles(TableMetadata metadata, Snapshot snapshot, Consumer<ContentFile<?>> sink) {
    for (ManifestFile manifest : snapshot.dataManifests(io)) {
      try (CloseableIterable<DataFile> files =
          ManifestFiles.read(manifest, io, metadata.specsById())) {
        files.forEach(sink);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    for (ManifestFile manifest : snapshot.deleteManifests(io)) {
      forDeletes(metadata, manifest, sink);
    }
  }

  /**
   * A manifest's own words of its specification cannot be read when it was written after a column
   * of it had been dropped; the metadata knows the specification by its number.
   */
  void forDeletes(
      TableMetadata metadata, ManifestFile manifest, Consumer<? super DeleteFile> sink) {
    try (CloseableIterable<DeleteFile> files =
        ManifestFiles.readDeleteManifest(manifest, io, metadata.specsById())) {
      files.forEach(sink);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
