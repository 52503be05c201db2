package dev.foz.bench;

import dev.foz.bench.BenchLake.Reach;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From files to committed raw tables. */
final class LandBenchmark implements Benchmark {
  static final long RECORDS = 5_000_000;

  private final String name;
  private final boolean declared;
  private final double wanted;

  private LandBenchmark(String name, boolean declared, double wanted) {
    this.name = name;
    this.declared = declared;
    this.wanted = wanted;
  }

  /** Types are inferred. */
  static LandBenchmark inferred() {
    return new LandBenchmark("land", false, 0.6);
  }

  /** Every record is checked by a contract with rules for ten of its fields. */
  static LandBenchmark declared() {
    return new LandBenchmark("land-contract", true, 0.55);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String purpose() {
    return "5 million records from JSON lines to raw, "
        + (declared ? "checked by a contract, " : "")
        + "beside DuckDB writing Parquet from them";
  }

  @Override
  public void run(Bench bench) throws IOException, InterruptedException {
    long count = bench.records(RECORDS);
    Input input = new Input(bench.emptyFolder("input"));
    bench.say("writing " + count + " records");
    input.writeAll(count);
    Path folder = bench.emptyFolder("lake");
    BenchLake lake =
        new BenchLake(bench.foz(), folder, input.folder(), Optional.of("id"), declared);
    List<Long> peaks = new ArrayList<>();
    bench.compare(
        name(),
        Ratio.Kind.SPEED,
        wanted,
        round -> land(lake, count, peaks),
        round -> parquet(bench, input));
    bench.memory("foz peak memory", peaks);
  }

  private static Cost land(BenchLake lake, long count, List<Long> peaks)
      throws IOException, InterruptedException {
    lake.create();
    Child.Finished finished = lake.run(Reach.RAW_ONLY);
    peaks.add(finished.peakBytes());
    lake.requireCount(BenchLake.RAW, "true", count);
    return finished.cost();
  }

  /** What the peer does: the same input as one Parquet file. */
  static Cost parquet(Bench bench, Input input) throws IOException, InterruptedException {
    Path folder = bench.emptyFolder("peer");
    return bench.duckdb(
        "COPY (SELECT * FROM "
            + input.sql("*.ndjson")
            + ") TO '"
            + folder.resolve("records.parquet")
            + "' (FORMAT parquet, COMPRESSION zstd)");
  }
}
