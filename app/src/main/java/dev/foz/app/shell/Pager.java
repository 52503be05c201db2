package dev.foz.app.shell;

import dev.foz.app.text.Screen;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Output that goes to the terminal while it fits on the screen, and else through the pager that the
 * person wants. Used by one thread.
 */
final class Pager extends OutputStream {
  /** The prompt and what the last lines say about the answer. */
  private static final int ROWS_KEPT = 3;

  private static final int CONTINUATION = 0x80;
  private static final int CONTINUATION_MASK = 0xc0;

  private final PrintStream out;
  private final Optional<String> command;
  private final Screen.Size size;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private @Nullable Process process;
  private int rows;
  private int column;

  /**
   * @param command as a shell takes it; without it all goes to {@code out} at once
   */
  Pager(PrintStream out, Optional<String> command, Screen.Size size) {
    this.out = out;
    this.command = command;
    this.size = size;
  }

  /** What {@code PAGER} says, else {@code less} where it is installed. */
  static Optional<String> command(Map<String, String> environment) {
    String wanted = environment.get("PAGER");
    if (wanted != null) {
      return wanted.isBlank() ? Optional.empty() : Optional.of(wanted);
    }
    String folders = environment.getOrDefault("PATH", "");
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(folders)
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "less")))
        ? Optional.of("less -SRFX")
        : Optional.empty();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (command.isEmpty()) {
      out.write(bytes, from, length);
    } else if (process != null) {
      process.getOutputStream().write(bytes, from, length);
    } else {
      held.write(bytes, from, length);
      if (isTooMuch(bytes, from, length)) {
        start(command.get());
      }
    }
  }

  private boolean isTooMuch(byte[] bytes, int from, int length) {
    boolean wide = false;
    for (int i = from; i < from + length; i++) {
      if (bytes[i] == '\n') {
        rows++;
        column = 0;
      } else if ((bytes[i] & CONTINUATION_MASK) != CONTINUATION) {
        column++;
      }
      wide |= column > size.columns();
    }
    return wide || rows > size.rows() - ROWS_KEPT;
  }

  private void start(String pager) throws IOException {
    out.flush();
    Process started =
        new ProcessBuilder("sh", "-c", pager)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process = started;
    held.writeTo(started.getOutputStream());
    held.reset();
  }

  /** Shows what is left, and waits until the person has left the pager. */
  @Override
  public void close() throws IOException {
    Process started = process;
    if (started == null) {
      held.writeTo(out);
      held.reset();
      out.flush();
      return;
    }
    try {
      started.getOutputStream().close();
    } catch (IOException e) {
      // The person has left the pager already, which is no failure.
    }
    try {
      started.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
