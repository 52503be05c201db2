package dev.foz.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that stays: it is written to, its output awaited, its memory read. Closing it ends it.
 * Used by one thread.
 */
final class Talk implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 20;
  private final String subject;
  private final Process process;
  private final Path log;

  private Talk(String subject, Process process, Path log) {
    this.subject = subject;
    this.process = process;
    this.log = log;
  }

  /** Starts a command in this folder, which gets a file {@code talk.log}. */
  static Talk start(String subject, Path folder, List<String> command) throws IOException {
    Path log = folder.resolve("talk.log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new Talk(subject, builder.start(), log);
  }

  void write(String line) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  /** Waits until the output holds this. */
  void await(String text) throws IOException, InterruptedException {
    long start = System.nanoTime();
    String output = "";
    while (System.nanoTime() - start < PATIENCE.toNanos()) {
      output = Files.readString(log, StandardCharsets.UTF_8);
      if (output.contains(text)) {
        return;
      }
      if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        throw Child.failed(subject, "it ended with " + process.exitValue(), output);
      }
    }
    throw Child.failed(subject, "it did not print `" + text + "`", output);
  }

  /** Processor time since it started. */
  double cpuSeconds() {
    return Child.cpuSeconds(process);
  }

  /** The memory once it has had nothing to do for so long. */
  ProcessMemory memoryAfter(Duration rest) throws InterruptedException {
    if (process.waitFor(rest.toMillis(), TimeUnit.MILLISECONDS)) {
      throw Child.failed(subject, "it ended with " + process.exitValue(), "");
    }
    return ProcessMemory.of(process.pid());
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
