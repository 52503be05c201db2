package dev.foz.app.shell;

import dev.foz.app.text.Screen;
import java.io.Closeable;

/** Where a person types. Used by one thread. */
interface Input extends Closeable {
  /** Waits for the next thing that is typed. */
  Typed next();

  /** From now on Ctrl+C does this while no line is typed. */
  void onInterrupt(Runnable action);

  Screen screen();

  @Override
  void close();

  /** What was typed. */
  sealed interface Typed {
    /** Statements, each with its semicolon, or a command that begins with a backslash. */
    record Text(String text) implements Typed {}

    /** A line was given up. */
    record GivenUp() implements Typed {}

    /** Nothing will come any more. */
    record End() implements Typed {}
  }
}
