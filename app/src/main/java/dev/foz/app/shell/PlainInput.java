package dev.foz.app.shell;

import dev.foz.app.text.Console;
import dev.foz.app.text.Screen;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Lines as a terminal that can nothing gives them. */
final class PlainInput implements Input {
  private final Console console;
  private final BufferedReader lines;
  private volatile Runnable onInterrupt = () -> {};
  private final AtomicBoolean waiting = new AtomicBoolean();
  private final AtomicBoolean givenUp = new AtomicBoolean();
  private final SignalHandler former;

  PlainInput(Console console, InputStream in) {
    this.console = console;
    this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.former = Signal.handle(new Signal("INT"), signal -> interrupt());
  }

  private void interrupt() {
    if (waiting.get()) {
      givenUp.set(true);
      prompt("\nfoz> ");
    } else {
      onInterrupt.run();
    }
  }

  private void prompt(String text) {
    console.err().print(text);
    console.err().flush();
  }

  @Override
  public Typed next() {
    givenUp.set(false);
    waiting.set(true);
    try {
      return read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      waiting.set(false);
    }
  }

  private Typed read() throws IOException {
    prompt("foz> ");
    StringBuilder text = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (givenUp.getAndSet(false)) {
        text.setLength(0);
      }
      text.append(line).append('\n');
      if (SqlShell.isEnded(text.toString())) {
        return new Typed.Text(text.toString());
      }
      prompt("  -> ");
    }
    return text.toString().isBlank() ? new Typed.End() : new Typed.Text(text.toString());
  }

  @Override
  public void onInterrupt(Runnable action) {
    onInterrupt = action;
  }

  @Override
  public Screen screen() {
    return console.screen();
  }

  @Override
  public void close() {
    Signal.handle(new Signal("INT"), former);
  }
}
