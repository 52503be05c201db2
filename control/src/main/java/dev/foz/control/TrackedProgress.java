package dev.foz.control;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Counts the work of one task, and passes a picture of it on at most five times a second. */
final class TrackedProgress implements Progress {
  private static final long INTERVAL_NANOS = Duration.ofMillis(200).toNanos();

  private final BooleanSupplier cancelled;
  private final Consumer<TaskProgress> listener;
  private final long started = System.nanoTime();
  private final LongAdder records = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final AtomicLong lastTold = new AtomicLong(started - INTERVAL_NANOS);
  private volatile long expected;
  private volatile String phase = "";

  TrackedProgress(BooleanSupplier cancelled, Consumer<TaskProgress> listener) {
    this.cancelled = cancelled;
    this.listener = listener;
  }

  @Override
  public void advance(long moreRecords, long moreBytes) {
    records.add(moreRecords);
    bytes.add(moreBytes);
    tell();
  }

  @Override
  public void expect(long inputBytes) {
    expected = inputBytes == 0 ? 0 : bytes.sum() + inputBytes;
    tell();
  }

  @Override
  public void phase(String what) {
    phase = what;
    tell();
  }

  @Override
  public void checkCancelled() {
    if (cancelled.getAsBoolean()) {
      throw Problem.of(Code.CANCELLED, "the run was cancelled")
          .because("what was committed stays, nothing is half written")
          .remedy("foz run goes on from here")
          .toException();
    }
    tell();
  }

  TaskProgress picture() {
    return new TaskProgress(
        records.sum(), bytes.sum(), expected, phase, Duration.ofNanos(System.nanoTime() - started));
  }

  private void tell() {
    long now = System.nanoTime();
    long last = lastTold.get();
    if (now - last >= INTERVAL_NANOS && lastTold.compareAndSet(last, now)) {
      listener.accept(picture());
    }
  }
}
