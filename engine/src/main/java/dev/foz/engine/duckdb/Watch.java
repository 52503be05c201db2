package dev.foz.engine.duckdb;

import dev.foz.base.FozException;
import dev.foz.base.Progress;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.QueryProgress;
import org.jspecify.annotations.Nullable;

/**
 * Looks after one running statement on a thread of its own: tells how far it is and stops it when
 * the work shall stop.
 */
final class Watch implements AutoCloseable {
  private static final long PERIOD_MILLIS = 100;

  private final Statement statement;
  private final Progress progress;
  private final long bytes;
  private final CountDownLatch done = new CountDownLatch(1);
  private final AtomicReference<@Nullable FozException> stopped = new AtomicReference<>();
  private long bytesTold;

  private Watch(Statement statement, Progress progress, long bytes) {
    this.statement = statement;
    this.progress = progress;
    this.bytes = bytes;
  }

  /**
   * @param bytes that the statement reads, told in proportion to DuckDB's own progress; 0 where the
   *     scans tell themselves
   */
  static Watch start(Statement statement, Progress progress, long bytes) {
    Watch watch = new Watch(statement, progress, bytes);
    if (progress != Progress.NONE) {
      Thread.ofVirtual().name("foz-watch").start(watch::run);
    }
    return watch;
  }

  /** Why the watch stopped the statement, if it did. */
  @Nullable FozException stopped() {
    return stopped.get();
  }

  private void run() {
    try {
      while (!done.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        progress.checkCancelled();
        tell();
      }
    } catch (FozException e) {
      stopped.set(e);
      cancel();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell() {
    if (bytes == 0 || !(statement instanceof DuckDBPreparedStatement duck)) {
      return;
    }
    try {
      QueryProgress now = duck.getQueryProgress();
      advanceTo((long) (bytes * Math.clamp(now.getPercentage() / 100, 0, 1)));
    } catch (SQLException e) {
      // The statement has just ended; its own error is what counts.
    }
  }

  private synchronized void advanceTo(long now) {
    if (now > bytesTold) {
      progress.advance(0, now - bytesTold);
      bytesTold = now;
    }
  }

  /** The statement ended well: all that there was to read has been read. */
  void finished() {
    close();
    advanceTo(bytes);
  }

  private void cancel() {
    try {
      statement.cancel();
    } catch (SQLException e) {
      // Closed meanwhile: nothing runs any more.
    }
  }

  @Override
  public void close() {
    done.countDown();
  }
}
