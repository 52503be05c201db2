package dev.foz.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foz.base.TableName;
import dev.foz.state.FileContent;
import dev.foz.state.LedgerFile;
import dev.foz.state.Pause;
import dev.foz.state.Pointer;
import dev.foz.state.StateImage;
import dev.foz.state.StateStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.types.Conversions;
import org.jspecify.annotations.Nullable;

/** Rebuilds the state database from the storage; see {@code docs/formats/tables.md}. */
final class Recovery {
  private final StateStore state;
  private final Storage storage;
  private final TableReader reader;
  private final MetadataCache cache;
  private final Set<TableName> rebuild = new TreeSet<>();

  Recovery(StateStore state, Storage storage, TableReader reader, MetadataCache cache) {
    this.state = state;
    this.storage = storage;
    this.reader = reader;
    this.cache = cache;
  }

  RecoveryReport recover() {
    MetadataSearch search = new MetadataSearch(storage, cache);
    Map<TableName, FoundTable> tables = search.search();
    long lastCommit = number(tables);
    PositionCopies copies = new PositionCopies(storage);
    copies.read(tables.values());
    StateImage image =
        new StateImage(
            lastCommit,
            lastRun(tables.values()),
            tables.values().stream().map(this::pointer).toList(),
            copies.positions(),
            tables.values().stream().flatMap(this::files).toList(),
            consumed(tables),
            contracts(),
            copies.segments(),
            pauses(tables));
    state.restore(image);
    return new RecoveryReport(
        List.copyOf(tables.keySet()), copies.positions().keySet(), rebuild, search.notes());
  }

  /** Gives every snapshot its commit's number; returns the highest. */
  private static long number(Map<TableName, FoundTable> tables) {
    List<StateImage.Consumed> told = told(tables);
    for (FoundTable table : tables.values()) {
      table.number(
          told.stream()
              .filter(consumed -> consumed.input().equals(table.name()))
              .map(StateImage.Consumed::toCommit)
              .toList());
    }
    long highest =
        Math.max(
            told.stream().mapToLong(StateImage.Consumed::toCommit).max().orElse(0),
            tables.values().stream().mapToLong(FoundTable::lastCommit).max().orElse(0));
    Map<String, Long> fresh = new HashMap<>();
    List<FoundTable> unknown =
        tables.values().stream()
            .filter(table -> !table.lastIsKnown())
            .sorted(Comparator.comparingLong(Recovery::time))
            .toList();
    for (FoundTable table : unknown) {
      String id = FoundTable.id(table.last().orElseThrow());
      if (!fresh.containsKey(id)) {
        fresh.put(id, ++highest);
      }
      table.numberLast(fresh.getOrDefault(id, highest));
    }
    return Math.max(1, highest);
  }

  private static long time(FoundTable table) {
    return table.last().map(Snapshot::timestampMillis).orElse(0L);
  }

  private static List<StateImage.Consumed> told(Map<TableName, FoundTable> tables) {
    List<StateImage.Consumed> told = new ArrayList<>();
    tables.forEach(
        (name, table) ->
            table
                .metadata()
                .properties()
                .forEach(
                    (key, value) ->
                        Copies.consumedInput(key)
                            .filter(tables::containsKey)
                            .map(
                                input ->
                                    new StateImage.Consumed(name, input, Long.parseLong(value)))
                            .ifPresent(told::add)));
    return told;
  }

  /** A consumer that had not come to what is still told apart is built whole. */
  private List<StateImage.Consumed> consumed(Map<TableName, FoundTable> tables) {
    List<StateImage.Consumed> sure = new ArrayList<>();
    for (StateImage.Consumed consumed : told(tables)) {
      FoundTable input = tables.get(consumed.input());
      if (input != null && consumed.toCommit() >= input.horizon()) {
        sure.add(consumed);
      } else {
        // That it has begun is known, so that nobody adds to it what it may have.
        sure.add(new StateImage.Consumed(consumed.consumer(), consumed.input(), 0));
        rebuild.add(consumed.consumer());
      }
    }
    return sure;
  }

