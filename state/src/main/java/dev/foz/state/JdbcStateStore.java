package dev.foz.state;

import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.state.CommitOutcome.Committed;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;

/** The state store over any database that has a {@link Dialect}. */
final class JdbcStateStore implements StateStore {
  private final Database database;
  private final StateOptions options;
  private final Leases leases;
  private final Commits commits;
  private final Reads reads;
  private final Runs runs;

  private JdbcStateStore(Database database, StateOptions options, Internals internals) {
    this.database = database;
    this.options = options;
    this.leases = new Leases(database, options, internals.ticker());
    this.commits = new Commits(database, leases, options.clock(), internals.hook());
    this.reads = new Reads(database);
    this.runs = new Runs(database, options, internals.ticker());
  }

  static JdbcStateStore open(Dialect dialect, StateOptions options, Internals internals) {
    Database database = new Database(dialect);
    try {
      Schema.update(database);
      database.pin();
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
    return new JdbcStateStore(database, options, internals);
  }

  @Override
  public Lease acquire(String name, Duration patience, Progress progress) {
    return leases.acquire(name, patience, progress);
  }

  @Override
  public void release(Lease lease) {
    leases.release(lease);
  }

  @Override
  public CommitOutcome commit(CommitRequest request) {
    return commits.commit(request);
  }

  @Override
  public Optional<Committed> findCommit(UUID id) {
    return commits.find(id);
  }

  @Override
  public Map<TableName, Pointer> pointers() {
    return reads.pointers();
  }

  @Override
  public ReaderPosition position(String reader) {
    return reads.position(reader);
  }

  @Override
  public Optional<String> contractText(String hash) {
    return reads.contractText(hash);
  }

  @Override
  public long consumed(TableName consumer, TableName input) {
    return reads.consumed(consumer, input);
  }

  @Override
  public Map<TableName, Map<TableName, Long>> consumed() {
    return reads.consumed();
  }

  @Override
  public List<Long> consumedBy(TableName input) {
    return reads.consumedBy(input);
  }

  @Override
  public Map<Long, Instant> commitTimes(Collection<Long> commits) {
    return reads.commitTimes(commits);
  }

  @Override
  public boolean isBoundary(TableName input, long commit) {
    return reads.isBoundary(input, commit);
  }

  @Override
  public long removedRecords(TableName table) {
    return reads.removedRecords(table);
  }

  @Override
  public Map<TableName, Pause> pauses() {
    return reads.pauses();
  }

  @Override
  public Set<TableName> consumers(TableName input) {
    return reads.consumers(input);
  }

  @Override
  public List<LedgerFile> files(TableName table, long afterCommit, long upToCommit) {
    return reads.files(table, afterCommit, upToCommit);
  }

  @Override
  public Map<String, LedgerFile> files(Collection<String> paths) {
    return reads.files(paths);
  }

  @Override
  public Set<String> inLedger(Collection<String> paths) {
    return reads.inLedger(paths);
  }

  @Override
  public List<Garbage> garbage(Instant doomedBefore) {
    return reads.garbage(doomedBefore);
  }

  @Override
  public void garbageDeleted(Collection<String> paths) {
    reads.garbageDeleted(paths);
  }

  @Override
  public void doom(Collection<String> paths) {
    reads.doom(paths, options.clock().instant());
  }

  @Override
  public long startRun(String command) {
    return runs.startRun(command);
  }

  @Override
  public void finishRun(long run, RunState state, Optional<String> error) {
    runs.finishRun(run, state, error);
  }

  @Override
  public Instant startOf(long run) {
    return runs.startOf(run);
  }

  @Override
  public long startStep(long run, String subject, String kind) {
    return runs.startStep(run, subject, kind);
  }

  @Override
  public void updateStep(long step, StepCounts counts) {
    runs.updateStep(step, counts);
  }

  @Override
  public void finishStep(long step, StepEnd end) {
    runs.finishStep(step, end);
  }

  @Override
  public void skipSteps(long run, Collection<SkippedStep> steps) {
    runs.skipSteps(run, steps);
  }

  @Override
  public Map<String, LastStep> lastSteps(Set<RunState> states) {
    return runs.lastSteps(states);
  }

  @Override
  public List<Long> closeDeadRuns(LongConsumer cleanUp) {
    return runs.closeDeadRuns(cleanUp);
  }

  @Override
  public List<SystemTable> systemTables() {
    return SystemViews.tables();
  }

  @Override
  public void read(String systemTable, RowSink sink) {
    SystemViews.read(database, systemTable, sink);
  }

  @Override
  public void restore(StateImage image) {
    Restoration.restore(database, image, Row.toMicros(options.clock().instant()));
  }

  @Override
  public void close() {
    leases.close();
    database.close();
  }
}
