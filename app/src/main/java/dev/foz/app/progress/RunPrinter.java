package dev.foz.app.progress;

import dev.foz.app.text.Console;
import dev.foz.control.RunListener;

/** Shows a run to a person or a program. To be closed when the run has ended, however it ended. */
public interface RunPrinter extends RunListener, AutoCloseable {
  /** The one that fits: live on a terminal, plain lines elsewhere, one JSON object when asked. */
  static RunPrinter of(Console console, Json json) {
    return switch (json) {
      case WANTED -> new JsonRunPrinter(console);
      case NOT_WANTED ->
          console.interactive() ? new LiveRunPrinter(console) : new PlainRunPrinter(console);
    };
  }

  /** Whether a program reads. */
  enum Json {
    WANTED,
    NOT_WANTED
  }

  /** The person asked to stop; what is at work ends first. */
  void stopping();

  @Override
  void close();
}
