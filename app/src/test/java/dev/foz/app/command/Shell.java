package dev.foz.app.command;

import dev.foz.app.lake.Memory;
import dev.foz.app.text.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** Types commands in a lake folder and reads what they print, without a process each. */
final class Shell {
  private final Path folder;
  private Clock clock = Clock.systemUTC();

  Shell(Path folder) {
    this.folder = folder;
  }

  /** From now on it is this time, and stays so until it is set again. */
  void at(Instant now) {
    clock = Clock.fixed(now, ZoneOffset.UTC);
  }

  /** What a command printed and how it ended. */
  record Answer(int exit, String out, String err) {}

  /**
   * Everything that a command printed, with times and sizes alike, and columns two spaces apart;
   * behind it how it ended, unless well.
   */
  String told(String... arguments) {
    Answer answer = foz(arguments);
    String text =
        (answer.out() + answer.err())
            .replaceAll("[0-9]+\\.[0-9]{2} s", "0 s")
            .replaceAll("[0-9]+ s ago", "now")
            .replaceAll("[0-9]+(\\.[0-9])? (B|KB)\\b", "0 B")
            .replaceAll("-{3,}", "---")
            .replaceAll("(?<=[^\\s|]) {2,}(?=\\S)", "  ")
            .replaceAll("(?m) +$", "");
    return answer.exit() == 0 ? text : text.stripTrailing() + "\nexit " + answer.exit() + "\n";
  }

  Answer foz(String... arguments) {
    return answer("", arguments);
  }

  Answer answer(String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            new Console(stream(out), stream(err), false, false, 120),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            folder,
            Map.of(),
            new Memory(256L << 20),
            clock);
    int exit = FozCommand.create(surroundings).execute(arguments);
    return new Answer(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The rows of a query as CSV without the header line. */
  String rows(String sql) {
    Answer answer = foz("sql", sql, "--format", "csv");
    if (answer.exit() != 0) {
      throw new AssertionError(answer.err());
    }
    return answer.out().substring(answer.out().indexOf('\n') + 1);
  }

  /** Writes a file that has been quiet for an hour, and some seconds for each one before it. */
  void write(String name, String text) {
    write(name, text, StandardCharsets.UTF_8);
  }

  void write(String name, String text, Charset charset) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, text.getBytes(charset));
      Files.setLastModifiedTime(file, FileTime.from(clock.instant().minusSeconds(3600)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void append(String name, String text) {
    try {
      write(name, Files.readString(folder.resolve(name)) + text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
