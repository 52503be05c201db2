package dev.foz.bench;

import java.io.IOException;

/** Something measured. Stateless; what it makes on disk lies in the folder of the {@link Bench}. */
interface Benchmark {
  /** One word: what one types after {@code bench/run}. */
  String name();

  /** One line on what is measured, beside what. */
  String purpose();

  /** Measures, and leaves figures and ratios in the bench's report. */
  void run(Bench bench) throws IOException, InterruptedException;
}
