package dev.foz.engine.duckdb;

import dev.foz.engine.RowSupplier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.duckdb.DuckDBTableFunctionState;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a supplier pushes and a scan pulls: the supplier runs on a thread of its own and waits
 * while the scan is behind. Closing ends the supplier.
 */
final class RowFeed implements DuckDBTableFunctionState {
  private static final int BATCH = 512;
  private static final int BATCHES_AHEAD = 4;
  private static final long WAIT_MILLIS = 50;

  private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(BATCHES_AHEAD);
  private final BooleanSupplier cancelled;
  private List<@Nullable Object[]> filling = new ArrayList<>(BATCH);
  private volatile boolean closed;

  private RowFeed(BooleanSupplier cancelled) {
    this.cancelled = cancelled;
  }

  /** Some rows; or the end, with its reason if it is a failure. */
  private record Batch(List<@Nullable Object[]> rows, boolean last, @Nullable Throwable failure) {}

  static RowFeed start(RowSupplier rows, BooleanSupplier cancelled) {
    RowFeed feed = new RowFeed(cancelled);
    Thread.ofVirtual().name("foz-rows").start(() -> feed.supply(rows));
    return feed;
  }

  private void supply(RowSupplier rows) {
    Throwable failure = null;
    try {
      rows.supply(this::take);
    } catch (CancellationException e) {
      return;
    } catch (Throwable e) {
      failure = e;
    }
    try {
      put(new Batch(filling, true, failure));
    } catch (CancellationException e) {
      // Nobody reads any more.
    }
  }

  private void take(@Nullable Object[] row) {
    filling.add(row.clone());
    if (filling.size() == BATCH) {
      put(new Batch(filling, false, null));
      filling = new ArrayList<>(BATCH);
    }
  }

  private void put(Batch batch) {
    try {
      while (!queue.offer(batch, WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        if (closed) {
          throw new CancellationException("the query has ended");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  /** The next rows; none at the end. */
  List<@Nullable Object[]> next() throws Exception {
    while (!closed) {
      Batch batch = queue.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
      if (batch != null) {
        return read(batch);
      }
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("the query was cancelled");
      }
    }
    return List.of();
  }

  private List<@Nullable Object[]> read(Batch batch) throws Exception {
    if (batch.failure() instanceof Error error) {
      throw error;
    }
    if (batch.failure() instanceof Exception failure) {
      throw failure;
    }
    closed = batch.last();
    return batch.rows();
  }

  @Override
  public void close() {
    closed = true;
  }
}
