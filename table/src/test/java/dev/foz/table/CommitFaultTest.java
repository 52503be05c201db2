package dev.foz.table;

import static dev.foz.table.TestLake.COLUMNS;
import static dev.foz.table.TestLake.CURATED;
import static dev.foz.table.TestLake.OTHER;
import static dev.foz.table.TestLake.RAW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.state.CommitKind;
import dev.foz.state.CommitOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitFaultTest {
  private final AtomicInteger stepsLeft = new AtomicInteger(Integer.MAX_VALUE);

  private void fail(StorageFaults.Step step, String path) throws IOException {
    boolean writes = step != StorageFaults.Step.READ && step != StorageFaults.Step.DELETE;
    if (writes && stepsLeft.getAndDecrement() <= 0) {
      throw new IOException("No space left on device");
    }
  }

  @Test
  void aDiskThatIsFullAtAnyStepOfACommitChangesNothing(@TempDir Path folder) {
    CatalogOptions options = CatalogOptions.standard().withSnapshots(2, 0, 2);
    try (TestLake lake = new TestLake(folder, options, this::fail)) {
      List<Field> fields = Evolution.assign(COLUMNS);
      lake.load(RAW, 3);
      lake.load(RAW, 3);
      TestLake.committed(
          lake.catalog
              .newCommit(CommitKind.BUILD, 1, List.of())
              .create(CURATED, fields, Map.of())
              .append(CURATED, List.of(Parquets.write(lake, CURATED, fields, 1, 2, 3))));
      String path = lake.table(CURATED).plan(Filter.ALWAYS).getFirst().path();
      WrittenFile raw = lake.rawFile(RAW, 1, TestLake.records(100, 1));
      WrittenFile other = lake.rawFile(OTHER, 1, TestLake.records(101, 1));
      WrittenFile added = Parquets.write(lake, CURATED, fields, 9);
      Set<String> before = stored(lake);
      int failures = 0;
      for (CommitOutcome outcome = null;
          !(outcome instanceof CommitOutcome.Committed);
          failures++) {
        stepsLeft.set(failures);
        outcome =
            lake.catalog
                .newCommit(CommitKind.LOAD, 1, List.of())
                .append(RAW, List.of(raw))
                .create(OTHER, RawColumn.fields(), Map.of())
                .append(OTHER, List.of(other))
                .merge(CURATED, List.of(added), Map.of(path, DeletedRows.of(1)))
                .position(lake.received(2))
                .execute();
        stepsLeft.set(Integer.MAX_VALUE);
        if (outcome instanceof CommitOutcome.Failed(var cause)) {
          assertThat(cause.problem().code()).isEqualTo(Code.STORAGE_FULL);
          assertThat(stored(lake)).as("failure at step %d", failures).isEqualTo(before);
          assertThat(lake.table(RAW).records()).isEqualTo(6);
          assertThat(lake.catalog.read().find(OTHER)).isEmpty();
        }
      }
      assertThat(failures).isGreaterThan(20);
      assertThat(Parquets.bySeq(lake, RAW)).hasSize(7);
      assertThat(Parquets.bySeq(lake, OTHER)).hasSize(1);
      assertThat(Parquets.ids(lake, CURATED)).containsExactly(1L, 3L, 9L);
    }
  }

  private static Set<String> stored(TestLake lake) {
    return lake.storage
        .list("")
        .map(StoredFile::path)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
