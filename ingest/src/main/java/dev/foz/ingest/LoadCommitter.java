package dev.foz.ingest;

import dev.foz.base.FozException;
import dev.foz.base.TableName;
import dev.foz.contract.Contract;
import dev.foz.source.BatchReceipt;
import dev.foz.source.SourceReader;
import dev.foz.state.CommitKind;
import dev.foz.state.CommitOutcome;
import dev.foz.state.ContractUse;
import dev.foz.state.PositionMove;
import dev.foz.state.ReaderPosition;
import dev.foz.table.RawColumn;
import dev.foz.table.RawKey;
import dev.foz.table.TableCommit;
import dev.foz.table.WrittenFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Gathers landed batches and commits them: data files, position, {@code _seq} and contracts in one
 * transaction; then lets the reader acknowledge. Used by one thread, for one pass over a reader.
 */
final class LoadCommitter {
  private final LoadJob job;
  private final SourceReader reader;
  private final List<LandedGroup.Written> gathered = new ArrayList<>();
  private ReaderPosition base;
  private long gatheredBytes;
  private long gatheredRecords;

  LoadCommitter(LoadJob job, SourceReader reader, ReaderPosition base) {
    this.job = job;
    this.reader = reader;
    this.base = base;
  }

  void add(LandedGroup.Written landed) {
    gathered.add(landed);
    gatheredBytes += landed.payloadBytes();
    gatheredRecords += landed.records();
  }

  boolean isFull() {
    return gatheredBytes >= job.limits().commitBytes()
        || gatheredRecords >= job.limits().commitRecords();
  }

  /**
   * Commits what was gathered, if anything.
   *
   * @param contracts the contract of each table with all that was gathered
   */
  void commit(Map<String, Contract> contracts) {
    if (gathered.isEmpty()) {
      return;
    }
    PositionMove move = move();
    TableCommit commit =
        job.catalog().newCommit(CommitKind.LOAD, job.run(), List.of(job.lease())).position(move);
    Map<LoadTable, List<WrittenFile>> accepted = filesByTable(LandedGroup.Written::file);
    accepted.forEach((table, files) -> append(commit, table, files));
    Map<LoadTable, List<WrittenFile>> rejected = filesByTable(LandedGroup.Written::rejected);
    rejected.forEach((table, files) -> quarantine(commit, table, files));
    uses(contracts).forEach(commit::contract);
    CommitOutcome outcome = commit.execute();
    if (outcome instanceof CommitOutcome.Unknown) {
      // Its files may be part of the tables: nothing of it may be deleted.
      forget();
    }
    outcome.orThrow(job.source());
    committed(move);
    accepted.keySet().forEach(table -> maintain(table.raw(), table.consumers()));
    rejected.keySet().forEach(table -> maintain(table.quarantine(), List.of()));
  }

  private void maintain(TableName table, List<TableName> consumers) {
    job.catalog().maintain(table, job.run(), List.of(job.lease()), consumers);
  }

  private void committed(PositionMove move) {
    Map<String, String> parts = new HashMap<>(base.parts());
    parts.putAll(move.parts());
    move.removed().forEach(parts::remove);
    base = new ReaderPosition(base.version() + 1, move.lastSeq(), parts);
    for (LandedGroup.Written landed : gathered) {
      job.totals().add(landed);
      for (BatchReceipt batch : landed.batches()) {
        reader.committed(batch);
        job.progress().advance(batch.records(), batch.sourceBytes());
      }
    }
    job.totals().addCommit();
    forget();
  }

  private PositionMove move() {
    Map<String, String> parts = new LinkedHashMap<>();
    Set<String> removed = new HashSet<>();
    for (LandedGroup.Written landed : gathered) {
      for (BatchReceipt batch : landed.batches()) {
        parts.putAll(batch.position());
        removed.removeAll(batch.position().keySet());
        removed.addAll(batch.forgotten());
        parts.keySet().removeAll(batch.forgotten());
      }
    }
    long lastSeq = base.lastSeq() + gatheredRecords;
    return new PositionMove(job.source(), base.version(), lastSeq, parts, removed);
  }

  private Map<LoadTable, List<WrittenFile>> filesByTable(
      Function<LandedGroup.Written, Optional<WrittenFile>> kind) {
    Map<LoadTable, List<WrittenFile>> files = new LinkedHashMap<>();
    for (LandedGroup.Written landed : gathered) {
      kind.apply(landed)
          .ifPresent(
              file -> files.computeIfAbsent(landed.table(), table -> new ArrayList<>()).add(file));
    }
    return files;
  }

  private static void quarantine(TableCommit commit, LoadTable table, List<WrittenFile> files) {
    commit.create(table.quarantine(), RawColumn.quarantineFields(), Map.of());
    commit.append(table.quarantine(), files);
  }

  private static void append(TableCommit commit, LoadTable table, List<WrittenFile> files) {
    commit.create(table.raw(), RawColumn.fields(), RawKey.properties(table.primaryKey()));
    commit.append(table.raw(), files);
  }

  /** Each contract that records were landed with, then for each table the one that joins them. */
  private Collection<ContractUse> uses(Map<String, Contract> contracts) {
    Set<ContractUse> landed = new LinkedHashSet<>();
    Set<ContractUse> joined = new LinkedHashSet<>();
    for (LandedGroup.Written written : gathered) {
      if (written.file().isPresent()) {
        LoadTable table = written.table();
        landed.add(use(table, written.contract()));
        joined.add(use(table, contracts.getOrDefault(table.name(), Contract.empty())));
      }
    }
    landed.removeAll(joined);
    landed.addAll(joined);
    return landed;
  }

  private ContractUse use(LoadTable table, Contract contract) {
    return new ContractUse(table.raw(), contract.hash(), contract.text());
  }

  /** Deletes files that surely no commit names: the gathered ones and those given. */
  void abandon(List<WrittenFile> others) {
    List<WrittenFile> unwanted = new ArrayList<>(others);
    gathered.forEach(landed -> unwanted.addAll(landed.files()));
    forget();
    try {
      job.catalog().discard(unwanted);
    } catch (FozException e) {
      // The failure that led here matters more; the next start finds the files by their run.
      return;
    }
  }

  private void forget() {
    gathered.clear();
    gatheredBytes = 0;
    gatheredRecords = 0;
  }
}
