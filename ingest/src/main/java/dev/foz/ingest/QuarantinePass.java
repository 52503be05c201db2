package dev.foz.ingest;

import dev.foz.base.TableName;
import dev.foz.contract.Contract;
import dev.foz.state.CommitKind;
import dev.foz.state.CommitOutcome;
import dev.foz.state.ContractUse;
import dev.foz.state.LedgerFile;
import dev.foz.table.DeletedRows;
import dev.foz.table.QuarantineFileWriter;
import dev.foz.table.RawColumn;
import dev.foz.table.RawFileWriter;
import dev.foz.table.RawKey;
import dev.foz.table.TableCommit;
import dev.foz.table.WrittenFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One pass over a quarantine table: chosen records land or get another reason, all others stay as
 * they are. A file of which a record changes is written again without those that land; both happen
 * in one commit, so a record is never in two tables and never in none. Used once, under the lease
 * of the table's writer.
 */
final class QuarantinePass {
  private final LoadJob job;
  private final TableName quarantine;
  private final Optional<LoadTable> table;
  private final Choice.Found choice;
  private final Judge judge;
  private final long now;

  private final List<WrittenFile> landed = new ArrayList<>();
  private final List<WrittenFile> rewritten = new ArrayList<>();
  private final Map<String, DeletedRows> replaced = new HashMap<>();
  private final Set<ContractUse> contracts = new LinkedHashSet<>();
  private long gatheredBytes;
  private long dropped;
  private long chosen;
  private long landedRecords;

  /**
   * @param table that records may land in; empty where none do
   * @param now microseconds since 1970
   */
  QuarantinePass(
      LoadJob job,
      TableName quarantine,
      Optional<LoadTable> table,
      Choice.Found choice,
      Judge judge,
      long now) {
    this.job = job;
    this.quarantine = quarantine;
    this.table = table;
    this.choice = choice;
    this.judge = judge;
    this.now = now;
  }

  QuarantineReport run() {
    try {
      for (LedgerFile file : job.state().files(quarantine, 0, Long.MAX_VALUE)) {
        job.progress().checkCancelled();
        rewrite(file);
        if (gatheredBytes >= job.limits().commitBytes()) {
          commit();
        }
      }
      commit();
    } catch (RuntimeException | Error e) {
      discard(e);
      throw e;
    }
    table.ifPresent(known -> maintain(known.raw(), known.consumers()));
    maintain(quarantine, List.of());
    return new QuarantineReport(chosen, landedRecords);
  }

  private void maintain(TableName name, List<TableName> consumers) {
    job.catalog().maintain(name, job.run(), List.of(job.lease()), consumers);
  }

  private void discard(Throwable failure) {
    List<WrittenFile> unwanted = new ArrayList<>(landed);
    unwanted.addAll(rewritten);
    try {
      job.catalog().discard(unwanted);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void rewrite(LedgerFile file) {
    try (Rewrite rewrite = new Rewrite();
        WaitingReader reader = new WaitingReader(path(file))) {
      for (List<Waiting> part = reader.next(); !part.isEmpty(); part = reader.next()) {
        rewrite.take(part);
        job.progress().advance(part.size(), 0);
      }
      rewrite.finish(file);
    }
  }

  private Path path(LedgerFile file) {
    return Path.of(job.catalog().localPath(file.path()));
  }

  private void commit() {
    if (replaced.isEmpty()) {
      return;
    }
    TableCommit commit = job.catalog().newCommit(CommitKind.LOAD, job.run(), List.of(job.lease()));
    if (!landed.isEmpty()) {
      LoadTable into = table.orElseThrow();
      commit.create(into.raw(), RawColumn.fields(), RawKey.properties(into.primaryKey()));
      commit.append(into.raw(), landed);
      contracts.forEach(commit::contract);
    }
    commit.merge(quarantine, rewritten, replaced);
    commit.properties(quarantine, Quarantine.droppedProperty(dropped));
    CommitOutcome outcome = commit.execute();
    if (outcome instanceof CommitOutcome.Unknown) {
      forget();
    }
    outcome.orThrow(quarantine.toString());
    forget();
  }

  private void forget() {
    landed.clear();
    rewritten.clear();
    replaced.clear();
    contracts.clear();
    gatheredBytes = 0;
  }

  /** The files that take the place of one file. */
  private final class Rewrite implements AutoCloseable {
    private Optional<RawFileWriter> accepted = Optional.empty();
    private Optional<QuarantineFileWriter> rest = Optional.empty();
    private final Set<ContractUse> uses = new LinkedHashSet<>();
    private boolean changed;
    private long landing;
    private long bytes;

    void take(List<Waiting> part) {
      List<Waiting> asked = part.stream().filter(choice::has).toList();
      List<Verdict> verdicts = asked.isEmpty() ? List.of() : judge.judge(asked);
      judge.contract().ifPresent(this::use);
      chosen += asked.size();
      int next = 0;
      for (Waiting record : part) {
        boolean judged = next < asked.size() && asked.get(next) == record;
        Verdict verdict = judged ? verdicts.get(next++) : new Verdict.Stays(record);
        write(record, verdict);
        bytes += record.payload().length;
      }
    }

    private void use(Contract contract) {
      table.ifPresent(
          into -> uses.add(new ContractUse(into.raw(), contract.hash(), contract.text())));
    }

    private void write(Waiting before, Verdict verdict) {
      switch (verdict) {
        case Verdict.Lands(var record, var key, var contract) -> {
          changed = true;
          landing++;
          acceptedWriter().write(record.landing().record(key, now, contract));
        }
        case Verdict.Stays(Waiting record) -> {
          changed |= !record.reason().equals(before.reason());
          dropped += record.isDropped() ? 1 : 0;
          restWriter().write(record.record(), List.of(record.reason()));
        }
      }
    }

    private RawFileWriter acceptedWriter() {
      if (accepted.isEmpty()) {
        accepted = Optional.of(job.catalog().newRawFile(table.orElseThrow().raw(), job.run()));
      }
      return accepted.get();
    }

    private QuarantineFileWriter restWriter() {
      if (rest.isEmpty()) {
        rest = Optional.of(job.catalog().newQuarantineFile(quarantine, job.run()));
      }
      return rest.get();
    }

    /** Keeps what was written where something changed; else the file stays. */
    void finish(LedgerFile file) {
      if (!changed) {
        return;
      }
      accepted.ifPresent(writer -> landed.add(writer.finish()));
      rest.ifPresent(writer -> rewritten.add(writer.finish()));
      replaced.put(path(file).toString(), DeletedRows.first(file.records()));
      contracts.addAll(uses);
      landedRecords += landing;
      gatheredBytes += bytes;
    }

    @Override
    public void close() {
      accepted.ifPresent(RawFileWriter::close);
      rest.ifPresent(QuarantineFileWriter::close);
    }
  }
}
