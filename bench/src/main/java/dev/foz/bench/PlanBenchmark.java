package dev.foz.bench;

import dev.foz.app.lake.Memory;
import dev.foz.app.lake.OpenLake;
import dev.foz.base.Progress;
import dev.foz.base.lake.LakeReader;
import dev.foz.serve.QueryService;
import dev.foz.serve.RunningQuery;
import dev.foz.table.Filter;
import dev.foz.table.ScanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finding the few files that a query needs among very many. */
final class PlanBenchmark implements Benchmark {
  private static final long FILES = 10_000;
  private static final long MOST_FILES = 1_000_000;
  private static final int WARM_PLANS = 20;
  private static final String COUNT = "select count(*) as n, sum(total) as t from ";

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public String purpose() {
    return "a query that needs one file of 10,000 (or --records), beside one that needs all";
  }

  @Override
  public void run(Bench bench) throws IOException, InterruptedException {
    int files = (int) Math.min(MOST_FILES, bench.records(FILES));
    Path folder = bench.emptyFolder("lake");
    Files.writeString(folder.resolve("lake.yaml"), "name: bench\n");
    bench.say("making a table of " + files + " files");
    try (OpenLake open = open(folder)) {
      ManyFiles.make(open, files);
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB did not write the files: " + e.getMessage(), e);
    }
    long wanted = (long) files * ManyFiles.ROWS_OF_A_FILE / 2;
    String where = " where id between " + wanted + " and " + (wanted + 9);
    String selective = COUNT + ManyFiles.TABLE + where;
    String whole = COUNT + ManyFiles.TABLE;
    long rows = (long) files * ManyFiles.ROWS_OF_A_FILE;
    bench.measure("foz sql, one file", round -> sql(bench, folder, selective, 10));
    bench.measure("foz sql, all files", round -> sql(bench, folder, whole, rows));
    inOneProcess(bench, folder, wanted, selective);
  }

  private static OpenLake open(Path folder) {
    Memory memory = Memory.of(System.getProperties());
    return OpenLake.open(LakeReader.read(folder, Map.of()).orThrow(), memory, Clock.systemUTC());
  }

  private static Cost sql(Bench bench, Path folder, String sql, long expected)
      throws IOException, InterruptedException {
    Child.Finished finished = bench.foz().run(folder, "sql", sql, "--format", "csv");
    if (finished.output().lines().noneMatch(line -> line.startsWith(expected + ","))) {
      throw Child.failed("foz sql", "it should count " + expected, finished.output());
    }
    return finished.cost();
  }

  /** As in a process that stays: the first time, and when it has become used to it. */
  private static void inOneProcess(Bench bench, Path folder, long wanted, String selective) {
    Filter filter = new Filter.Compare(List.of("id"), Filter.Op.EQUAL, wanted);
    List<Double> plans = new ArrayList<>();
    List<Double> queries = new ArrayList<>();
    try (OpenLake open = open(folder)) {
      QueryService service = open.queries();
      for (int i = 0; i <= WARM_PLANS; i++) {
        plans.add(milliseconds(() -> plan(open, filter)));
        queries.add(milliseconds(() -> query(service, selective)));
      }
    }
    note(bench, "planning in one process", plans);
    note(bench, "query of one file in one process", queries);
  }

  private static void note(Bench bench, String name, List<Double> values) {
    bench.note(name + ", first", new Measurement(name, "ms", values.subList(0, 1)));
    List<Double> later = values.subList(values.size() / 2, values.size());
    bench.note(name + ", later", new Measurement(name, "ms", later));
  }

  private static double milliseconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static void plan(OpenLake open, Filter filter) {
    List<ScanFile> found = open.catalog().read().find(ManyFiles.TABLE).orElseThrow().plan(filter);
    if (found.size() != 1) {
      throw new IllegalStateException("a plan of one file holds " + found.size());
    }
  }

  private static void query(QueryService service, String sql) {
    try (RunningQuery query = service.start(sql, Progress.NONE)) {
      boolean row = query.result().next();
      if (!row || !Optional.of(10L).equals(Optional.ofNullable(query.result().value(0)))) {
        throw new IllegalStateException("the query counted wrong");
      }
    }
  }
}
