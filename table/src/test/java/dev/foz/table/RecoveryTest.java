package dev.foz.table;

import static dev.foz.table.TestLake.COLUMNS;
import static dev.foz.table.TestLake.CURATED;
import static dev.foz.table.TestLake.OTHER;
import static dev.foz.table.TestLake.RAW;
import static dev.foz.table.TestLake.committed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.Field;
import dev.foz.base.Layer;
import dev.foz.base.TableName;
import dev.foz.state.CommitKind;
import dev.foz.state.Consumption;
import dev.foz.state.ContractUse;
import dev.foz.state.LedgerFile;
import dev.foz.state.Pointer;
import dev.foz.state.PositionMove;
import dev.foz.state.ReaderPosition;
import dev.foz.state.StateOptions;
import dev.foz.state.StateStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {
  private final Path folder;
  private final TestLake lake;
  private final Random random;
  private long seq = 1;

  RecoveryTest(@TempDir Path folder) {
    this.folder = folder;
    CatalogOptions options =
        CatalogOptions.standard().withSnapshots(6, 2, 4).withCompaction(4, 64 << 20);
    this.lake = new TestLake(folder, options);
    long seed = Long.getLong("foz.seed", 20261125L);
    System.out.println("seed " + seed);
    this.random = new Random(seed);
  }

  @BeforeEach
  void createCurated() {
    committed(
        lake.catalog
            .newCommit(CommitKind.BUILD, 1, List.of())
            .create(CURATED, Evolution.assign(COLUMNS), Map.of()));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private void land(int round) {
    long run = 10 + round;
    boolean both = random.nextBoolean();
    WrittenFile one = lake.rawFile(RAW, run, TestLake.records(seq, 2));
    WrittenFile two = lake.rawFile(OTHER, run, TestLake.records(seq + 2, 2));
    seq += both ? 4 : 2;
    ReaderPosition now = lake.state.position("notas");
    Map<String, String> parts =
        random.nextInt(5) == 0
            ? Map.of("long", "x".repeat(3000) + round, "f" + random.nextInt(5), "" + round)
            : Map.of("f" + random.nextInt(5), "" + round);
    Set<String> removed = Set.of("f" + (5 + random.nextInt(3)));
    TableCommit commit =
        lake.catalog
            .newCommit(CommitKind.LOAD, run, List.of())
            .create(RAW, RawColumn.fields(), Map.of())
            .append(RAW, List.of(one))
            .contract(new ContractUse(RAW, "hash" + round / 20, "text " + round / 20))
            .segments(List.of("segment" + round))
            .position(new PositionMove("notas", now.version(), seq - 1, parts, removed));
    if (both) {
      commit.create(OTHER, RawColumn.fields(), Map.of()).append(OTHER, List.of(two));
    }
    committed(commit);
  }

  private void consolidate(TableName input) {
    long to = lake.table(input).commit();
    List<Field> fields = lake.table(CURATED).fields();
    committed(
        lake.catalog
            .newCommit(CommitKind.MERGE, 1, List.of())
            .merge(CURATED, List.of(Parquets.write(lake, CURATED, fields, to)), deletedRow())
            .consumed(new Consumption(CURATED, input, lake.state.consumed(CURATED, input), to)));
  }

  private Map<String, DeletedRows> deletedRow() {
    return lake.table(CURATED).plan(Filter.ALWAYS).stream()
        .limit(1)
        .collect(java.util.stream.Collectors.toMap(ScanFile::path, file -> DeletedRows.of(0)));
  }

  private StateStore newState() {
    return StateStore.open(folder.resolve("new.db"), StateOptions.standard(lake.clock));
  }

  private RecoveryReport recover(StateStore state) {
    return new Catalog(state, lake.storage, lake.clock, CatalogOptions.standard()).recover();
  }

  @Test
  void theStateComesBackFromTheStorage() {
    for (int round = 0; round < 50; round++) {
      land(round);
      if (round % 3 == 0) {
        consolidate(RAW);
      }
      lake.catalog.maintain(RAW, 2, List.of(), List.of(CURATED));
    }
    consolidate(RAW);
    try (StateStore state = newState()) {
      RecoveryReport report = recover(state);
      assertThat(report.notes()).isEmpty();
      assertThat(report.rebuild()).isEmpty();
      assertThat(report.tables()).containsExactly(CURATED, RAW, OTHER);
      assertSameAs(state);
    }
  }

  private void assertSameAs(StateStore state) {
    assertThat(state.position("notas")).isEqualTo(lake.state.position("notas"));
    assertThat(state.contractText("hash1")).isEqualTo(lake.state.contractText("hash1"));
    assertThat(state.consumed(CURATED, RAW)).isEqualTo(lake.state.consumed(CURATED, RAW));
    for (Pointer pointer : lake.state.pointers().values()) {
      Pointer again = pointer(state, pointer.table());
      assertThat(again.metadataLocation()).isEqualTo(pointer.metadataLocation());
      assertThat(again.facts()).isEqualTo(pointer.facts());
      assertThat(again.contract()).isEqualTo(pointer.contract());
    }
    for (TableName table : List.of(RAW, CURATED)) {
      assertThat(paths(state.files(table, 0, Long.MAX_VALUE)))
          .containsExactlyInAnyOrderElementsOf(paths(lake.state.files(table, 0, Long.MAX_VALUE)));
    }
    // What the consumer has still to read is the same as before.
    long consumed = state.consumed(CURATED, RAW);
    assertThat(paths(state.files(RAW, consumed, Long.MAX_VALUE)))
        .containsExactlyElementsOf(paths(lake.state.files(RAW, consumed, Long.MAX_VALUE)));
    assertThat(pointer(state, RAW).dataCommit())
        .isGreaterThanOrEqualTo(state.consumed(CURATED, RAW));
  }

  private static Pointer pointer(StateStore state, TableName table) {
    return java.util.Objects.requireNonNull(state.pointers().get(table));
  }

  private static List<List<Object>> paths(List<LedgerFile> files) {
    return files.stream()
        .map(
            f ->
                List.<Object>of(
                    f.path(), f.content(), f.firstSeq(), f.lastSeq(), f.run(), f.bytes()))
        .toList();
  }

  @Test
  void whatWasNotConsumedYetIsStillToBeConsumed() {
    for (int round = 0; round < 8; round++) {
      land(round);
    }
    consolidate(RAW);
    land(8);
    land(9);
    lake.catalog.maintain(RAW, 2, List.of(), List.of(CURATED));
    try (StateStore state = newState()) {
      recover(state);
      assertSameAs(state);
      assertThat(state.files(RAW, state.consumed(CURATED, RAW), Long.MAX_VALUE)).hasSize(2);
    }
  }

  @Test
  void aConsumerThatIsFarBehindMustBeBuiltAgain() {
    land(0);
    consolidate(RAW);
    for (int round = 1; round < 30; round++) {
      land(round);
    }
    try (StateStore state = newState()) {
      RecoveryReport report = recover(state);
      assertThat(report.rebuild()).containsExactly(CURATED);
      assertThat(state.consumed(CURATED, RAW)).isZero();
    }
  }

  @Test
  void aCommitThatWasCutOffBetweenItsTablesIsPassedOver() {
    for (int round = 0; round < 4; round++) {
      land(round);
    }
    Pointer before = lake.table(RAW).pointer();
    ReaderPosition position = lake.state.position("notas");
    land(4);
    WrittenFile one = lake.rawFile(RAW, 20, TestLake.records(seq, 2));
    WrittenFile two = lake.rawFile(OTHER, 20, TestLake.records(seq + 2, 2));
    committed(
        lake.catalog
            .newCommit(CommitKind.LOAD, 20, List.of())
            .create(OTHER, RawColumn.fields(), Map.of())
            .append(RAW, List.of(one))
            .append(OTHER, List.of(two))
            .position(
                new PositionMove("notas", position.version() + 1, seq + 3, Map.of(), Set.of())));
    Pointer other = lake.table(OTHER).pointer();
    lake.storage.delete(List.of(lake.storage.pathOf(other.metadataLocation())));
    try (StateStore state = newState()) {
      RecoveryReport report = recover(state);
      assertThat(report.notes())
          .anyMatch(note -> note.contains("raw.notas_nfe: not all its tables have it"));
      assertThat(state.position("notas").version()).isEqualTo(position.version() + 1);
      assertThat(pointer(state, RAW).facts().records()).isEqualTo(before.facts().records() + 2);
    }
  }

  @Test
  void aContractUsedWithoutAChangeOfFilesMovesOnlyTheMetadata() {
    land(0);
    TableSnapshot before = lake.table(RAW);
    assertThat(before.contract()).contains("hash0");
    committed(
        lake.catalog
            .newCommit(CommitKind.LOAD, 1, List.of())
            .contract(new ContractUse(RAW, "other", "another text"))
            .properties(RAW, Map.of("foz.dropped", "3")));
    TableSnapshot after = lake.table(RAW);
    assertThat(after.contract()).contains("other");
    assertThat(after.properties()).containsEntry("foz.dropped", "3");
    assertThat(after.snapshotId()).isEqualTo(before.snapshotId());
    assertThat(after.history()).hasSameSizeAs(before.history());
    assertThat(after.commit()).isEqualTo(before.commit());
    assertThat(after.pointer().lastCommit()).isGreaterThan(after.commit());
    consolidate(RAW);
    land(1);
    consolidate(RAW);
    committed(
        lake.catalog
            .newCommit(CommitKind.LOAD, 1, List.of())
            .contract(new ContractUse(RAW, "other", "another text")));
    try (StateStore state = newState()) {
      assertThat(recover(state).rebuild()).isEmpty();
      assertThat(pointer(state, RAW).contract()).contains("other");
      assertThat(state.contractText("other")).contains("another text");
      assertThat(state.files(RAW, state.consumed(CURATED, RAW), Long.MAX_VALUE)).isEmpty();
      assertThat(state.position("notas")).isEqualTo(lake.state.position("notas"));
    }
  }

  @Test
  void theCopyOfAPositionIsKeptWhereATableBeforeHasNoFiles() {
    WrittenFile file = lake.rawFile(RAW, 10, TestLake.records(1, 2));
    committed(
        lake.catalog
            .newCommit(CommitKind.LOAD, 10, List.of())
            .create(
                new TableName(Layer.QUARANTINE, "raw_notas_nfe"),
                RawColumn.quarantineFields(),
                Map.of())
            .create(RAW, RawColumn.fields(), Map.of())
            .append(RAW, List.of(file))
            .position(new PositionMove("notas", 0, 2, Map.of("f", "2"), Set.of())));
    try (StateStore state = newState()) {
      recover(state);
      assertThat(state.position("notas")).isEqualTo(lake.state.position("notas"));
    }
  }

  @Test
  void aDatabaseThatIsInUseIsNotOverwritten() {
    assertThatThrownBy(() -> lake.catalog.recover())
        .hasMessageContaining("Cannot restore the state database: it has seen 1 commits already");
  }

  @Test
  void anEmptyStorageRecoversToAnEmptyLake(@TempDir Path empty) {
    try (TestLake fresh = new TestLake(empty, CatalogOptions.standard())) {
      RecoveryReport report = fresh.catalog.recover();
      assertThat(report.tables()).isEmpty();
      assertThat(fresh.catalog.read().names()).isEmpty();
    }
  }
}
