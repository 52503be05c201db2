package dev.foz.table;

import static dev.foz.table.TestLake.COLUMNS;
import static dev.foz.table.TestLake.CURATED;
import static dev.foz.table.TestLake.committed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Field;
import dev.foz.state.CommitKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it takes to delete rows of a few files of a table with many. */
class DeleteCostTest {
  private static final List<Field> FIELDS = Evolution.assign(COLUMNS);
  private static final int COMMITS = 20;
  private static final int FILES = 1_000;

  private final AtomicInteger manifestsRead = new AtomicInteger();
  private final TestLake lake;

  DeleteCostTest(@TempDir Path folder) {
    lake = new TestLake(folder, CatalogOptions.standard(), this::count);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private void count(StorageFaults.Step step, String path) {
    if (step == StorageFaults.Step.READ && path.endsWith(".avro") && !path.contains("snap-")) {
      manifestsRead.incrementAndGet();
    }
  }

  /** Only the metadata counts here: the files themselves are never opened. */
  private void fill() {
    committed(
        lake.catalog
            .newCommit(CommitKind.BUILD, 1, List.of())
            .create(CURATED, FIELDS, Map.of())
            .append(CURATED, List.of(Parquets.write(lake, CURATED, FIELDS, 1, 2, 3))));
    for (int commit = 1; commit < COMMITS; commit++) {
      List<WrittenFile> files = new ArrayList<>();
      for (int file = 0; file < FILES; file++) {
        String path = "curated/notas_nfe/data/1-" + commit + "-" + file + ".parquet";
        files.add(new WrittenFile(CURATED, path, FileFormat.PARQUET, 100, 9_000, Map.of(), 0, 0));
      }
      committed(lake.catalog.newCommit(CommitKind.BUILD, 1, List.of()).append(CURATED, files));
    }
  }

  @Test
  void readsNoManifestAgainThatTheSearchForTheRowsHasRead() {
    fill();
    TableSnapshot table = lake.table(CURATED);
    ScanFile small =
        table.planToChange(Filter.ALWAYS).stream()
            .filter(file -> file.records() == 3)
            .findFirst()
            .orElseThrow();
    assertThat(manifestsRead.getAndSet(0)).isGreaterThanOrEqualTo(COMMITS);
    committed(
        lake.catalog
            .newCommit(CommitKind.MERGE, 1, List.of())
            .expect(table)
            .merge(
                CURATED,
                List.of(Parquets.write(lake, CURATED, FIELDS, 4)),
                Map.of(small.path(), DeletedRows.of(1))));
    assertThat(manifestsRead.get()).isZero();

    TableSnapshot next = lake.table(CURATED);
    next.planToChange(Filter.compare("id", Filter.Op.LESS, 4L));
    manifestsRead.set(0);
    committed(
        lake.catalog
            .newCommit(CommitKind.MERGE, 1, List.of())
            .expect(next)
            .merge(CURATED, List.of(), Map.of(small.path(), DeletedRows.of(0))));
    assertThat(manifestsRead.get()).as("the one of the former vector, to replace it").isLessThan(4);
    assertThat(lake.table(CURATED).records()).isEqualTo(2 + 100L * FILES * (COMMITS - 1));
  }
}
