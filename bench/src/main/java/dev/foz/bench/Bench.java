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
    /** Seconds of what counts; preparing and cleaning up do not. */
    double seconds(int round) throws IOException, InterruptedException;
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

  double duckdb(String sql) throws IOException, InterruptedException {
    return DuckDbPeer.seconds(options.folder(), options.memory(), sql);
  }

  /**
   * Measures both in turn, so that what slows the machine for a while slows both. Returns what was
   * measured of Foz.
   */
  Measurement compare(String name, Ratio.Kind kind, double wanted, Round foz, Round duckdb)
      throws IOException, InterruptedException {
    List<Double> own = new ArrayList<>();
    List<Double> peers = new ArrayList<>();
    for (int round = 0; round < options.repeat(); round++) {
      own.add(foz.seconds(round));
      say(name + ", round " + (round + 1) + ": foz " + Figures.text(own.getLast(), "s"));
      peers.add(duckdb.seconds(round));
      say(name + ", round " + (round + 1) + ": duckdb " + Figures.text(peers.getLast(), "s"));
    }
    Measurement mine = new Measurement("foz", "s", own);
    Measurement theirs = new Measurement("duckdb", "s", peers);
    report.add(name + " foz", mine);
    report.add(name + " duckdb", theirs);
    report.add(new Ratio(name, kind, mine, theirs, wanted));
    return mine;
  }

  /** Measures one thing several times. */
  Measurement measure(String name, Round round) throws IOException, InterruptedException {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < options.repeat(); i++) {
      values.add(round.seconds(i));
      say(name + ", round " + (i + 1) + ": " + Figures.text(values.getLast(), "s"));
    }
    Measurement measured = new Measurement(name, "s", values);
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
    Measurement measured = new Measurement(name, "MB", megabytes);
    report.add(name, measured);
    return measured;
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
