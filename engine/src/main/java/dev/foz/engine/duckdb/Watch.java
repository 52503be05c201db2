package dev.foz.engine.duckdb;

import dev.foz.base.FozException;
import dev.foz.base.Progress;
import dev.foz.engine.ScanStats;
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
  private final ScanStats scanned;
  private final CountDownLatch done = new CountDownLatch(1);
  private final AtomicReference<@Nullable FozException> stopped = new AtomicReference<>();
  private double shareTold;

  private Watch(Statement statement, Progress progress, ScanStats scanned) {
    this.statement = statement;
    this.progress = progress;
    this.scanned = scanned;
  }

  /**
   * @param scanned what the statement reads, told in proportion to DuckDB's own progress; nothing
   *     where the scans tell themselves
   */
  static Watch start(Statement statement, Progress progress, ScanStats scanned) {
    Watch watch = new Watch(statement, progress, scanned);
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
    if (scanned.bytes() == 0 || !(statement instanceof DuckDBPreparedStatement duck)) {
      return;
    }
    try {
      QueryProgress now = duck.getQueryProgress();
      advanceTo(Math.clamp(now.getPercentage() / 100, 0, 1));
    } catch (SQLException e) {
      // The statement has just ended; its own error is what counts.
    }
  }

  private synchronized void advanceTo(double share) {
    if (share > shareTold) {
      progress.advance(part(scanned.rows(), share), part(scanned.bytes(), share));
      shareTold = share;
    }
  }

  /** What is new of a whole; the parts add up to it. */
  private long part(long whole, double share) {
    return (long) (whole * share) - (long) (whole * shareTold);
  }

  /** The statement ended well: all that there was to read has been read. */
  void finished() {
    close();
    advanceTo(1);
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
