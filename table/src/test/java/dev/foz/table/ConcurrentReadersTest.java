package dev.foz.table;

import static dev.foz.table.TestLake.OTHER;
import static dev.foz.table.TestLake.RAW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.state.CommitKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentReadersTest {
  private static final CatalogOptions OPTIONS =
      CatalogOptions.standard().withSnapshots(3, 0, 2).withCompaction(4, 64 << 20);

  @Test
  void readersSeeWholeCommitsWhileTablesAreWrittenAndMaintained(@TempDir Path folder)
      throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (TestLake lake = new TestLake(folder, OPTIONS);
        ExecutorService readers = Executors.newFixedThreadPool(2)) {
      List<Future<Integer>> reads =
          List.of(
              readers.submit(() -> readUntil(done, lake.catalog)),
              readers.submit(() -> readElsewhere(done, folder)));
      for (int i = 0; i < 40; i++) {
        load(lake, i);
        lake.catalog.maintain(RAW, 1, List.of(), List.of());
        lake.catalog.maintain(OTHER, 1, List.of(), List.of());
      }
      done.set(true);
      for (Future<Integer> read : reads) {
        assertThat(read.get()).isPositive();
      }
    }
  }

  private static void load(TestLake lake, int i) {
    WrittenFile one = lake.rawFile(RAW, 1, TestLake.records(1 + 4L * i, 2));
    WrittenFile two = lake.rawFile(OTHER, 1, TestLake.records(3 + 4L * i, 2));
    TestLake.committed(
        lake.catalog
            .newCommit(CommitKind.LOAD, 1, List.of())
            .create(RAW, RawColumn.fields(), Map.of())
            .create(OTHER, RawColumn.fields(), Map.of())
            .append(RAW, List.of(one))
            .append(OTHER, List.of(two))
            .position(lake.received(4)));
  }

  private static int readElsewhere(AtomicBoolean done, Path folder) {
    try (TestLake other = new TestLake(folder, OPTIONS)) {
      return readUntil(done, other.catalog);
    }
  }

  private static int readUntil(AtomicBoolean done, Catalog catalog) {
    int reads = 0;
    long before = 0;
    while (!done.get()) {
      Snapshots all = catalog.read();
      Optional<TableSnapshot> one = all.find(RAW);
      Optional<TableSnapshot> two = all.find(OTHER);
      assertThat(one.isPresent()).isEqualTo(two.isPresent());
      if (one.isPresent() && two.isPresent()) {
        long count = count(one.get());
        assertThat(count(two.get())).isEqualTo(count);
        assertThat(one.get().records()).isEqualTo(count);
        assertThat(count).isGreaterThanOrEqualTo(before);
        before = count;
        reads++;
      }
    }
    return reads;
  }

  private static long count(TableSnapshot table) {
    long count = 0;
    for (ScanFile file : table.plan(Filter.ALWAYS)) {
      try (RawFileReader reader =
          RawFileReader.open(Path.of(file.path()), RawProjection.of(RawColumn.SEQ))) {
        RawChunk chunk = new RawChunk(256);
        for (int rows = reader.next(chunk, 256); rows > 0; rows = reader.next(chunk, 256)) {
          count += rows;
        }
      }
    }
    return count;
  }
}
