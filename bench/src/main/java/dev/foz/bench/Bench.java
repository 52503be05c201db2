package dev.foz.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a benchmark works with: its folder, the two programs, and where figures go. */
final class Bench {
  private static final double MEGABYTE = 1e6;
  private final BenchOptions options;
  private final Report report;
  private final PrintStream progress;

  Bench(BenchOptions options, Report report, PrintStream progress) {
    this.options = options;
    this.report = report;
    this.progress = progress;
  }

  /** One measuring; {@code round} counts from 0. */
  interface Round {
    /** What counts; preparing and cleaning up do not. */
    Cost cost(int round) throws IOException, InterruptedException;
  }

  BenchOptions options() {
    return options;
  }

  long records(long otherwise) {
    return options.records().orElse(otherwise);
  }

  FozProgram foz() {
    return new FozProgram(options.launcher(), options.memory());
  }

  Cost duckdb(String sql) throws IOException, InterruptedException {
    return DuckDbPeer.cost(options.folder(), options.memory(), sql);
  }

  /**
   * Measures both in turn, so that what slows the machine for a while slows both. Returns what was
   * measured of Foz.
   */
  Measurement compare(String name, Ratio.Kind kind, double wanted, Round foz, Round duckdb)
      throws IOException, InterruptedException {
    List<Cost> own = new ArrayList<>();
    List<Cost> peers = new ArrayList<>();
    for (int round = 0; round < options.repeat(); round++) {
      own.add(foz.cost(round));
      say(name + ", round " + (round + 1) + ": foz " + text(own.getLast()));
      peers.add(duckdb.cost(round));
      say(name + ", round " + (round + 1) + ": duckdb " + text(peers.getLast()));
    }
    Measurement mine = report("foz", name + " foz", own);
    Measurement theirs = report("duckdb", name + " duckdb", peers);
    report.add(new Ratio(name, kind, mine, theirs, wanted));
    return mine;
  }

  /** Notes seconds and processor time; returns the seconds. */
  private Measurement report(String subject, String name, List<Cost> costs) {
    Measurement seconds = new Measurement(subject, "s", costs.stream().map(Cost::seconds).toList());
    report.add(name, seconds);
    List<Double> cpu = costs.stream().map(Cost::cpuSeconds).toList();
    report.add(name + ", processors", new Measurement(subject, "s", cpu));
    return seconds;
  }

  private static String text(Cost cost) {
    return Figures.text(cost.seconds(), "s")
        + " (processors "
        + Figures.text(cost.cpuSeconds(), "s")
        + ")";
  }

  /** Measures one thing several times. */
  Measurement measure(String name, Round round) throws IOException, InterruptedException {
    List<Cost> costs = new ArrayList<>();
    for (int i = 0; i < options.repeat(); i++) {
      costs.add(round.cost(i));
      say(name + ", round " + (i + 1) + ": " + text(costs.getLast()));
    }
    return report(name, name, costs);
  }

  /** Notes what was measured elsewhere. */
  Measurement note(String name, Measurement measured) {
    report.add(name, measured);
    return measured;
  }

  void limit(String name, Measurement measured, double wanted) {
    report.add(new Limit(name, measured, wanted));
  }

  void ratio(Ratio ratio) {
    report.add(ratio);
  }

  /** Notes the most memory that processes held. */
  Measurement memory(String name, List<Long> peaks) {
    List<Double> megabytes = peaks.stream().map(bytes -> bytes / MEGABYTE).toList();
    return note(name, new Measurement(name, "MB", megabytes));
  }

  /** Tells whoever waits how far it is. */
  void say(String line) {
    progress.println(line);
    progress.flush();
  }

  /** An empty folder of this name. */
  Path emptyFolder(String name) throws IOException {
    Path folder = options.folder().resolve(name);
    delete(folder);
    return Files.createDirectories(folder);
  }

  static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }
}
