package dev.foz.app.shell;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets one query be stopped from another thread; nobody looks at its progress. */
final class Stop implements Progress {
  private final AtomicBoolean asked = new AtomicBoolean();

  void ask() {
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
      throw Problem.of(Code.CANCELLED, "the query was cancelled").toException();
    }
  }
}
