package dev.foz.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Whether the cost of a small commit grows with how many there were. */
final class CommitsBenchmark implements Benchmark {
  private static final long COMMITS = 50_000;

  /** Commits that are looked at together: those around the 100th are the first 200. */
  private static final int WINDOW = 200;

  private static final long LEAST = 2L * WINDOW;
  private static final long MOST = 1_000_000;
  private static final double WANTED = 1.2;

  @Override
  public String name() {
    return "commits";
  }

  @Override
  public String purpose() {
    return "50,000 small commits (or --records), the last ones beside those around the 100th";
  }

  @Override
  public void run(Bench bench) throws IOException, InterruptedException {
    long count = bench.records(COMMITS);
    if (count < LEAST || count > MOST) {
      throw new IllegalArgumentException("--records must be " + LEAST + " to " + MOST + " here");
    }
    bench.say("making " + count + " commits");
    Path warm = lake(bench, "warm");
    Path old = lake(bench, "old");
    Path young = lake(bench, "young");
    List<String> arguments =
        List.of(
            warm.toString(),
            old.toString(),
            young.toString(),
            Long.toString(LEAST),
            Long.toString(count - WINDOW),
            Long.toString(WINDOW));
    Child.Finished finished = commit(bench, arguments);
    report(bench, read(old), read(young));
    bench.memory("peak memory", List.of(finished.peakBytes()));
  }

  private static Path lake(Bench bench, String name) throws IOException {
    Path folder = bench.emptyFolder(name);
    Files.writeString(folder.resolve("lake.yaml"), "name: bench\n");
    return folder;
  }

  /** The heap is what the launcher would give it. */
  private static Child.Finished commit(Bench bench, List<String> arguments)
      throws IOException, InterruptedException {
    long heap = bench.options().memory().mebibytes() / 4;
    return Child.java(
        "commits",
        bench.options().folder(),
        List.of("-Xms64m", "-Xmx" + heap + "m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"),
        SmallCommits.class,
        arguments);
  }

  private static List<Times> read(Path lake) throws IOException {
    return Files.readAllLines(lake.resolve("times.txt")).stream().map(Times::parse).toList();
  }

  private static void report(Bench bench, List<Times> old, List<Times> young) {
    Window first = new Window("around the 100th", old.subList(0, WINDOW));
    String name = "around the " + (old.size() - WINDOW / 2) + "th";
    Window last = new Window(name, old.subList(old.size() - WINDOW, old.size()));
    Window beside = new Window("around the 100th of a new table", young);
    Window all = new Window("all", old);
    List.of(first, last, beside, all).forEach(window -> window.note(bench));
    bench.ratio(ratio("commits, median,", last.commit(), first.commit()));
    bench.ratio(ratio("commits in turn, median,", last.commit(), beside.commit()));
    bench.ratio(ratio("commits in turn, mean with maintenance,", last.whole(), beside.whole()));
    bench.ratio(
        ratio("commits in turn, mean processor time,", last.processors(), beside.processors()));
  }

  private static Ratio ratio(String name, Measurement late, Measurement early) {
    return new Ratio(name, Ratio.Kind.COST, late, early, WANTED);
  }

  /** One commit, in milliseconds: itself, the maintenance after it, processor time of both. */
  private record Times(double commit, double maintenance, double processors) {
    private static final double NANOS = 1e6;

    static Times parse(String line) {
      String[] parts = line.split(" ", 3);
      return new Times(
          Long.parseLong(parts[0]) / NANOS,
          Long.parseLong(parts[1]) / NANOS,
          Long.parseLong(parts[2]) / NANOS);
    }
  }

  /** Neighbouring commits. */
  private record Window(String name, List<Times> times) {
    void note(Bench bench) {
      bench.note(name, commit());
      bench.note(name + ", mean with maintenance", whole());
      bench.note(name + ", mean processor time", processors());
    }

    Measurement commit() {
      return new Measurement(name, "ms", times.stream().map(Times::commit).toList());
    }

    Measurement whole() {
      return mean(time -> time.commit + time.maintenance);
    }

    Measurement processors() {
      return mean(Times::processors);
    }

    private Measurement mean(ToDoubleFunction<Times> part) {
      double mean = times.stream().mapToDouble(part).average().orElseThrow();
      return new Measurement(name, "ms", List.of(mean));
    }
  }
}
