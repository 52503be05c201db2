package dev.foz.bench;

import java.util.List;

/** All that can be measured. */
final class Benchmarks {
  static final List<Benchmark> ALL = List.of(new StartBenchmark());

  private Benchmarks() {}
}
