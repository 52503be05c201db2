package dev.foz.app.docs;

import dev.foz.app.command.FozCommand;
import dev.foz.app.command.Surroundings;
import dev.foz.app.lake.Memory;
import dev.foz.app.text.Console;
import dev.foz.app.text.Screen;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The lake that a reader of a page has in front of them, and the terminal that they type into. */
final class PageLake {
  private static final Path PREPARED = Path.of("src/test/docs");
  private static final Duration QUIET = Duration.ofHours(1);
  private static final int WIDTH = 120;
  private static final int ROWS = 40;

  private final Path root;
  private Path folder;

  /**
   * @param root holds the folder in which the reader begins, and the lakes beside it
   */
  PageLake(Path root) {
    this.root = root;
    this.folder = root.resolve("here");
  }

  /** What a command printed, all on one stream, and how it ended. */
  record Answer(int exit, String text) {}

  /**
   * @param answers what the person says to questions; nobody is there when it is empty
   */
  Answer foz(List<String> words, String answers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Surroundings surroundings =
        new Surroundings(
            new Console(
                stream, stream, false, !answers.isEmpty(), false, Screen.fixed(WIDTH, ROWS)),
            new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8)),
            folder,
            Map.of(),
            new Memory(256L << 20),
            Clock.systemUTC());
    int exit = FozCommand.create(surroundings).execute(words.toArray(String[]::new));
    return new Answer(exit, bytes.toString(StandardCharsets.UTF_8));
  }

  void enter(String name) {
    folder = folder.resolve(name).normalize();
    if (!folder.startsWith(root) || !Files.isDirectory(folder)) {
      throw new AssertionError("there is no folder " + name);
    }
  }

  boolean has(String name) {
    return Files.exists(folder.resolve(name));
  }

  void write(String name, String text) {
    write(name, text, StandardCharsets.UTF_8);
  }

  void write(String name, String text, Charset charset) {
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(root)) {
      throw new AssertionError(name + " leads out of the test");
    }
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, text.getBytes(charset));
      Files.setLastModifiedTime(file, FileTime.from(Clock.systemUTC().instant().minus(QUIET)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies files that the page does not show: {@code src/test/docs/NAME}. */
  void prepare(String name) {
    Path prepared = PREPARED.resolve(name);
    try (Stream<Path> files = Files.walk(prepared)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        write(prepared.relativize(file).toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
