package dev.foz.state;

import java.time.Duration;

/** Time that only moves on: what leases are judged by, since a wall clock may be set back. */
interface Ticker {
  long nanos();

  void pause(Duration duration) throws InterruptedException;

  Ticker SYSTEM =
      new Ticker() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
          Thread.sleep(duration);
        }
      };
}
