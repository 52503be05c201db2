package dev.foz.bench;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a benchmark is run with.
 *
 * @param repeat how often each side is measured
 * @param records how many records, where the benchmark shall not choose
 * @param memory the whole memory of each process measured, as {@code ./foz --memory} wants it
 * @param folder where everything is made; emptied before and after
 * @param launcher the program {@code ./foz}
 */
record BenchOptions(
    int repeat, Optional<Long> records, MemorySize memory, Path folder, Path launcher) {
  BenchOptions {
    if (repeat < 1 || repeat > 99) {
      throw new IllegalArgumentException("--repeat must be 1 to 99");
    }
    records
        .filter(count -> count < 1)
        .ifPresent(
            count -> {
              throw new IllegalArgumentException("--records must be at least 1");
            });
  }
}
