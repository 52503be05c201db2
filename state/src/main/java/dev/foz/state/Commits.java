package dev.foz.state;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.state.CommitOutcome.Committed;
import dev.foz.state.CommitOutcome.Conflicted;
import dev.foz.state.CommitOutcome.Failed;
import dev.foz.state.CommitOutcome.LeaseLost;
import dev.foz.state.CommitOutcome.Unknown;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Commits: one transaction each, and what to make of it when the database fails in the middle. */
final class Commits {
  private static final String ACTION = "commit";
  private static final String FIND = "SELECT number, committed_at FROM foz_commits WHERE id = ?";
  private static final String NEXT_NUMBER =
      "UPDATE foz_counters SET value = value + 1 WHERE name = 'commit'";
  private static final String READ_NUMBER = "SELECT value FROM foz_counters WHERE name = 'commit'";
  private static final String INSERT =
      """
      INSERT INTO foz_commits (number, id, kind, run, committed_at, tables, files_added,
        files_removed, records_added)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
  private static final String FENCE =
      "UPDATE foz_counters SET value = value + 1 WHERE name = 'fence'";

  private final Database database;
  private final Leases leases;
  private final Clock clock;
  private final CommitPoint.Hook hook;

  Commits(Database database, Leases leases, Clock clock, CommitPoint.Hook hook) {
    this.database = database;
    this.leases = leases;
    this.clock = clock;
    this.hook = hook;
  }

  CommitOutcome commit(CommitRequest request) {
    Database.Ended<Committed> ended;
    try {
      ended = database.tryWrite(session -> apply(session, request));
    } catch (Refusal refusal) {
      return refuse(refusal.outcome);
    } catch (FozException e) {
      return new Failed(e);
    } catch (RuntimeException e) {
      return new Failed(Problem.of(Code.DEFECT, "Cannot commit: " + e.getMessage()).toException(e));
    }
    return switch (ended) {
      case Database.Ended.Applied<Committed>(Committed committed) -> {
        hook.at(CommitPoint.AFTER_COMMIT);
        yield committed;
      }
      case Database.Ended.NotApplied<Committed>(SQLException cause) ->
          new Failed(database.failure(ACTION, cause));
      case Database.Ended.InDoubt<Committed>(SQLException cause) -> settle(request.id(), cause);
    };
  }

  private CommitOutcome refuse(CommitOutcome outcome) {
    if (outcome instanceof LeaseLost(Lease lease)) {
      leases.lost(lease);
    }
    return outcome;
  }

  Optional<Committed> find(UUID id) {
    return database.read("look for a commit", session -> find(session, id));
  }

  private Committed apply(Session session, CommitRequest request) throws SQLException {
    Optional<Committed> before = find(session, request.id());
    if (before.isPresent()) {
      return before.get();
    }
    hook.at(CommitPoint.BEGUN);
    for (Lease lease : request.leases()) {
      if (!leases.check(session, lease)) {
        throw new Refusal(new LeaseLost(lease));
      }
    }
    hook.at(CommitPoint.LEASES_CHECKED);
    Committed commit = register(session, request);
    CommitSteps steps = new CommitSteps(session, request, commit);
    steps.movePointers();
    hook.at(CommitPoint.POINTERS_MOVED);
    steps.movePosition();
    steps.takeSegments();
    hook.at(CommitPoint.POSITION_MOVED);
    steps.addFiles();
    steps.removeFiles();
    steps.doomFiles();
    steps.restoreFiles();
    steps.conserve();
    steps.consume();
    steps.useContracts();
    steps.pause();
    hook.at(CommitPoint.LEDGER_WRITTEN);
    hook.at(CommitPoint.BEFORE_COMMIT);
    return commit;
  }

  private Committed register(Session session, CommitRequest request) throws SQLException {
    session.update(NEXT_NUMBER);
    long number = session.one(READ_NUMBER, row -> row.number(1)).orElseThrow();
    Instant at = Row.fromMicros(Row.toMicros(clock.instant()));
    session.update(
        INSERT,
        number,
        request.id().toString(),
        request.kind().name(),
        request.run(),
        Row.toMicros(at),
        tables(request),
        (long) request.added().size(),
        (long) request.removed().size(),
        request.added().stream()
            .filter(file -> file.content() == FileContent.DATA)
            .mapToLong(NewFile::records)
            .sum());
    return new Committed(request.id(), number, at);
  }

  private static String tables(CommitRequest request) {
    return request.pointers().stream()
        .map(PointerMove::table)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .map(Object::toString)
        .collect(Collectors.joining(", "));
  }

  private static Optional<Committed> find(Session session, UUID id) throws SQLException {
    return session.one(FIND, row -> new Committed(id, row.number(1), row.time(2)), id.toString());
  }

  /**
   * COMMIT failed. SQLite may have written all of it to its log and only failed to make sure, and a
   * recovery after a crash would then bring it to life. So the search writes, too: that takes the
   * place in the log, and what was not found is gone for good.
   */
  private CommitOutcome settle(UUID id, SQLException cause) {
    FozException failure = database.failure(ACTION, cause);
    try {
      return database
          .write(
              "look for a commit",
              session -> {
                session.update(FENCE);
                return find(session, id);
              })
          .map(CommitOutcome.class::cast)
          .orElseGet(() -> new Failed(failure));
    } catch (FozException unsettled) {
      failure.addSuppressed(unsettled);
      return database.dialect().isSurelyGone(cause) ? new Failed(failure) : new Unknown(failure);
    }
  }

  /** Ends the transaction with an outcome. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient CommitOutcome outcome;

    private Refusal(CommitOutcome outcome) {
      super(outcome.toString(), null, false, false);
      this.outcome = outcome;
    }

    static Refusal conflict(String reason) {
      return new Refusal(new Conflicted(reason));
    }
  }
}
