package dev.foz.app.terminal;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A terminal in which Foz runs: types on it and reads its screen. */
final class Tmux implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String socket = "foz-" + UUID.randomUUID();

  /**
   * Starts Foz in a terminal of this size; when it has ended, {@code ended with N} is seen.
   *
   * @param arguments as a shell takes them, so that they may go on with a pipe
   */
  Tmux(Path folder, int columns, int rows, String arguments) {
    String java = ProcessHandle.current().info().command().orElse("java");
    String options =
        "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED"
            + " --sun-misc-unsafe-memory-access=allow";
    String foz =
        "'%s' %s -cp '%s' dev.foz.app.Main"
            .formatted(java, options, System.getProperty("java.class.path"));
    tmux(
        List.of(
            "-f",
            "/dev/null",
            "-u",
            "new-session",
            "-d",
            "-s",
            "foz",
            "-x",
            Integer.toString(columns),
            "-y",
            Integer.toString(rows),
            "-c",
            folder.toString(),
            "-e",
            "XDG_STATE_HOME=" + folder.resolve("state"),
            "-e",
            "PAGER=less -SRFX",
            "-e",
            "LC_ALL=C.UTF-8",
            foz + " " + arguments + "; echo ended with $?; exec cat"));
  }

  static boolean isInstalled() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getenv("PATH"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tmux")));
  }

  /** Types this text; tmux would take a semicolon at its end for its own. */
  void type(String text) {
    String safe = text.endsWith(";") ? text.substring(0, text.length() - 1) + "\\;" : text;
    tmux(List.of("send-keys", "-t", "foz", "-l", safe));
  }

  /** Presses keys by their names: {@code Enter}, {@code C-c}. */
  void press(String... keys) {
    List<String> words = new ArrayList<>(List.of("send-keys", "-t", "foz"));
    words.addAll(List.of(keys));
    tmux(words);
  }

  /** Presses a key as an impatient person does, until this text is on the screen. */
  void pressUntil(String key, String text) {
    await(text)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              press(key);
              return screen();
            },
            screen -> screen.contains(text));
  }

  void resize(int columns, int rows) {
    tmux(
        List.of(
            "resize-window",
            "-t",
            "foz",
            "-x",
            Integer.toString(columns),
            "-y",
            Integer.toString(rows)));
  }

  /** The lines of the screen once this text is on it. */
  String screenWith(String text) {
    await(text)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(this::screen, screen -> screen.contains(text));
    return screen();
  }

  /** The same once the shell waits for what is typed next. */
  String promptAfter(String text) {
    await(text)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(this::screen, screen -> screen.contains(text) && screen.endsWith("foz>\n"));
    return screen();
  }

  /** The lines of the screen now, without blanks at their ends. */
  String screen() {
    String seen = tmux(List.of("capture-pane", "-p", "-t", "foz"));
    return seen.lines().map(String::stripTrailing).collect(Collectors.joining("\n")).stripTrailing()
        + "\n";
  }

  private String tmux(List<String> words) {
    List<String> command = new ArrayList<>(List.of("tmux", "-L", socket));
    command.addAll(words);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    tmux(List.of("kill-server"));
  }
}
