package dev.foz.testing;

import dev.foz.app.Main;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * The program in a process of its own, which can be killed and frozen. Its output goes to files, so
 * it never waits for a reader. Used by one thread; closing kills what still runs.
 */
public final class FozProcess implements AutoCloseable {
  /** Longer than any command of a test may take: then it hangs. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private static final List<String> FLAGS =
      List.of(
          "-Xmx320m",
          "-Xss2m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "--add-opens=java.base/java.nio=ALL-UNNAMED");

  private final Process process;
  private final Path out;
  private final Path err;
  private final String command;

  private FozProcess(Process process, Path out, Path err, String command) {
    this.process = process;
    this.out = out;
    this.err = err;
    this.command = command;
  }

  /** Starts {@code foz ARGUMENTS}. */
  public static FozProcess start(ProgramFiles program, Path scratch, String... arguments)
      throws IOException {
    return start(program, scratch, Main.class, List.of(arguments));
  }

  /**
   * Starts a program.
   *
   * @param scratch folder for its output and its temporary files
   */
  public static FozProcess start(
      ProgramFiles program, Path scratch, Class<?> main, List<String> arguments)
      throws IOException {
    Files.createDirectories(scratch);
    Path out = Files.createTempFile(scratch, "foz-", ".out");
    Path err = Files.createTempFile(scratch, "foz-", ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.add("-Djava.io.tmpdir=" + scratch);
    command.add("-cp");
    command.add(program.classPath());
    command.add(main.getName());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("FOZ_DEBUG", "1");
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    return new FozProcess(builder.start(), out, err, String.join(" ", arguments));
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL; returns when the process is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** SIGSTOP: the process stands still and does not know it. */
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT. */
  public void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IllegalStateException("kill -" + name + " failed for `" + command + "`");
    }
  }

  /** Whether it ended within this time. */
  public boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Exit code; empty while it runs. After {@link #kill} it is 137. */
  public OptionalInt exit() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /**
   * Waits for its end and returns the exit code.
   *
   * @throws IllegalStateException with all its output when it does not end; it is killed then
   */
  public int await() throws IOException, InterruptedException {
    if (!endsWithin(LONGEST)) {
      kill();
      throw new IllegalStateException("`" + command + "` does not end:\n" + err());
    }
    return process.exitValue();
  }

  /** What it printed so far. */
  public String out() throws IOException {
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  /** What it told so far: progress and errors. */
  public String err() throws IOException {
    return Files.readString(err, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws InterruptedException, IOException {
    kill();
    Files.deleteIfExists(out);
    Files.deleteIfExists(err);
  }

  @Override
  public String toString() {
    return "foz " + command + " (process " + process.pid() + ")";
  }
}
