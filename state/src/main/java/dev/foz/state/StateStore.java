package dev.foz.state;

import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.state.CommitOutcome.Committed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * The state database of one lake. Several threads and several processes may use it at once. Every
 * method is one transaction, durable when it returns; reads see whole commits only and never wait
 * for writers. What the database refuses is thrown as {@link dev.foz.base.FozException} (codes
 * S5xx, {@code STORAGE_FULL}) and has then changed nothing, except that {@link #commit} tells it by
 * its outcome.
 */
public interface StateStore extends AutoCloseable {
  /**
   * Opens the SQLite database, made when it is absent, and brings its layout up to date.
   *
   * @throws dev.foz.base.FozException with {@code STATE_NEWER} when a later version of Foz wrote
   *     it, {@code STATE_UNREADABLE} when it is damaged or may not be read or written
   */
  static StateStore open(Path file, StateOptions options) {
    return JdbcStateStore.open(new SqliteDialect(file, options), options, Internals.STANDARD);
  }

  // ---- leases

  /**
   * Takes the lease. At once when it is free or its holder is dead. A holder that shows no life for
   * {@link StateOptions#frozenAfter()} is taken for frozen and loses it. Not reentrant: a lease
   * that another thread of this process holds is held. While it is held the store shows its life
   * from a thread of its own.
   *
   * @param patience how long to wait for a living holder
   * @param progress can cancel the wait
   * @throws dev.foz.base.FozException with {@code LEASE_HELD}, naming the holder
   */
  Lease acquire(String name, Duration patience, Progress progress);

  /** Gives the lease back; nothing happens when it was lost before. */
  void release(Lease lease);

  // ---- commits

  /**
   * Applies the request in one transaction: all leases are still held, every compare-and-set holds,
   * or nothing is applied. A request whose id was committed before is not applied again: its first
   * outcome is told. Never throws for what the database does.
   */
  CommitOutcome commit(CommitRequest request);

  /** The commit of this id, if it was applied. */
  Optional<Committed> findCommit(UUID id);

  // ---- reads

  /** All tables, in the order of their names, as of one moment. */
  Map<TableName, Pointer> pointers();

  /** {@link ReaderPosition#START} for a reader that is new. */
  ReaderPosition position(String reader);

  Optional<String> contractText(String hash);

  /** Commit number up to which the consumer has consumed the input; 0 = nothing yet. */
  long consumed(TableName consumer, TableName input);

  /** The same of all consumers and their inputs, as of one moment. */
  Map<TableName, Map<TableName, Long>> consumed();

  /** Commit numbers above 0 up to which consumers have consumed the input. */
  List<Long> consumedBy(TableName input);

  /** When these commits were made; numbers that no commit has are left out. */
  Map<Long, Instant> commitTimes(Collection<Long> commits);

  /**
   * Whether the live files that stand under later commits hold surely nothing that came up to this
   * commit: a file that others were merged into may.
   */
  boolean isBoundary(TableName input, long commit);

  /** Tables that have consumed anything of this one. */
  Set<TableName> consumers(TableName input);

  /** Live files with {@code afterCommit < commit <= upToCommit}, by commit, then {@code _seq}. */
  List<LedgerFile> files(TableName table, long afterCommit, long upToCommit);

  /** What the ledger knows of these paths, live or removed; others are left out. */
  Map<String, LedgerFile> files(Collection<String> paths);

  /** Those of the paths that the ledger knows, live or removed. */
  Set<String> inLedger(Collection<String> paths);

  /**
   * Records of the table that are in it no more: those of data files that a commit of another kind
   * than {@link CommitKind#MAINTENANCE} removed. Older ones of a store that was restored are not
   * known.
   */
  long removedRecords(TableName table);

  // ---- pauses

  /** Tables that are not to be made, in the order of their names. */
  Map<TableName, Pause> pauses();

  // ---- garbage

  /** Files doomed before that time, the oldest first, at most 10,000 a call. */
  List<Garbage> garbage(Instant doomedBefore);

  /** Forgets garbage that is gone from the storage. */
  void garbageDeleted(Collection<String> paths);

  /** Adds files that nothing refers to any more; those that are garbage already keep their time. */
  void doom(Collection<String> paths);

  // ---- runs

  /** Starts a run of this process and returns its number. */
  long startRun(String command);

  /**
   * Ends a run, and those of its steps that have not ended.
   *
   * @param state a final one
   */
  void finishRun(long run, RunState state, Optional<String> error);

  /**
   * When a run started.
   *
   * @throws IllegalArgumentException when there is no such run
   */
  Instant startOf(long run);

  /** Starts a step and returns its number, unique among all runs. */
  long startStep(long run, String subject, String kind);

  void updateStep(long step, StepCounts counts);

  void finishStep(long step, StepEnd end);

  /**
   * Adds steps that had nothing to do, in one transaction. Those of the last 100 runs are kept, of
   * older ones those that are the last of their subject.
   */
  void skipSteps(long run, Collection<SkippedStep> steps);

  /**
   * The last step of each subject among those that stand in one of these states.
   *
   * @param states at least one
   */
  Map<String, LastStep> lastSteps(Set<RunState> states);

  /**
   * Ends the runs whose process is surely gone as FAILED and returns their numbers. Each run is
   * returned to one caller only.
   *
   * @param cleanUp takes away what a run left; called for each run before it ends, so that the next
   *     start does it again when this process dies meanwhile. Two processes may do it at once. What
   *     it throws is passed on, and no run is ended
   */
  List<Long> closeDeadRuns(LongConsumer cleanUp);

  // ---- system.*

  /** The views, in a fixed order. */
  List<SystemTable> systemTables();

  /**
   * Streams the rows of a view as of one moment. What the sink throws ends the reading and is
   * passed on; the sink may use the store.
   *
   * @throws IllegalArgumentException when there is no such view
   */
  void read(String systemTable, RowSink sink);

  // ---- recovery

  /**
   * Fills a database that has seen no commit with what was gathered elsewhere, in one transaction.
   *
   * @throws dev.foz.base.FozException with {@code STATE_NOT_EMPTY} when there were commits already
   */
  void restore(StateImage image);

  /** Releases what is still held and closes; waits for transactions that are under way. */
  @Override
  void close();
}
