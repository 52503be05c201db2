package dev.foz.app.progress;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets work be stopped from another thread; nobody looks at its progress. */
public final class Stop implements Progress {
  private final String work;
  private final AtomicBoolean asked = new AtomicBoolean();

  /**
   * @param work what is stopped: <em>the query</em>
   */
  public Stop(String work) {
    this.work = work;
  }

  /** From now on the work ends where it looks next. */
  public void ask() {
    asked.set(true);
  }

  @Override
  public void advance(long records, long bytes) {}

  @Override
  public void expect(long bytes) {}

  @Override
  public void phase(String what) {}

  @Override
  public void checkCancelled() {
    if (asked.get()) {
      throw Problem.of(Code.CANCELLED, work + " was cancelled").toException();
    }
  }
}
