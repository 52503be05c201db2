package dev.foz.bench;

import java.util.List;
import java.util.Optional;

/** All that can be measured. */
final class Benchmarks {
  static final List<Benchmark> ALL =
      List.of(
          LandBenchmark.inferred(),
          LandBenchmark.declared(),
          new ValidateBenchmark(),
          new CurateBenchmark("curate", Optional.empty()),
          new CurateBenchmark("curate-keyed", Optional.of("id")),
          new MergeBenchmark(),
          new ModelsBenchmark(),
          new CommitsBenchmark(),
          new PlanBenchmark(),
          new GraphBenchmark(),
          new StartBenchmark());

  private Benchmarks() {}
}
