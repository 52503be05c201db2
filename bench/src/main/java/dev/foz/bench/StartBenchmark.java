package dev.foz.bench;

import java.io.IOException;
import java.nio.file.Path;

/** How long the shortest commands take, from the shell's point of view. */
final class StartBenchmark implements Benchmark {
  private static final double VERSION_SECONDS = 0.3;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String purpose() {
    return "the shortest commands, whole process, beside fixed limits";
  }

  @Override
  public void run(Bench bench) throws IOException, InterruptedException {
    Path folder = bench.emptyFolder("empty");
    // Builds what is not built, and warms the page cache.
    bench.foz().run(folder, "--version");
    Measurement version =
        bench.measure("version", round -> bench.foz().run(folder, "--version").seconds());
    bench.limit("version", version, VERSION_SECONDS);
  }
}
