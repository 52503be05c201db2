package dev.foz.bench;

import dev.foz.bench.BenchLake.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Scattered changes of a large keyed table, and how their cost grows with the table. */
final class MergeBenchmark implements Benchmark {
  private static final long ROWS = 4_000_000;
  private static final int TIMES = 4;
  private static final int CHANGES = 100_000;
  private static final double WANTED = 0.25;
  private static final double WANTED_GROWTH_BIGINT = 1.5;
  private static final double WANTED_GROWTH_TEXT = 2.2;

  @Override
  public String name() {
    return "merge";
  }

  @Override
  public String purpose() {
    return "100,000 scattered changes into 4 and 16 million rows, beside DuckDB rewriting them";
  }

  @Override
  public void run(Bench bench) throws IOException, InterruptedException {
    measureKey(bench, "id", WANTED_GROWTH_BIGINT);
    measureKey(bench, "key", WANTED_GROWTH_TEXT);
  }

  private static void measureKey(Bench bench, String key, double wantedGrowth)
      throws IOException, InterruptedException {
    long rows = bench.records(ROWS);
    Measurement small = new Case(bench, key, rows).measure();
    Measurement large = new Case(bench, key, TIMES * rows).measure();
    bench.ratio(
        new Ratio("merge by " + key + ", growth", Ratio.Kind.COST, large, small, wantedGrowth));
  }

  /** One table size and key. */
  private record Case(Bench bench, String key, long rows) {

    /** What it costs Foz; the ratio to the peer goes to the report. */
    Measurement measure() throws IOException, InterruptedException {
      Input input = new Input(bench.emptyFolder("input"));
      Path base = bench.emptyFolder("peer").resolve("base.parquet");
      BenchLake lake = base(input, base);
      String name = "merge by " + key + " into " + rows + " rows";
      Measurement foz =
          bench.compare(
              name,
              Ratio.Kind.COST,
              WANTED,
              round -> merge(lake, input, round + 1),
              round -> rewrite(input, base, round + 1));
      return new Measurement(rows + " rows", "s", foz.values());
    }

    private int changes() {
      return (int) Math.min(CHANGES, rows);
    }

    /** The table before the changes, on both sides; its input is not needed any more after that. */
    private BenchLake base(Input input, Path parquet) throws IOException, InterruptedException {
      bench.say("making a table of " + rows + " rows by " + key);
      input.writeAll(rows);
      Path folder = bench.emptyFolder("lake");
      BenchLake lake = new BenchLake(bench.foz(), folder, input.folder(), Optional.of(key));
      lake.create();
      lake.run(Reach.CURATED);
      copy("SELECT * FROM " + input.sql("base-*.ndjson"), parquet);
      for (long first = 0; first < rows; first += Input.RECORDS_OF_A_FILE) {
        Files.delete(input.folder().resolve(Input.name(first / Input.RECORDS_OF_A_FILE)));
      }
      return lake;
    }

    /** Lands the changes first, so that only their way into the curated table counts. */
    private Cost merge(BenchLake lake, Input input, int version)
        throws IOException, InterruptedException {
      input.writeChanges(changes(), rows, version);
      lake.run(Reach.RAW_ONLY);
      Cost cost = lake.run(Reach.CURATED).cost();
      lake.requireCount(BenchLake.CURATED, "true", rows);
      lake.requireCount(BenchLake.CURATED, "version = " + version, changes());
      return cost;
    }

    private Cost rewrite(Input input, Path base, int version)
        throws IOException, InterruptedException {
      String changes = input.sql("changes-" + version + ".ndjson");
      Path target = base.resolveSibling("rewritten.parquet");
      Files.deleteIfExists(target);
      return copy(
          """
          WITH changes AS MATERIALIZED (SELECT * FROM %s)
          SELECT * FROM '%s' ANTI JOIN changes USING (%s) UNION ALL BY NAME SELECT * FROM changes"""
              .formatted(changes, base, key),
          target);
    }

    private Cost copy(String query, Path target) throws IOException, InterruptedException {
      return bench.duckdb(
          "COPY (" + query + ") TO '" + target + "' (FORMAT parquet, COMPRESSION zstd)");
    }
  }
}
