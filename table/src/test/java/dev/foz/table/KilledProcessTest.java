package dev.foz.table;

import static dev.foz.table.TestLake.OTHER;
import static dev.foz.table.TestLake.RAW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.TableName;
import dev.foz.state.LedgerFile;
import dev.foz.state.Pointer;
import dev.foz.state.ReaderPosition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {
  private static final int KILLS = 12;

  @Test
  void whateverTheMomentEveryRecordIsThereOnce(@TempDir Path folder) throws Exception {
    long seed = Long.getLong("foz.seed", 20261125L);
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    long before = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process child = LoadingChild.start(folder, random.nextLong());
      assertThat(child.waitFor()).as("seed %d kill %d", seed, kill).isEqualTo(9);
      try (TestLake lake = new TestLake(folder, LoadingChild.OPTIONS)) {
        lake.state.closeDeadRuns(lake.catalog::cleanAfterRun);
        ReaderPosition position = lake.state.position("notas");
        assertThat(position.lastSeq()).isGreaterThanOrEqualTo(before);
        before = position.lastSeq();
        verify(lake, position, "seed " + seed + " kill " + kill);
      }
    }
    assertThat(before).isPositive();
  }

  private static void verify(TestLake lake, ReaderPosition position, String when) {
    List<Long> seqs = new ArrayList<>();
    Map<TableName, Pointer> pointers = lake.state.pointers();
    for (TableName table : pointers.keySet()) {
      List<Long> own = new ArrayList<>(Parquets.bySeq(lake, table).keySet());
      assertThat(own).as(when).hasSize((int) lake.table(table).records());
      seqs.addAll(own);
      verifyFiles(lake, table, when);
    }
    assertThat(seqs)
        .as(when)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(1, position.lastSeq()).boxed().toList());
    assertThat(lake.storage.stagingFolders()).isEmpty();
    if (position.lastSeq() > 0) {
      assertThat(position.parts()).containsEntry("f", "" + position.lastSeq());
      assertThat(pointers.keySet()).containsExactly(RAW, OTHER);
    }
  }

  /** What the ledger calls live is what Iceberg reads, and no other data file is left. */
  private static void verifyFiles(TestLake lake, TableName table, String when) {
    Set<String> live =
        lake.state.files(table, 0, Long.MAX_VALUE).stream()
            .map(LedgerFile::path)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(lake.table(table).plan(Filter.ALWAYS))
        .as(when)
        .extracting(file -> lake.storage.pathOf(file.path()))
        .containsExactlyInAnyOrderElementsOf(live);
    List<String> stored =
        lake.storage.list(Layout.dataFolder(table)).map(StoredFile::path).toList();
    assertThat(lake.state.inLedger(stored)).as(when).containsExactlyInAnyOrderElementsOf(stored);
  }
}
