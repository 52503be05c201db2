package dev.foz.bench;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
   * @param cost from start to end; the processor time is that of the last look
   * @param peakBytes the most memory it held at once, 0 where the system does not tell
   * @param output what it printed, errors too
   */
  record Finished(Cost cost, long peakBytes, String output) {
    double seconds() {
      return cost.seconds();
    }
  }

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
      Watched watched = watch(subject, process, start);
      double seconds = (System.nanoTime() - start) / 1e9;
      String output = Files.readString(log, StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw failed(subject, "it ended with " + process.exitValue(), output);
      }
      return new Finished(new Cost(seconds, watched.cpuSeconds), watched.peakBytes, output);
    } finally {
      process.destroyForcibly();
    }
  }

  /** A Java program of this module, in a machine with these options. */
  static Finished java(
      String subject, Path folder, List<String> options, Class<?> main, List<String> arguments)
      throws IOException, InterruptedException {
    return run(subject, folder, command(options, main, arguments));
  }

  /** What starts a Java program of this module. */
  static List<String> command(List<String> options, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }

  private record Watched(long peakBytes, double cpuSeconds) {}

  private static Watched watch(String subject, Process process, long start)
      throws InterruptedException {
    long peak = 0;
    double cpu = 0;
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      // A program that has just ended tells nothing any more: what was seen before stays.
      peak = Math.max(peak, ProcessMemory.of(process.pid()).peakBytes());
      cpu = Math.max(cpu, cpuSeconds(process));
      if (System.nanoTime() - start > LONGEST.toNanos()) {
        throw failed(subject, "it runs for two hours", "");
      }
    }
    return new Watched(peak, cpu);
  }

  static double cpuSeconds(Process process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  static FozException failed(String subject, String reason, String output) {
    String end = output.substring(Math.max(0, output.length() - MOST_SHOWN));
    return Problem.of(Code.DEFECT, "Cannot measure `" + subject + "`: " + reason)
        .because(end.isBlank() ? "it printed nothing" : end.strip())
        .toException();
  }
}
