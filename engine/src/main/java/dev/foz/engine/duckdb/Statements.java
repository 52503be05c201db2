package dev.foz.engine.duckdb;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.engine.ScanStats;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/**
 * Runs the statements of one session, one at a time, and turns their failures into problems. {@link
 * #cancel} and {@link #failInside} may be called from any thread.
 */
final class Statements {
  private final DuckDBConnection connection;
  private final AtomicReference<@Nullable Throwable> inside = new AtomicReference<>();
  private volatile @Nullable Statement running;
  private volatile boolean cancelled;

  Statements(DuckDBConnection connection) {
    this.connection = connection;
  }

  /** What is done with a statement's result. */
  interface Reader<T> {
    T read(ResultSet rows) throws SQLException;
  }

  /** What a callback threw: DuckDB would only keep its text. */
  void failInside(Throwable cause) {
    inside.compareAndSet(null, cause);
  }

  /** Whether the running statement shall end; for callbacks that wait. */
  boolean isCancelled() {
    return cancelled;
  }

  void cancel() {
    Statement now = running;
    if (now != null) {
      cancelled = true;
      try {
        now.cancel();
      } catch (SQLException e) {
        // Closed meanwhile: nothing runs any more.
      }
    }
  }

  /** A statement of Foz's own. */
  void execute(String sql) {
    run(sql, Optional.empty(), Progress.NONE, ScanStats.NOTHING, rows -> Boolean.TRUE);
  }

  <T> T ask(String sql, Optional<SqlPlace> user, Reader<T> reader) {
    return run(sql, user, Progress.NONE, ScanStats.NOTHING, reader);
  }

  <T> T run(
      String sql, Optional<SqlPlace> user, Progress progress, ScanStats scanned, Reader<T> reader) {
    try (Open open = open(sql, user, progress, scanned)) {
      T result = reader.read(open.rows());
      open.finished();
      return result;
    } catch (SQLException e) {
      throw Errors.translate(e, user);
    }
  }

  /** Starts a statement whose rows are read while it runs. */
  Open open(String sql, Optional<SqlPlace> user, Progress progress, ScanStats scanned) {
    inside.set(null);
    cancelled = false;
    progress.checkCancelled();
    Statement statement = null;
    Watch watch = null;
    try {
      statement = connection.createStatement();
      running = statement;
      watch = Watch.start(statement, progress, scanned);
      statement.execute(sql);
      return new Open(statement, statement.getResultSet(), watch, user);
    } catch (SQLException e) {
      if (!isLost(e, watch)) {
        throw end(statement, watch, e, user);
      }
      end(statement, watch, e, user);
      throw askAgain(sql, e, user, progress);
    }
  }

  /** Ends a failed statement and says why it failed. */
  private FozException end(
      @Nullable Statement statement,
      @Nullable Watch watch,
      Throwable error,
      Optional<SqlPlace> user) {
    running = null;
    FozException stopped = watch == null ? null : watch.stopped();
    if (watch != null) {
      watch.close();
    }
    if (statement != null) {
      closeQuietly(statement);
    }
    if (stopped != null) {
      return stopped;
    }
    if (cancelled) {
      return Errors.cancelled(error);
    }
    Throwable cause = inside.get();
    if (cause instanceof FozException problem) {
      return problem;
    }
    if (cause != null) {
      return Problem.of(Code.ENGINE_FAILED, "Cannot run the query: a scan failed")
          .because(String.valueOf(cause))
          .toException(cause);
    }
    return Errors.translate(error, user);
  }

  private static void closeQuietly(Statement statement) {
    try {
      statement.close();
    } catch (SQLException e) {
      // The statement has failed already, and its error is on its way.
    }
  }

  /** The driver loses the text of an error that comes before the first row of a stream. */
  private boolean isLost(SQLException error, @Nullable Watch watch) {
    boolean stopped = cancelled || (watch != null && watch.stopped() != null);
    return !stopped
        && inside.get() == null
        && String.valueOf(error.getMessage()).contains("Invalid result set");
  }

  /** Runs a failed statement in the driver's other way, which keeps the text of the error. */
  private FozException askAgain(
      String sql, SQLException lost, Optional<SqlPlace> user, Progress progress) {
    DuckDBPreparedStatement again = null;
    Watch watch = null;
    try {
      again = connection.prepare(sql);
      running = again;
      watch = Watch.start(again, progress, ScanStats.NOTHING);
      again.query().close();
      return end(again, watch, lost, user);
    } catch (SQLException told) {
      return end(again, watch, told, user);
    }
  }

  /** A statement whose rows are being read. */
  final class Open implements AutoCloseable {
    private final Statement statement;
    private final ResultSet rows;
    private final Watch watch;
    private final Optional<SqlPlace> user;

    private Open(Statement statement, ResultSet rows, Watch watch, Optional<SqlPlace> user) {
      this.statement = statement;
      this.rows = rows;
      this.watch = watch;
      this.user = user;
    }

    ResultSet rows() {
      return rows;
    }

    boolean next() {
      try {
        boolean more = rows.next();
        if (!more) {
          finished();
        }
        return more;
      } catch (SQLException e) {
        throw failure(e);
      }
    }

    FozException failure(SQLException e) {
      return end(statement, watch, e, user);
    }

    void finished() {
      watch.finished();
    }

    @Override
    public void close() {
      watch.close();
      running = null;
      closeQuietly(statement);
    }
  }
}
