package dev.foz.table;

import dev.foz.base.Progress;
import dev.foz.state.CommitKind;
import dev.foz.state.CommitOutcome;
import dev.foz.state.Lease;
import dev.foz.state.PositionMove;
import dev.foz.state.ReaderPosition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A process of its own that loads two tables and maintains them, until it dies in the middle. */
final class LoadingChild {
  static final CatalogOptions OPTIONS =
      CatalogOptions.standard().withSnapshots(5, 0, 4).withCompaction(4, 64 << 20);

  private LoadingChild() {}

  /** {@code <folder> <seed>}. */
  public static void main(String[] arguments) {
    Random random = new Random(Long.parseLong(arguments[1]));
    AtomicInteger stepsLeft = new AtomicInteger(random.nextInt(400));
    StorageFaults deadly =
        (step, path) -> {
          if (stepsLeft.getAndDecrement() == 0) {
            Runtime.getRuntime().halt(9);
          }
        };
    try (TestLake lake = new TestLake(Path.of(arguments[0]), OPTIONS, deadly)) {
      Lease lease = lake.state.acquire("notas", Duration.ofSeconds(5), Progress.NONE);
      long run = lake.state.startRun("run");
      while (true) {
        load(lake, run, lease, random);
        lake.catalog.maintain(TestLake.RAW, run, List.of(lease), List.of());
        lake.catalog.maintain(TestLake.OTHER, run, List.of(lease), List.of());
      }
    }
  }

  static Process start(Path folder, long seed) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            LoadingChild.class.getName(),
            folder.toString(),
            Long.toString(seed))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void load(TestLake lake, long run, Lease lease, Random random) {
    ReaderPosition now = lake.state.position("notas");
    long first = now.lastSeq() + 1;
    int one = 1 + random.nextInt(4);
    int two = 1 + random.nextInt(4);
    WrittenFile raw = lake.rawFile(TestLake.RAW, run, TestLake.records(first, one));
    WrittenFile other = lake.rawFile(TestLake.OTHER, run, TestLake.records(first + one, two));
    long last = first + one + two - 1;
    CommitOutcome outcome =
        lake.catalog
            .newCommit(CommitKind.LOAD, run, List.of(lease))
            .create(TestLake.RAW, RawColumn.fields(), Map.of())
            .create(TestLake.OTHER, RawColumn.fields(), Map.of())
            .append(TestLake.RAW, List.of(raw))
            .append(TestLake.OTHER, List.of(other))
            .position(
                new PositionMove("notas", now.version(), last, Map.of("f", "" + last), Set.of()))
            .execute();
    if (!(outcome instanceof CommitOutcome.Committed)) {
      throw new IllegalStateException("not committed: " + outcome);
    }
  }
}
