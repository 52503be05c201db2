package dev.foz.ingest;

import dev.foz.contract.Contract;
import dev.foz.source.RecordBatch;
import dev.foz.source.SourceReader;
import dev.foz.state.ReaderPosition;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads from one reader until it is caught up or a record is refused. {@code _seq} is given in the
 * order of reading, before the check; batches are committed in that order.
 */
final class LoadPass {
  private final SourceReader reader;
  private final Map<String, LoadTable> tables;
  private final Map<String, TableStart> starts;
  private final Map<String, Contract> contracts = new HashMap<>();
  private final GroupPipeline pipeline;
  private final LoadCommitter committer;
  private final LoadJob job;
  private final ReaderPosition start;

  LoadPass(
      LoadJob job,
      SourceReader reader,
      ReaderPosition start,
      Map<String, LoadTable> tables,
      Map<String, TableStart> starts,
      GroupPipeline pipeline) {
    this.job = job;
    this.reader = reader;
    this.start = start;
    this.tables = tables;
    this.starts = starts;
    starts.forEach((table, at) -> contracts.put(table, at.contract()));
    this.pipeline = pipeline;
    this.committer = new LoadCommitter(job, reader, start);
  }

  /** Returns the refusal that ended the pass; empty when the reader is caught up. */
  Optional<LandedGroup.Refused> run() {
    try {
      Optional<LandedGroup.Refused> refused = pump(start.lastSeq() + 1);
      committer.commit(contracts);
      committer.abandon(pipeline.drain());
      return refused;
    } catch (RuntimeException | Error e) {
      committer.abandon(pipeline.drain());
      throw e;
    }
  }

  private Optional<LandedGroup.Refused> pump(long firstSeq) {
    long nextSeq = firstSeq;
    GroupReader groups = new GroupReader(reader, this::tableOf, job.limits());
    for (Optional<BatchGroup> next = groups.next(); next.isPresent(); next = groups.next()) {
      job.progress().checkCancelled();
      BatchGroup group = next.get();
      Optional<LandedGroup.Refused> refused = settle(isFirst(group) ? 0 : pipeline.capacity() - 1);
      if (refused.isPresent()) {
        return refused;
      }
      pipeline.submit(group, startOf(group.table()), nextSeq);
      nextSeq += group.records();
    }
    return settle(0);
  }

  /** The first group of a table lands alone: it decides whether keys are numbers or text. */
  private boolean isFirst(BatchGroup group) {
    return contractOf(group.table()).fields().isEmpty();
  }

  /** Takes landed groups, in order, until at most so many are under way. */
  private Optional<LandedGroup.Refused> settle(int atMost) {
    while (pipeline.size() > atMost || pipeline.headIsDone()) {
      switch (pipeline.take()) {
        case LandedGroup.Refused refused -> {
          return Optional.of(refused);
        }
        case LandedGroup.Written written -> keep(written);
      }
    }
    return Optional.empty();
  }

  private TableStart startOf(LoadTable table) {
    TableStart start = Objects.requireNonNull(starts.get(table.name()));
    return new TableStart(contractOf(table), start.growth());
  }

  private Contract contractOf(LoadTable table) {
    return contracts.getOrDefault(table.name(), Contract.empty());
  }

  private void keep(LandedGroup.Written written) {
    contracts.merge(written.table().name(), written.contract(), Contract::join);
    committer.add(written);
    if (committer.isFull()) {
      committer.commit(contracts);
    }
  }

  private LoadTable tableOf(RecordBatch batch) {
    LoadTable table = tables.get(batch.table());
    if (table == null) {
      throw new IllegalStateException("the reader gave a table that it was not asked for");
    }
    return table;
  }
}
