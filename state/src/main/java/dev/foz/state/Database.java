package dev.foz.state;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Transactions over one connection for writes and one for reads, both opened when first needed and
 * opened again after a failure. Safe for use by several threads, which take turns; a transaction
 * must not start another one of its kind.
 */
final class Database implements AutoCloseable {
  private static final String HOLDERS =
      "SELECT pid, node, name FROM foz_leases WHERE held = 1 ORDER BY name";

  private final Dialect dialect;
  private final Channel writes;
  private final Channel reads;
  private volatile Optional<Object> pinned = Optional.empty();

  Database(Dialect dialect) {
    this.dialect = dialect;
    this.writes = new Channel(() -> new Session(dialect.openWriter(), dialect.beginWrite()));
    this.reads = new Channel(this::openReader);
  }

  /**
   * From now on refuses to work when the database is gone or another was put in its place: an open
   * file that was deleted would go on taking commits that nobody can ever see.
   */
  void pin() {
    pinned = dialect.identity();
  }

  Dialect dialect() {
    return dialect;
  }

  /** What became of a transaction. */
  sealed interface Ended<T> {
    record Applied<T>(T value) implements Ended<T> {}

    record NotApplied<T>(SQLException cause) implements Ended<T> {}

    /** COMMIT itself failed; the connection was given up. */
    record InDoubt<T>(SQLException cause) implements Ended<T> {}
  }

  /** What the work throws, SQL apart, is passed on after a rollback. */
  <T> Ended<T> tryWrite(Work<T> work) {
    checkThere("commit");
    return writes.run(work);
  }

  /**
   * @param action completes "Cannot ..." in the problem that is thrown
   */
  <T> T write(String action, Work<T> work) {
    checkThere(action);
    return valueOf(writes.run(work), action);
  }

  /** Sees one moment. */
  <T> T read(String action, Work<T> work) {
    checkThere(action);
    return valueOf(reads.run(work), action);
  }

  /** As {@link #read}, on a connection of its own: for what may take long or calls others. */
  <T> T readApart(String action, Work<T> work) {
    checkThere(action);
    try (Session session = openReader()) {
      return work.run(session);
    } catch (SQLException e) {
      throw failure(action, e);
    }
  }

  FozException failure(String action, SQLException cause) {
    Problem problem = dialect.explain(cause, action);
    if (problem.code() == Code.STATE_BUSY) {
      String suspects = suspects();
      problem = suspects.isEmpty() ? problem : problem.because("leases are held by " + suspects);
    }
    return problem.toException(cause);
  }

  /** Readers do not wait, so who may be hanging can be told even then. */
  private String suspects() {
    return switch (reads.run(session -> session.list(HOLDERS, Database::describeHolder))) {
      case Ended.Applied<List<String>>(List<String> holders) -> String.join(", ", holders);
      case Ended.NotApplied<List<String>> unreadable -> "";
      case Ended.InDoubt<List<String>> unreadable -> "";
    };
  }

  private static String describeHolder(Row row) throws SQLException {
    return "process " + row.number(1) + " on " + row.text(2) + " (" + row.text(3) + ")";
  }

  @Override
  public void close() {
    reads.close();
    writes.close();
  }

  private Session openReader() throws SQLException {
    return new Session(dialect.openReader(), dialect.beginRead());
  }

  private void checkThere(String action) {
    if (pinned.isPresent() && !pinned.equals(dialect.identity())) {
      throw dialect
          .problem(
              Code.STATE_LOST,
              "Cannot "
                  + action
                  + ": the state database was removed or replaced while this process used it")
          .remedy("put the file back, or start again and run `foz state recover`")
          .toException();
    }
  }

  private <T> T valueOf(Ended<T> ended, String action) {
    return switch (ended) {
      case Ended.Applied<T>(T value) -> value;
      case Ended.NotApplied<T>(SQLException cause) -> throw failure(action, cause);
      case Ended.InDoubt<T>(SQLException cause) -> throw failure(action, cause);
    };
  }

  /** The body of a transaction. */
  @FunctionalInterface
  interface Work<T> {
    T run(Session session) throws SQLException;
  }

  @FunctionalInterface
  private interface Opening {
    Session open() throws SQLException;
  }

  /** A connection and the lock that gives it to one thread at a time. */
  private static final class Channel {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Opening opening;
    private @Nullable Session session;
    private boolean closed;

    Channel(Opening opening) {
      this.opening = opening;
    }

    <T> Ended<T> run(Work<T> work) {
      if (lock.isHeldByCurrentThread()) {
        throw new IllegalStateException("a transaction within a transaction");
      }
      lock.lock();
      try {
        return runLocked(work);
      } finally {
        lock.unlock();
      }
    }

    private <T> Ended<T> runLocked(Work<T> work) {
      T value;
      try {
        session().begin();
        value = work.run(session());
      } catch (SQLException e) {
        abandon(e);
        return new Ended.NotApplied<>(e);
      } catch (RuntimeException | Error e) {
        abandon(e);
        throw e;
      }
      try {
        session().commit();
        return new Ended.Applied<>(value);
      } catch (SQLException e) {
        discard(e);
        return new Ended.InDoubt<>(e);
      }
    }

    private Session session() throws SQLException {
      if (closed) {
        throw new IllegalStateException("the state store is closed");
      }
      Session current = session;
      if (current == null) {
        current = opening.open();
        session = current;
      }
      return current;
    }

    private void abandon(Throwable reason) {
      if (session == null) {
        return;
      }
      try {
        session.rollback();
      } catch (SQLException e) {
        // SQLite has rolled back by itself after some failures; a new connection is right either
        // way.
        reason.addSuppressed(e);
        discard(reason);
      }
    }

    private void discard(Throwable reason) {
      Session old = session;
      session = null;
      try {
        if (old != null) {
          old.close();
        }
      } catch (SQLException e) {
        reason.addSuppressed(e);
      }
    }

    void close() {
      lock.lock();
      try {
        closed = true;
        // Nothing is under way, so a failure to close loses nothing and nobody can act on it.
        discard(new IllegalStateException("closing"));
      } finally {
        lock.unlock();
      }
    }
  }
}
