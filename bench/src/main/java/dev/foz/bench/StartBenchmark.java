package dev.foz.bench;

import dev.foz.bench.BenchLake.Reach;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long the shortest commands take, from the shell's point of view, and what an idle one holds.
 */
final class StartBenchmark implements Benchmark {
  private static final double VERSION_SECONDS = 0.3;
  private static final double SQL_SECONDS = 0.8;
  private static final double IDLE_MEGABYTES = 250;
  private static final long RECORDS = 20_000;
  private static final Duration REST = Duration.ofSeconds(3);
  private static final String SQL =
      "select status, count(*) as n, sum(total) as total from " + BenchLake.CURATED + " group by 1";

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String purpose() {
    return "the shortest commands, whole process, and an idle one, beside fixed limits";
  }

  @Override
  public void run(Bench bench) throws IOException, InterruptedException {
    Path folder = bench.emptyFolder("empty");
    Measurement version =
        bench.measure("version", round -> bench.foz().run(folder, "--version").cost());
    bench.limit("version", version, VERSION_SECONDS);
    BenchLake lake = lake(bench);
    Measurement sql =
        bench.measure("sql", round -> bench.foz().run(lake.folder(), "sql", SQL).cost());
    bench.limit("sql", sql, SQL_SECONDS);
    idle(bench, lake);
    demo(bench);
  }

  private static BenchLake lake(Bench bench) throws IOException, InterruptedException {
    Input input = new Input(bench.emptyFolder("input"));
    long count = bench.records(RECORDS);
    input.writeAll(count);
    Path folder = bench.emptyFolder("lake");
    BenchLake lake = new BenchLake(bench.foz(), folder, input.folder(), Optional.of("id"));
    lake.create();
    lake.run(Reach.CURATED);
    lake.requireCount(BenchLake.CURATED, "true", count);
    return lake;
  }

  /** A shell that has answered one query and waits for the next. */
  private static void idle(Bench bench, BenchLake lake) throws IOException, InterruptedException {
    List<Long> all = new ArrayList<>();
    List<Long> own = new ArrayList<>();
    for (int round = 0; round < bench.options().repeat(); round++) {
      try (Talk shell = bench.foz().start(lake.folder(), "sql")) {
        shell.write(SQL + ";");
        shell.await(" read\n");
        ProcessMemory memory = shell.memoryAfter(REST);
        all.add(memory.bytes());
        own.add(memory.ownBytes());
      }
    }
    Measurement idle = bench.memory("idle after a query", all);
    bench.memory("idle after a query, without mapped files", own);
    bench.limit("idle after a query", idle, IDLE_MEGABYTES);
  }

  /** A process that has loaded and built, and goes on doing a little of it every two seconds. */
  private static void demo(Bench bench) throws IOException, InterruptedException {
    Path folder = bench.emptyFolder("demo");
    try (Talk demo = bench.foz().start(folder, "demo", "made")) {
      demo.await("refined tables built anew");
      ProcessMemory memory = demo.memoryAfter(REST);
      bench.memory("demo that goes on", List.of(memory.bytes()));
      bench.memory("demo that goes on, without mapped files", List.of(memory.ownBytes()));
      bench.memory("demo that goes on, at most", List.of(memory.peakBytes()));
    }
  }
}
