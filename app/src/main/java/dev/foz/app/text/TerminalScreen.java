package dev.foz.app.text;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/**
 * Asks {@code stty} for the size of the terminal, when it is first wanted and after it has changed.
 * Thread-safe.
 */
final class TerminalScreen implements Screen {
  private static final long PATIENCE_SECONDS = 2;

  private final Screen otherwise;
  private volatile Optional<Size> known = Optional.empty();
  private final AtomicInteger changes = new AtomicInteger();
  private boolean watching;

  /**
   * @param otherwise where nobody can be asked
   */
  TerminalScreen(Screen otherwise) {
    this.otherwise = otherwise;
  }

  @Override
  public synchronized Size size() {
    Optional<Size> now = known;
    if (now.isPresent()) {
      return now.get();
    }
    watch();
    int before = changes.get();
    Size size = ask().orElseGet(otherwise::size);
    known = Optional.of(size);
    if (changes.get() != before) {
      // It changed while it was asked: what was heard may be of before.
      known = Optional.empty();
    }
    return size;
  }

  private void watch() {
    if (watching) {
      return;
    }
    watching = true;
    try {
      Signal.handle(new Signal("WINCH"), signal -> changed());
    } catch (IllegalArgumentException e) {
      // This system has no such signal: the size stays what it was at the start.
      return;
    }
  }

  private void changed() {
    changes.incrementAndGet();
    known = Optional.empty();
  }

  private static Optional<Size> ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return Optional.empty();
      }
      return read(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** {@code 24 80}; {@code 0 0} where the terminal does not know either. */
  static Optional<Size> read(String answer) {
    String[] words = answer.strip().split(" ", -1);
    try {
      int rows = Integer.parseInt(words[0]);
      int columns = Integer.parseInt(words[words.length - 1]);
      return rows > 0 && columns > 0 ? Optional.of(new Size(columns, rows)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
