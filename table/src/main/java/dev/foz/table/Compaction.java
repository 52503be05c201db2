package dev.foz.table;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.state.CommitKind;
import dev.foz.state.CommitOutcome;
import dev.foz.state.FileContent;
import dev.foz.state.Lease;
import dev.foz.state.LedgerFile;
import dev.foz.state.StateStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.DataFile;

/**
 * Merges small raw or quarantine files that are neighbours in {@code _seq} into larger ones, as
 * they are: blocks of records are put together, not decoded. What comes out is at least three times
 * as large as the largest that went in, so a record is copied only a few times in its life.
 */
final class Compaction {
  private static final int GROWTH = 3;

  /** Looked at from the smallest: bytes below which a file counts as small. */
  private static final int[] SMALL = {32 << 10, 256 << 10, 2 << 20, 16 << 20};

  private static final int MAX_GROUPS = 8;

  private final Catalog catalog;
  private final StateStore state;
  private final Storage storage;
  private final CatalogOptions options;
  private final TableReader reader;

  Compaction(
      Catalog catalog,
      StateStore state,
      Storage storage,
      CatalogOptions options,
      TableReader reader) {
    this.catalog = catalog;
    this.state = state;
    this.storage = storage;
    this.options = options;
    this.reader = reader;
  }

  MaintenanceReport run(
      TableSnapshot snapshot, long run, List<Lease> leases, Collection<TableName> consumers) {
    List<List<LedgerFile>> groups = groups(candidates(snapshot.table(), snapshot, consumers));
    MaintenanceReport report = MaintenanceReport.NOTHING;
    for (List<LedgerFile> group : groups.subList(0, Math.min(MAX_GROUPS, groups.size()))) {
      if (!merge(snapshot.table(), group, run, leases)) {
        return report;
      }
      report = report.plus(new MaintenanceReport(group.size(), 1, 0));
    }
    return report;
  }

  /** What every consumer has left behind, in the order of {@code _seq}. */
  private List<LedgerFile> candidates(
      TableName table, TableSnapshot snapshot, Collection<TableName> consumers) {
    Set<TableName> all = new HashSet<>(consumers);
    all.addAll(state.consumers(table));
    long consumed = snapshot.commit();
    for (TableName consumer : all) {
      consumed = Math.min(consumed, state.consumed(consumer, table));
    }
    List<LedgerFile> files = new ArrayList<>(state.files(table, 0, consumed));
    files.removeIf(file -> file.content() != FileContent.DATA || file.records() == 0);
    files.sort(java.util.Comparator.comparingLong(LedgerFile::firstSeq));
    return files;
  }

  private List<List<LedgerFile>> groups(List<LedgerFile> files) {
    for (int limit : SMALL) {
      List<List<LedgerFile>> groups = new ArrayList<>();
      List<LedgerFile> open = new ArrayList<>();
      for (LedgerFile file : files) {
        boolean small = file.bytes() < Math.min(limit, options.compactBytes() / 4);
        boolean follows = open.isEmpty() || open.getLast().lastSeq() < file.firstSeq();
        if (!small || !follows || bytes(open) + file.bytes() > options.compactBytes()) {
          close(open, groups);
          open = new ArrayList<>();
        }
        if (small) {
          open.add(file);
        }
      }
      close(open, groups);
      if (!groups.isEmpty()) {
        return groups;
      }
    }
    return List.of();
  }

  private void close(List<LedgerFile> open, List<List<LedgerFile>> groups) {
    long largest = open.stream().mapToLong(LedgerFile::bytes).max().orElse(0);
    long bytes = bytes(open);
    boolean enough = open.size() >= options.compactFrom() || bytes > options.compactBytes() / 2;
    if (enough && bytes >= GROWTH * largest) {
      groups.add(open);
    }
  }

  private static long bytes(List<LedgerFile> files) {
    return files.stream().mapToLong(LedgerFile::bytes).sum();
  }

  private boolean merge(TableName table, List<LedgerFile> group, long run, List<Lease> leases) {
    TableCommit commit = catalog.newCommit(CommitKind.MAINTENANCE, run, leases);
    TableSnapshot now = catalog.read().find(table).orElseThrow();
    commit.expect(now);
    Map<String, DataFile> live = liveFiles(now);
    List<DataFile> removed = new ArrayList<>();
    for (LedgerFile file : group) {
      DataFile data = live.get(file.path());
      if (data == null || FileMetrics.ingestedAt(data).isEmpty()) {
        return false; // moved meanwhile, or written by another program
      }
      removed.add(data);
    }
    WrittenFile written = copy(table, group, removed, run);
    long number = group.stream().mapToLong(LedgerFile::commit).max().orElseThrow();
    commit.rewrite(table, new FileChange.Rewrite(removed, written, number));
    CommitOutcome outcome = commit.execute();
    return switch (outcome) {
      case CommitOutcome.Committed committed -> true;
      case CommitOutcome.Unknown unknown -> throw unknown.cause();
      case CommitOutcome.Failed failed -> {
        Cleanup.quietly(failed.cause(), () -> storage.delete(List.of(written.path())));
        throw failed.cause();
      }
      case CommitOutcome.Conflicted conflicted -> giveUp(written);
      case CommitOutcome.LeaseLost lost -> giveUp(written);
    };
  }

  private boolean giveUp(WrittenFile written) {
    storage.delete(List.of(written.path()));
    return false;
  }

  private Map<String, DataFile> liveFiles(TableSnapshot snapshot) {
    Map<String, DataFile> live = new HashMap<>();
    reader
        .tasksWithBounds(snapshot.metadata())
        .forEach(task -> live.put(storage.pathOf(task.file().location()), task.file()));
    return live;
  }

  private WrittenFile copy(TableName table, List<LedgerFile> group, List<DataFile> data, long run) {
    try (RawFileOutput writer = catalog.newOutput(table, run)) {
      for (int i = 0; i < group.size(); i++) {
        LedgerFile file = group.get(i);
        copyBlocks(table, file, writer);
        writer.note(file.firstSeq(), file.lastSeq(), file.records());
        long[] ingested = FileMetrics.ingestedAt(data.get(i)).orElseThrow();
        writer.noteTime(ingested[0], ingested[1]);
      }
      return writer.finish();
    }
  }

  private void copyBlocks(TableName table, LedgerFile file, RawFileOutput writer) {
    Optional<RawSchema> wanted = Optional.of(RawSchema.of(table));
    long records = 0;
    try (AvroBlocks blocks = new AvroBlocks(storage.open(file.path()), file.path())) {
      if (!blocks.text(RawFormat.SCHEMA_KEY).flatMap(RawSchema::find).equals(wanted)) {
        throw blocks.damaged("it has not the columns of " + table);
      }
      while (blocks.next()) {
        int length = blocks.dataEnd() - blocks.dataStart();
        writer.appendEncoded(blocks.data(), blocks.dataStart(), length, blocks.records());
        records += blocks.records();
      }
    }
    if (records != file.records()) {
      throw Problem.of(Code.TABLE_DAMAGED, "Cannot merge " + file.path() + ": records are missing")
          .because("it has " + records + ", the ledger says " + file.records())
          .remedy("put the file back from a backup, or load its source again")
          .toException();
    }
  }
}
