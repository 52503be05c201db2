package dev.foz.app.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Lets Ctrl+C and a polite kill end work where nothing is half written. */
final class Interrupts {
  private static final long PATIENCE_SECONDS = 20;
  private static final int INTERRUPTED = 130;
  private static final Signal INTERRUPT = new Signal("INT");

  private Interrupts() {}

  /**
   * Does the work; when the process is asked to end meanwhile, cancels it and waits for its end.
   */
  static <T> T during(Runnable cancel, Supplier<T> work) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              cancel.run();
              await(ended);
            },
            "interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.get();
    } finally {
      ended.countDown();
      remove(hook);
    }
  }

  /**
   * The same for work in front of a person: the first Ctrl+C cancels, the second ends the process
   * at once.
   */
  static <T> T atKeyboard(Runnable cancel, Supplier<T> work) {
    AtomicInteger asked = new AtomicInteger();
    SignalHandler former =
        Signal.handle(
            INTERRUPT,
            signal -> {
              if (asked.incrementAndGet() > 1) {
                Runtime.getRuntime().halt(INTERRUPTED);
              }
              cancel.run();
            });
    try {
      return during(cancel, work);
    } finally {
      Signal.handle(INTERRUPT, former);
    }
  }

  private static void await(CountDownLatch ended) {
    try {
      boolean done = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!done) {
        Runtime.getRuntime().halt(INTERRUPTED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The machine is shutting down already: the hook runs, which is what it is for.
      return;
    }
  }
}
