package dev.foz.bench;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one program to its end and looks at it from outside. */
final class Child {
  private static final Duration LONGEST = Duration.ofHours(2);
  private static final long LOOK_MILLIS = 10;
  private static final int MOST_SHOWN = 2_000;

  private Child() {}

  /**
   * A program that ended with 0.
   *
   * @param seconds from start to end
   * @param peakBytes the most memory it held at once, 0 where the system does not tell
   * @param output what it printed, errors too
   */
  record Finished(double seconds, long peakBytes, String output) {}

  /**
   * Runs a command in this folder, which gets a file {@code child.log}; any end but 0 is an error.
   *
   * @param subject what the error calls it
   */
  static Finished run(String subject, Path folder, List<String> command)
      throws IOException, InterruptedException {
    Path log = folder.resolve("child.log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    long start = System.nanoTime();
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      long peak = watch(subject, process, start);
      double seconds = (System.nanoTime() - start) / 1e9;
      String output = Files.readString(log, StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw failed(subject, "it ended with " + process.exitValue(), output);
      }
      return new Finished(seconds, peak, output);
    } finally {
      process.destroyForcibly();
    }
  }

  private static long watch(String subject, Process process, long start)
      throws InterruptedException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    long peak = 0;
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peakBytes(status));
      if (System.nanoTime() - start > LONGEST.toNanos()) {
        throw failed(subject, "it runs for two hours", "");
      }
    }
    return peak;
  }

  /** The high-water mark of the resident set, which the kernel keeps. */
  private static long peakBytes(Path status) {
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      // It ended between the two looks, or this is no Linux.
      return 0;
    }
  }

  private static FozException failed(String subject, String reason, String output) {
    String end = output.substring(Math.max(0, output.length() - MOST_SHOWN));
    return Problem.of(Code.DEFECT, "Cannot measure `" + subject + "`: " + reason)
        .because(end.isBlank() ? "it printed nothing" : end.strip())
        .toException();
  }
}
