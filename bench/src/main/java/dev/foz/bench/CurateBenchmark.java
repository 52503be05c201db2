package dev.foz.bench;

import dev.foz.bench.BenchLake.Reach;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From a raw table that is already there to a curated one, typed and in Parquet.
 *
 * @param key what the table is kept by; without one every record becomes a row
 */
record CurateBenchmark(String name, Optional<String> key) implements Benchmark {
  private static final double WANTED = 0.7;

  @Override
  public String purpose() {
    return "5 million records from raw to curated"
        + key.map(column -> ", last state by " + column).orElse("")
        + ", beside DuckDB writing Parquet from the JSON lines";
  }

  @Override
  public void run(Bench bench) throws IOException, InterruptedException {
    long count = bench.records(LandBenchmark.RECORDS);
    Input input = new Input(bench.emptyFolder("input"));
    bench.say("writing and landing " + count + " records");
    input.writeAll(count);
    BenchLake lake = new BenchLake(bench.foz(), bench.emptyFolder("lake"), input.folder(), key);
    lake.create();
    lake.run(Reach.RAW_ONLY);
    lake.save();
    List<Long> peaks = new ArrayList<>();
    bench.compare(
        name,
        Ratio.Kind.SPEED,
        WANTED,
        round -> curate(lake, count, peaks),
        round -> LandBenchmark.parquet(bench, input));
    bench.memory("foz peak memory", peaks);
  }

  private static Cost curate(BenchLake lake, long count, List<Long> peaks)
      throws IOException, InterruptedException {
    lake.restore();
    Child.Finished finished = lake.run(Reach.CURATED);
    peaks.add(finished.peakBytes());
    lake.requireCount(BenchLake.CURATED, "true", count);
    return finished.cost();
  }
}