  private static List<Pause> pauses(Map<TableName, FoundTable> tables) {
    List<Pause> pauses = new ArrayList<>();
    tables.forEach(
        (name, table) ->
            Copies.pause(table.metadata().properties())
                .map(reason -> new Pause(name, reason, 0, 0, changedAt(table)))
                .ifPresent(pauses::add));
    return pauses;
  }

  private static Instant changedAt(FoundTable table) {
    return Instant.ofEpochMilli(table.metadata().lastUpdatedMillis());
  }

  private Pointer pointer(FoundTable table) {
    return new Pointer(
        table.name(),
        table.metadata().metadataFileLocation(),
        Math.max(1, table.lastCommit()),
        Math.max(1, table.dataCommit()),
        Summary.facts(table.metadata()),
        Copies.contract(table.metadata().properties()),
        changedAt(table),
        false);
  }

  private Stream<LedgerFile> files(FoundTable table) {
    List<LedgerFile> files = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (FileScanTask task : reader.tasksWithBounds(table.metadata())) {
      files.add(file(table, FileContent.DATA, task.file()));
      for (ContentFile<?> vector : task.deletes()) {
        if (seen.add(vector.location())) {
          files.add(file(table, FileContent.DELETES, vector));
        }
      }
    }
    return files.stream();
  }

  private LedgerFile file(FoundTable table, FileContent content, ContentFile<?> file) {
    String path = storage.pathOf(file.location());
    Long sequence = file.fileSequenceNumber();
    return new LedgerFile(
        table.name(),
        path,
        content,
        file.recordCount(),
        file.fileSizeInBytes(),
        seq(file.lowerBounds(), path),
        seq(file.upperBounds(), path),
        Math.max(1, table.commitOfFile(sequence == null ? 0 : sequence)),
        runOf(path));
  }

  private static long seq(@Nullable Map<Integer, ByteBuffer> bounds, String path) {
    ByteBuffer bound =
        bounds == null || !path.endsWith(FileFormat.AVRO.extension())
            ? null
            : bounds.get(RawColumn.SEQ.field().id());
    Long value =
        bound == null
            ? null
            : Conversions.fromByteBuffer(FieldTypes.iceberg(RawColumn.SEQ.field().type()), bound);
    return value == null ? 0 : value;
  }

  private static long runOf(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dash = name.indexOf('-');
    try {
      return dash <= 0 ? 0 : Long.parseLong(name.substring(0, dash));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Runs of files that no commit took count, too: their numbers must not come again. */
  private long lastRun(Collection<FoundTable> tables) {
    long last = 0;
    for (FoundTable table : tables) {
      for (Snapshot snapshot : table.snapshots()) {
        last = Math.max(last, Summary.number(snapshot, Summary.RUN));
      }
      try (Stream<StoredFile> files = storage.list(Layout.dataFolder(table.name()))) {
        last = Math.max(last, files.mapToLong(file -> runOf(file.path())).max().orElse(0));
      }
    }
    return last;
  }

  private Map<String, String> contracts() {
    Map<String, String> contracts = new HashMap<>();
    try (Stream<StoredFile> files = storage.list(Layout.CONTRACTS)) {
      files
          .map(StoredFile::path)
          .forEach(
              path ->
                  Copies.contractHash(path)
                      .ifPresent(
                          hash ->
                              contracts.put(
                                  hash,
                                  new String(storage.readAll(path), StandardCharsets.UTF_8))));
    }
    return contracts;
  }

  /** Reads a file of the journal: one entry a line. */
  static List<JsonNode> lines(Storage storage, String path) {
    return new String(storage.readAll(path), StandardCharsets.UTF_8)
        .lines()
        .map(Copies::parse)
        .toList();
  }
}
