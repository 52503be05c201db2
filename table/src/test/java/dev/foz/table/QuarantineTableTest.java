package dev.foz.table;

import static dev.foz.table.TestLake.RAW;
import static dev.foz.table.TestLake.committed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.Layer;
import dev.foz.base.TableName;
import dev.foz.state.CommitKind;
import dev.foz.state.CommitOutcome;
import dev.foz.state.LedgerFile;
import dev.foz.state.StateOptions;
import dev.foz.state.StateStore;
import dev.foz.state.TableFacts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A quarantine table through loads, merging of its files, retries and recovery. */
class QuarantineTableTest {
  private static final TableName TABLE = new TableName(Layer.QUARANTINE, "raw_notas_nfe");
  private static final Reason REASON =
      new Reason("D301", "type", "id", "is text", 6, Optional.empty());

  private final Path folder;
  private final TestLake lake;
  private long seq = 1;

  QuarantineTableTest(@TempDir Path folder) {
    this.folder = folder;
    lake =
        new TestLake(
            folder, CatalogOptions.standard().withSnapshots(5, 3, 4).withCompaction(4, 64 << 20));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private WrittenFile quarantined(RawRecords records) {
    try (QuarantineFileWriter writer = lake.catalog.newQuarantineFile(TABLE, 1)) {
      writer.write(records, Collections.nCopies(records.count(), REASON));
      return writer.finish();
    }
  }

  private static BitSet rows(int... rows) {
    BitSet chosen = new BitSet();
    for (int row : rows) {
      chosen.set(row);
    }
    return chosen;
  }

  /** Five records, of which the second and the third are rejected. */
  private CommitOutcome.Committed load() {
    RawRecords batch = TestLake.records(seq, 5);
    seq += 5;
    return committed(
        lake.catalog
            .newCommit(CommitKind.LOAD, 1, List.of())
            .create(RAW, RawColumn.fields(), Map.of())
            .create(TABLE, RawColumn.quarantineFields(), Map.of())
            .append(RAW, List.of(lake.rawFile(RAW, 1, batch.select(rows(0, 3, 4)))))
            .append(TABLE, List.of(quarantined(batch.select(rows(1, 2)))))
            .position(lake.received(5)));
  }

  /** Path of the quarantine file of a load. */
  private String fileOf(CommitOutcome.Committed load) {
    return lake.state.files(TABLE, load.number() - 1, load.number()).getFirst().path();
  }

  private Record quarantinedRecord(long seq) {
    return Objects.requireNonNull(Parquets.bySeq(lake, TABLE).get(seq));
  }

  @Test
  void acceptedAndRejectedRecordsLandInOneCommit() {
    long commit = load().number();
    assertThat(Parquets.bySeq(lake, RAW).keySet()).containsExactly(1L, 4L, 5L);
    assertThat(Parquets.bySeq(lake, TABLE).keySet()).containsExactly(2L, 3L);
    assertThat(quarantinedRecord(2).getField("_reason")).isEqualTo("is text");
    assertThat(lake.table(TABLE).commit()).isEqualTo(commit);
    LedgerFile file = lake.state.files(TABLE, 0, commit).getFirst();
    assertThat(file.firstSeq()).isEqualTo(2);
    assertThat(file.lastSeq()).isEqualTo(3);
    LedgerFile raw = lake.state.files(RAW, 0, commit).getFirst();
    assertThat(raw.firstSeq()).isEqualTo(1);
    assertThat(raw.lastSeq()).isEqualTo(5);
  }

  @Test
  void smallFilesAreMergedAsTheyAre() {
    long merged = 0;
    for (int i = 0; i < 20; i++) {
      load();
      merged += lake.catalog.maintain(TABLE, 1, List.of(), List.of()).merged();
    }
    assertThat(merged).isPositive();
    assertThat(lake.table(TABLE).plan(Filter.ALWAYS)).hasSizeLessThan(10);
    assertThat(lake.table(TABLE).records()).isEqualTo(40);
    assertThat(Parquets.bySeq(lake, TABLE)).hasSize(40);
    assertThat(quarantinedRecord(98).getField("_offset")).isEqualTo(6L);
  }

  @Test
  void filesThatWereMergedOrRetriedAreDeletedWhenNobodyRefersToThem() {
    for (int i = 0; i < 30; i++) {
      String path = lake.catalog.localPath(fileOf(load()));
      if (i % 3 == 0) {
        committed(retry(path, lake.rawFile(RAW, 1, TestLake.records(seq - 4, 2))));
      }
      lake.catalog.maintain(TABLE, 1, List.of(), List.of());
    }
    assertThat(Parquets.bySeq(lake, TABLE)).hasSize(40);
    assertThat(lake.stored(TABLE)).isNotEqualTo(lake.reachable(TABLE));
    lake.clock.set(lake.clock.instant().plus(Duration.ofHours(2)));
    while (lake.catalog.collectGarbage() > 0) {}
    assertThat(lake.stored(TABLE)).isEqualTo(lake.reachable(TABLE));
  }

  @Test
  void aRowOfAFileCannotBeDeletedAlone() {
    String path = lake.catalog.localPath(fileOf(load()));
    Set<String> before = lake.stored(TABLE);
    TableCommit commit =
        lake.catalog
            .newCommit(CommitKind.LOAD, 1, List.of())
            .merge(TABLE, List.of(), Map.of(path, DeletedRows.of(1)));
    assertThatThrownBy(commit::execute)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("quarantine.raw_notas_nfe knows no deletion of a part of a file");
    assertThat(lake.stored(TABLE)).isEqualTo(before);
  }

  @Test
  void aFileOfWhichEveryRecordIsRetriedLeavesTheTable() {
    String first = lake.catalog.localPath(fileOf(load()));
    load();
    RawRecords rejected = TestLake.records(2, 2);
    WrittenFile accepted = lake.rawFile(RAW, 1, rejected.select(rows(0)));
    WrittenFile still = quarantined(rejected.select(rows(1)));
    committed(
        lake.catalog
            .newCommit(CommitKind.LOAD, 1, List.of())
            .append(RAW, List.of(accepted))
            .merge(TABLE, List.of(still), Map.of(first, DeletedRows.of(0, 1))));
    assertThat(Parquets.bySeq(lake, RAW).keySet()).containsExactly(1L, 2L, 4L, 5L, 6L, 9L, 10L);
    assertThat(Parquets.bySeq(lake, TABLE).keySet()).containsExactly(3L, 7L, 8L);
    assertThat(lake.table(TABLE).metadata().formatVersion()).isEqualTo(2);
    assertThat(lake.table(TABLE).plan(Filter.ALWAYS))
        .hasSize(2)
        .allMatch(file -> file.deleted().isEmpty());
    assertRecovered();
  }

  private void assertRecovered() {
    try (StateStore state =
        StateStore.open(folder.resolve("new.db"), StateOptions.standard(lake.clock))) {
      new Catalog(state, lake.storage, lake.clock, CatalogOptions.standard()).recover();
      for (TableName table : List.of(RAW, TABLE)) {
        assertThat(state.files(table, 0, Long.MAX_VALUE))
            .usingRecursiveFieldByFieldElementComparatorIgnoringFields("commit")
            .containsExactlyInAnyOrderElementsOf(lake.state.files(table, 0, Long.MAX_VALUE));
        assertThat(facts(state, table)).isEqualTo(facts(lake.state, table));
      }
    }
  }

  private static TableFacts facts(StateStore state, TableName table) {
    return Objects.requireNonNull(state.pointers().get(table)).facts();
  }

  @Test
  void propertiesAreSetTogetherWithAMerge() {
    String path = lake.catalog.localPath(fileOf(load()));
    committed(
        lake.catalog
            .newCommit(CommitKind.LOAD, 1, List.of())
            .merge(
                TABLE,
                List.of(quarantined(TestLake.records(2, 2))),
                Map.of(path, DeletedRows.of(0, 1)))
            .properties(TABLE, Map.of("foz.dropped", "2")));
    assertThat(lake.table(TABLE).properties()).containsEntry("foz.dropped", "2");
    assertThat(lake.table(TABLE).records()).isEqualTo(2);
  }

  private TableCommit retry(String path, WrittenFile accepted) {
    return lake.catalog
        .newCommit(CommitKind.LOAD, 1, List.of())
        .append(RAW, List.of(accepted))
        .merge(TABLE, List.of(), Map.of(path, DeletedRows.of(0, 1)));
  }

  @Test
  void aMergeOfFilesThatMeetsARetryEndsWithoutHarm() {
    load();
    String path = lake.table(TABLE).plan(Filter.ALWAYS).getFirst().path();
    WrittenFile accepted = lake.rawFile(RAW, 1, TestLake.records(2, 2));
    TableCommit late = retry(path, accepted);
    committed(retry(path, accepted));
    assertThat(late.execute()).isInstanceOf(CommitOutcome.Conflicted.class);
    assertThat(lake.table(TABLE).records()).isZero();
    for (int i = 0; i < 10; i++) {
      load();
      lake.catalog.maintain(TABLE, 1, List.of(), List.of());
    }
    assertThat(Parquets.bySeq(lake, TABLE)).hasSize(20);
  }
}
