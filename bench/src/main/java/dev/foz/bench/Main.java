package dev.foz.bench;

import dev.foz.base.FozException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code bench/run}. */
@Command(
    name = "bench/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures Foz beside a peer or a limit, and prints figures and ratios.")
final class Main implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_COMMAND = 2;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "what to measure")
  @Nullable String name;

  @Option(names = "--repeat", defaultValue = "3", description = "rounds (default ${DEFAULT-VALUE})")
  int repeat;

  @Option(names = "--records", description = "how many records, in place of the benchmark's own")
  @Nullable Long records;

  @Option(
      names = "--each",
      defaultValue = "512m",
      description = "memory of each process measured (default ${DEFAULT-VALUE})")
  String memory = "512m";

  @Option(names = "--dir", description = "where to work; a folder in the temp folder if not given")
  @Nullable Path folder;

  @Option(names = "--json", description = "also write the result to this file")
  @Nullable Path json;

  @Option(names = "--foz", description = "the launcher; ./foz of this repository if not given")
  @Nullable Path launcher;

  private final List<Benchmark> benchmarks;
  private final PrintStream out;
  private final PrintStream progress;

  Main(List<Benchmark> benchmarks, PrintStream out, PrintStream progress) {
    this.benchmarks = List.copyOf(benchmarks);
    this.out = out;
    this.progress = progress;
  }

  public static void main(String[] arguments) {
    Main main = new Main(Benchmarks.ALL, System.out, System.err);
    System.exit(new CommandLine(main).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Benchmark> benchmark = find();
    if (benchmark.isEmpty()) {
      progress.print(names());
      return WRONG_COMMAND;
    }
    Path work = folder == null ? Files.createTempDirectory("foz-bench") : folder.toAbsolutePath();
    try {
      measure(benchmark.get(), work);
      return DONE;
    } catch (IllegalArgumentException e) {
      progress.println(e.getMessage());
      return WRONG_COMMAND;
    } catch (FozException e) {
      progress.println(e.getMessage());
      return FAILED;
    }
  }

  private void measure(Benchmark benchmark, Path parent) throws IOException, InterruptedException {
    Path work = parent.resolve(benchmark.name());
    BenchOptions options =
        new BenchOptions(
            repeat, Optional.ofNullable(records), MemorySize.parse(memory), work, findLauncher());
    Report report = new Report(benchmark.name(), options, Machine.describe());
    Bench.delete(work);
    Files.createDirectories(work);
    try {
      Bench bench = new Bench(options, report, progress);
      // Builds what is not built, which must not count, and warms the page cache.
      bench.foz().run(work, "--version");
      benchmark.run(bench);
    } finally {
      Bench.delete(work);
    }
    out.print(report.text());
    if (json != null) {
      report.writeJson(json, Clock.systemUTC().instant());
    }
  }

  private Optional<Benchmark> find() {
    return benchmarks.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  private String names() {
    StringBuilder text = new StringBuilder();
    text.append(name == null ? "What shall be measured?\n" : "No benchmark `" + name + "`.\n");
    for (Benchmark one : benchmarks) {
      text.append(String.format(Locale.ROOT, "  bench/run %-14s %s%n", one.name(), one.purpose()));
    }
    return text.toString();
  }

  /** The distribution lies two folders below the repository: {@code .foz-build/bench-...}. */
  private Path findLauncher() {
    if (launcher != null) {
      return launcher.toAbsolutePath();
    }
    String home = System.getProperty("foz.home");
    if (home == null) {
      throw new IllegalArgumentException("--foz must name the launcher when bench/run is not used");
    }
    return Path.of(home).toAbsolutePath().resolve("../../foz").normalize();
  }
}
