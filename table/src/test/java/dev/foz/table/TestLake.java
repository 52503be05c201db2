package dev.foz.table;

import dev.foz.base.Field;
import dev.foz.base.Layer;
import dev.foz.base.Slices;
import dev.foz.base.TableName;
import dev.foz.base.Type;
import dev.foz.state.CommitKind;
import dev.foz.state.CommitOutcome;
import dev.foz.state.PositionMove;
import dev.foz.state.ReaderPosition;
import dev.foz.state.StateOptions;
import dev.foz.state.StateStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;

/** A lake of one folder with small helpers; its clock is moved by hand. */
final class TestLake implements AutoCloseable {
  static final TableName RAW = new TableName(Layer.RAW, "notas_nfe");
  static final TableName OTHER = new TableName(Layer.RAW, "notas_produtos");
  static final TableName CURATED = new TableName(Layer.CURATED, "notas_nfe");
  static final List<Field> COLUMNS =
      List.of(
          Field.of("id", Type.Primitive.LONG),
          Field.of("nome", Type.Primitive.STRING),
          Field.of("total", new Type.Decimal(18, 2)));

  final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T10:00:00Z"));
  final Path folder;
  final StateStore state;
  final LocalStorage storage;
  final Catalog catalog;
  private long seq = 1;

  TestLake(Path folder, CatalogOptions options) {
    this(folder, options, StorageFaults.NONE);
  }

  TestLake(Path folder, CatalogOptions options, StorageFaults faults) {
    this.folder = folder;
    this.storage = new LocalStorage(folder.resolve("data"), faults);
    this.state = StateStore.open(folder.resolve("state.db"), StateOptions.standard(clock));
    this.catalog = new Catalog(state, storage, clock, options);
  }

  static RawRecords records(long firstSeq, int count) {
    Slices positions = new Slices(16, count);
    Slices payloads = new Slices(16, count);
    byte[] ops = new byte[count];
    for (int i = 0; i < count; i++) {
      positions.add("f:" + (firstSeq + i));
      payloads.add("{\"id\":" + (firstSeq + i) + "}");
      ops[i] = 'm';
    }
    return RawRecords.consecutive(
        firstSeq,
        positions,
        ops,
        Optional.empty(),
        1_700_000_000_000_000L + firstSeq,
        Map.of(),
        "v1",
        payloads);
  }

  WrittenFile rawFile(TableName table, long run, RawRecords records) {
    try (RawFileWriter writer = catalog.newRawFile(table, run)) {
      writer.write(records);
      return writer.finish();
    }
  }

  /** That the source gave so many records more than it has by now. */
  PositionMove received(int count) {
    ReaderPosition now = state.position("notas");
    long last = now.lastSeq() + count;
    return new PositionMove("notas", now.version(), last, Map.of("f", "" + last), Set.of());
  }

  /** Appends so many records to a raw table in a commit of its own. */
  CommitOutcome.Committed load(TableName table, int count) {
    WrittenFile file = rawFile(table, 1, records(seq, count));
    seq += count;
    return committed(
        catalog
            .newCommit(CommitKind.LOAD, 1, List.of())
            .create(table, RawColumn.fields(), Map.of())
            .append(table, List.of(file))
            .position(received(count)));
  }

  static CommitOutcome.Committed committed(TableCommit commit) {
    CommitOutcome outcome = commit.execute();
    if (outcome instanceof CommitOutcome.Committed committed) {
      return committed;
    }
    throw new AssertionError("not committed: " + outcome);
  }

  TableSnapshot table(TableName name) {
    return catalog.read().find(name).orElseThrow();
  }

  /** Every file of the table in the storage. */
  Set<String> stored(TableName table) {
    return storage
        .list(Layout.folder(table) + "/")
        .map(StoredFile::path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Every file that any kept snapshot of the table refers to, and its current metadata. */
  Set<String> reachable(TableName name) {
    TableReader reader = new TableReader(storage);
    TableSnapshot table = table(name);
    TableMetadata metadata = table.metadata();
    Set<String> reachable = new TreeSet<>();
    reachable.add(storage.pathOf(table.pointer().metadataLocation()));
    for (Snapshot snapshot : metadata.snapshots()) {
      reachable.add(storage.pathOf(snapshot.manifestListLocation()));
      for (ManifestFile manifest : snapshot.allManifests(reader.io())) {
        reachable.add(storage.pathOf(manifest.path()));
      }
      for (FileScanTask task : tasks(reader, metadata, snapshot)) {
        reachable.add(storage.pathOf(task.file().location()));
        task.deletes().forEach(file -> reachable.add(storage.pathOf(file.location())));
      }
    }
    return reachable;
  }

  private static List<FileScanTask> tasks(
      TableReader reader, TableMetadata metadata, Snapshot snapshot) {
    List<FileScanTask> tasks = new ArrayList<>();
    reader
        .table(metadata)
        .newScan()
        .useSnapshot(snapshot.snapshotId())
        .planFiles()
        .forEach(tasks::add);
    return tasks;
  }

  @Override
  public void close() {
    state.close();
  }

  /** A clock that stands until it is moved. */
  static final class SettableClock extends Clock {
    private volatile Instant now;

    SettableClock(Instant now) {
      this.now = now;
    }

    void set(Instant time) {
      now = time;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
