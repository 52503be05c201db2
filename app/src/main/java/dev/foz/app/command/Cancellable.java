package dev.foz.app.command;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import java.util.concurrent.atomic.AtomicBoolean;

/** Progress that nobody looks at, of work that stops when the flag is set. */
record Cancellable(AtomicBoolean cancelled) implements Progress {
  @Override
  public void advance(long records, long bytes) {}

  @Override
  public void expect(long bytes) {}

  @Override
  public void phase(String what) {}

  @Override
  public void checkCancelled() {
    if (cancelled.get()) {
      throw Problem.of(Code.CANCELLED, "The command was cancelled").toException();
    }
  }
}
