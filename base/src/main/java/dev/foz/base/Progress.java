package dev.foz.base;

/**
 * Where long work tells how far it is, and learns that it shall stop. Called from any thread;
 * implementations are cheap enough for every batch.
 */
public interface Progress {
  /** Work was done: so many records (or rows) and bytes since the last call. */
  void advance(long records, long bytes);

  /** How much input is still to come from now on, in bytes; 0 where that is not known. */
  void expect(long bytes);

  /** What is being done now, a few words: {@code consolidating}. */
  void phase(String what);

  /** Throws a {@link FozException} with {@link Code#CANCELLED} when the work shall stop. */
  void checkCancelled();

  /** Takes everything and never cancels. */
  Progress NONE =
      new Progress() {
        @Override
        public void advance(long records, long bytes) {}

        @Override
        public void expect(long bytes) {}

        @Override
        public void phase(String what) {}

        @Override
        public void checkCancelled() {}
      };
}
