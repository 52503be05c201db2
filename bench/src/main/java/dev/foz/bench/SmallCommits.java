package dev.foz.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.foz.app.lake.Memory;
import dev.foz.app.lake.OpenLake;
import dev.foz.base.Layer;
import dev.foz.base.Progress;
import dev.foz.base.Slices;
import dev.foz.base.TableName;
import dev.foz.base.lake.LakeReader;
import dev.foz.contract.Contract;
import dev.foz.state.CommitKind;
import dev.foz.state.ContractUse;
import dev.foz.state.Lease;
import dev.foz.state.PositionMove;
import dev.foz.state.RunState;
import dev.foz.table.RawColumn;
import dev.foz.table.RawFileWriter;
import dev.foz.table.RawRecords;
import dev.foz.table.TableCommit;
import dev.foz.table.WrittenFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Commits a few records again and again, as a load does that is never given many: data file, commit
 * with position and contract, then whatever the table's maintenance wants. A process of its own.
 */
final class SmallCommits implements AutoCloseable {
  private static final int RECORDS = 3;
  private static final TableName TABLE = new TableName(Layer.RAW, "bench_small");
  private final OpenLake open;
  private final SteppingClock clock;
  private final PrintWriter times;
  private final Lease lease;
  private final long run;
  private long nextSeq = 1;
  private long version;

  private SmallCommits(OpenLake open, SteppingClock clock, PrintWriter times) {
    this.open = open;
    this.clock = clock;
    this.times = times;
    this.lease = open.state().acquire("source/bench", Duration.ZERO, Progress.NONE);
    this.run = open.state().startRun("bench");
  }

  /**
   * Warms up; commits into the first lake; then into both in turn, so that what slows the machine
   * slows both.
   *
   * @param arguments lake folder for warming up, the two lake folders, then three numbers of
   *     commits: for warming up, for the first lake alone, for each of both. Each lake folder gets
   *     a file {@code times.txt} with one line for each commit: nanoseconds of the commit, those of
   *     the maintenance after it, and processor time of both
   */
  public static void main(String[] arguments) throws IOException {
    int warmUp = Integer.parseInt(arguments[3]);
    int alone = Integer.parseInt(arguments[4]);
    int together = Integer.parseInt(arguments[5]);
    try (SmallCommits warm = start(Path.of(arguments[0]), warmUp)) {
      warm.commit(warmUp);
    }
    try (SmallCommits old = start(Path.of(arguments[1]), alone + together);
        SmallCommits young = start(Path.of(arguments[2]), together)) {
      old.commit(alone);
      for (int i = 0; i < together; i++) {
        old.commit(1);
        young.commit(1);
      }
    }
  }

  private static SmallCommits start(Path folder, int count) throws IOException {
    SteppingClock clock = new SteppingClock(Instant.now().minusSeconds(count));
    Memory memory = Memory.of(System.getProperties());
    OpenLake open = OpenLake.open(LakeReader.read(folder, Map.of()).orThrow(), memory, clock);
    Path times = folder.resolve("times.txt");
    PrintWriter out = new PrintWriter(Files.newBufferedWriter(times, StandardCharsets.UTF_8));
    return new SmallCommits(open, clock, out);
  }

  private void commit(int count) {
    for (int i = 0; i < count; i++) {
      times.println(next());
      clock.step();
    }
  }

  @Override
  public void close() {
    try (open;
        times) {
      open.state().release(lease);
      open.state().finishRun(run, RunState.COMPLETED, Optional.empty());
    }
  }

  private String next() {
    long cpu = cpuNanos();
    long start = System.nanoTime();
    WrittenFile file = write();
    TableCommit commit = open.catalog().newCommit(CommitKind.LOAD, run, List.of(lease));
    long lastSeq = nextSeq + RECORDS - 1;
    commit.position(
        new PositionMove(
            "bench", version, lastSeq, Map.of("bench", Long.toString(lastSeq)), Set.of()));
    commit.create(TABLE, RawColumn.fields(), Map.of());
    commit.append(TABLE, List.of(file));
    commit.contract(new ContractUse(TABLE, Contract.empty().hash(), Contract.empty().text()));
    commit.execute().orThrow("bench");
    nextSeq = lastSeq + 1;
    version++;
    long committed = System.nanoTime();
    var unused = open.catalog().maintain(TABLE, run, List.of(lease), List.of());
    long end = System.nanoTime();
    return (committed - start) + " " + (end - committed) + " " + (cpuNanos() - cpu);
  }

  private WrittenFile write() {
    Slices positions = new Slices(64, RECORDS);
    Slices payloads = new Slices(256, RECORDS);
    byte[] ops = new byte[RECORDS];
    for (int i = 0; i < RECORDS; i++) {
      ops[i] = 'i';
      positions.add("bench:" + (nextSeq + i));
      payloads.add("{\"id\":" + (nextSeq + i) + ",\"status\":\"paid\",\"total\":39.80}");
    }
    long now = open.clock().millis() * 1000;
    try (RawFileWriter writer = open.catalog().newRawFile(TABLE, run)) {
      writer.write(
          RawRecords.consecutive(
              nextSeq,
              positions,
              ops,
              Optional.empty(),
              now,
              Map.of(),
              Contract.empty().hash(),
              payloads));
      return writer.finish();
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /**
   * Goes on by a second with every commit and ends at the present, so that the grace period of
   * garbage passes during the measuring as it would in production.
   */
  private static final class SteppingClock extends Clock {
    private volatile Instant now;

    SteppingClock(Instant start) {
      this.now = start;
    }

    void step() {
      now = now.plusSeconds(1);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("this clock knows UTC only");
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
