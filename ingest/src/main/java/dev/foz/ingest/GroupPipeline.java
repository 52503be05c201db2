package dev.foz.ingest;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.table.WrittenFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Groups of batches that are being checked and written, side by side, and handed back in the order
 * in which they came. Used by one thread.
 */
final class GroupPipeline implements AutoCloseable {
  private final GroupWriter writer;
  private final ExecutorService threads;
  private final int capacity;
  private final ArrayDeque<Future<LandedGroup>> inFlight = new ArrayDeque<>();

  GroupPipeline(GroupWriter writer, int threads) {
    this.writer = writer;
    this.capacity = threads + 1;
    this.threads =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().name("land-", 1).factory());
  }

  /** Groups that may be under way at once. */
  int capacity() {
    return capacity;
  }

  int size() {
    return inFlight.size();
  }

  boolean headIsDone() {
    return !inFlight.isEmpty() && inFlight.peekFirst().isDone();
  }

  void submit(BatchGroup group, TableStart start, long firstSeq) {
    inFlight.addLast(threads.submit(() -> writer.land(group, start, firstSeq)));
  }

  /** Waits for the oldest group. */
  LandedGroup take() {
    return await(inFlight.removeFirst());
  }

  /** Waits for all that are under way and gives back their files, which nobody will commit. */
  List<WrittenFile> drain() {
    List<WrittenFile> unwanted = new ArrayList<>();
    while (!inFlight.isEmpty()) {
      try {
        if (take() instanceof LandedGroup.Written written) {
          unwanted.addAll(written.files());
        }
      } catch (FozException e) {
        // This group is thrown away whatever became of it; the failure that led here is reported.
        continue;
      }
    }
    return unwanted;
  }

  private static LandedGroup await(Future<LandedGroup> group) {
    try {
      return group.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.CANCELLED, "the load was interrupted").toException(e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof FozException known) {
        throw known;
      }
      throw new IllegalStateException("records could not be landed: " + cause, e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
