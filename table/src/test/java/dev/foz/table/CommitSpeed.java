package dev.foz.table;

import dev.foz.state.CommitKind;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Measures commits of two tables with maintenance as their number grows; run by hand. */
final class CommitSpeed {
  private CommitSpeed() {}

  public static void main(String[] arguments) throws Exception {
    int commits = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 600;
    try (TestLake lake =
        new TestLake(Files.createTempDirectory("commit-speed"), CatalogOptions.standard())) {
      long[] nanos = new long[commits];
      long maintained = 0;
      for (int i = 0; i < commits; i++) {
        WrittenFile one = lake.rawFile(TestLake.RAW, 1, TestLake.records(1 + i * 10L, 5));
        WrittenFile two = lake.rawFile(TestLake.OTHER, 1, TestLake.records(6 + i * 10L, 5));
        lake.clock.set(lake.clock.instant().plusSeconds(10));
        long start = System.nanoTime();
        TestLake.committed(
            lake.catalog
                .newCommit(CommitKind.LOAD, 1, List.of())
                .create(TestLake.RAW, RawColumn.fields(), Map.of())
                .create(TestLake.OTHER, RawColumn.fields(), Map.of())
                .append(TestLake.RAW, List.of(one))
                .append(TestLake.OTHER, List.of(two))
                .position(lake.received(10)));
        long done = System.nanoTime();
        lake.catalog.maintain(TestLake.RAW, 1, List.of(), List.of());
        lake.catalog.maintain(TestLake.OTHER, 1, List.of(), List.of());
        maintained += System.nanoTime() - done;
        nanos[i] = System.nanoTime() - start;
        if ((i + 1) % 100 == 0) {
          report(i + 1, Arrays.copyOfRange(nanos, i - 99, i + 1), maintained, lake);
          maintained = 0;
        }
      }
    }
  }

  private static void report(int count, long[] nanos, long maintained, TestLake lake) {
    double mean = Arrays.stream(nanos).average().orElse(0) / 1e6;
    Arrays.sort(nanos);
    System.out.printf(
        "%d: mean %.1f ms, median %.1f, worst %.1f, maintenance %.1f a commit; %d data files%n",
        count,
        mean,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length - 1] / 1e6,
        maintained / 1e8,
        lake.table(TestLake.RAW).plan(Filter.ALWAYS).size());
  }
}
