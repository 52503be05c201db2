package dev.foz.table;

import static dev.foz.table.TestLake.COLUMNS;
import static dev.foz.table.TestLake.CURATED;
import static dev.foz.table.TestLake.OTHER;
import static dev.foz.table.TestLake.RAW;
import static dev.foz.table.TestLake.committed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.Progress;
import dev.foz.base.Type;
import dev.foz.state.CommitKind;
import dev.foz.state.CommitOutcome;
import dev.foz.state.Consumption;
import dev.foz.state.FileContent;
import dev.foz.state.Lease;
import dev.foz.state.LedgerFile;
import dev.foz.state.PositionMove;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {
  private final TestLake lake;

  CatalogTest(@TempDir Path folder) {
    lake = new TestLake(folder, CatalogOptions.standard());
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private TableCommit commit(CommitKind kind) {
    return lake.catalog.newCommit(kind, 1, List.of());
  }

  private List<String> metadataFiles() {
    return lake.storage
        .list("")
        .map(StoredFile::path)
        .filter(path -> path.contains("/metadata/"))
        .sorted()
        .toList();
  }

  @Test
  void anEmptyLakeHasNoTables() {
    assertThat(lake.catalog.read().names()).isEmpty();
    assertThat(lake.catalog.read().find(RAW)).isEmpty();
    assertThat(lake.catalog.maintain(RAW, 1, List.of(), List.of()))
        .isEqualTo(MaintenanceReport.NOTHING);
  }

  @Test
  void icebergReadsTheRawRecordsThatWereAppended() {
    lake.load(RAW, 10);
    lake.load(RAW, 5);
    Map<Long, Record> bySeq = Parquets.bySeq(lake, RAW);
    assertThat(bySeq.keySet()).hasSize(15);
    Record row = java.util.Objects.requireNonNull(bySeq.get(12L));
    assertThat(row.getField("_position")).isEqualTo("f:12");
    assertThat(row.getField("_op")).isEqualTo("m");
    assertThat(row.getField("_key")).isNull();
    assertThat(row.getField("_contract_version")).isEqualTo("v1");
    assertThat(row.getField("_headers")).isNull();
    assertThat(StandardCharsets.UTF_8.decode((ByteBuffer) row.getField("payload")).toString())
        .isEqualTo("{\"id\":12}");
    assertThat(row.getField("_ingested_at"))
        .isEqualTo(
            Instant.ofEpochSecond(1_700_000_000L, 11_000).atOffset(java.time.ZoneOffset.UTC));
  }

  @Test
  void aSnapshotTellsWhatTheTableIs() {
    CommitOutcome.Committed first = lake.load(RAW, 10);
    TableSnapshot before = lake.table(RAW);
    CommitOutcome.Committed second = lake.load(RAW, 5);
    TableSnapshot after = lake.table(RAW);
    assertThat(before.records()).isEqualTo(10);
    assertThat(before.commit()).isEqualTo(first.number());
    assertThat(before.plan(Filter.ALWAYS)).hasSize(1);
    assertThat(after.records()).isEqualTo(15);
    assertThat(after.commit()).isEqualTo(second.number());
    assertThat(after.fields()).isEqualTo(RawColumn.fields());
    assertThat(after.history())
        .extracting(SnapshotRow::records, SnapshotRow::current)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(15L, true),
            org.assertj.core.groups.Tuple.tuple(10L, false));
    assertThat(after.history().getFirst().kind()).contains(CommitKind.LOAD);
    assertThat(after.snapshotId()).isEqualTo(after.history().getFirst().snapshotId());
  }

  @Test
  void severalTablesAndTheirBookkeepingMoveTogether() {
    WrittenFile one = lake.rawFile(RAW, 7, TestLake.records(1, 3));
    WrittenFile two = lake.rawFile(OTHER, 7, TestLake.records(4, 2));
    var done =
        committed(
            lake.catalog
                .newCommit(CommitKind.LOAD, 7, List.of())
                .create(RAW, RawColumn.fields(), Map.of())
                .append(RAW, List.of(one))
                .create(OTHER, RawColumn.fields(), Map.of("owner", "x"))
                .append(OTHER, List.of(two))
                .position(new PositionMove("notas", 0, 5, Map.of("a.json", "77"), Set.of()))
                .segments(List.of("s1")));
    assertThat(lake.catalog.read().names()).containsExactly(RAW, OTHER);
    assertThat(lake.table(OTHER).commit()).isEqualTo(done.number());
    assertThat(lake.table(OTHER).properties()).containsEntry("owner", "x");
    assertThat(lake.state.position("notas").parts()).containsExactly(Map.entry("a.json", "77"));
    LedgerFile file = lake.state.files(RAW, 0, done.number()).getFirst();
    assertThat(file.path()).isEqualTo(one.path()).startsWith("raw/notas_nfe/data/7-");
    assertThat(file.firstSeq()).isEqualTo(1);
    assertThat(file.lastSeq()).isEqualTo(3);
  }

  @Test
  void aCommitThatComesLateConflictsAndClearsItsMetadata() {
    lake.load(RAW, 1);
    WrittenFile file = lake.rawFile(RAW, 1, TestLake.records(50, 3));
    TableCommit late = commit(CommitKind.LOAD).append(RAW, List.of(file));
    lake.load(RAW, 1);
    List<String> before = metadataFiles();
    assertThat(late.execute()).isInstanceOf(CommitOutcome.Conflicted.class);
    assertThat(metadataFiles()).isEqualTo(before);
    assertThat(lake.storage.exists(file.path())).isTrue();
    assertThat(lake.table(RAW).records()).isEqualTo(2);
  }

  @Test
  void twoThatCreateTheSameTableConflict() {
    TableCommit late =
        commit(CommitKind.LOAD)
            .create(RAW, RawColumn.fields(), Map.of())
            .append(RAW, List.of(lake.rawFile(RAW, 1, TestLake.records(50, 3))));
    lake.load(RAW, 1);
    assertThat(late.execute()).isInstanceOf(CommitOutcome.Conflicted.class);
    assertThat(Parquets.bySeq(lake, RAW)).hasSize(1);
  }

  @Test
  void aLostLeaseStopsTheCommit() {
    Lease lease = lake.state.acquire("notas", Duration.ZERO, Progress.NONE);
    WrittenFile file = lake.rawFile(RAW, 1, TestLake.records(1, 3));
    TableCommit commit =
        lake.catalog
            .newCommit(CommitKind.LOAD, 1, List.of(lease))
            .create(RAW, RawColumn.fields(), Map.of())
            .append(RAW, List.of(file));
    lake.state.release(lease);
    assertThat(commit.execute()).isEqualTo(new CommitOutcome.LeaseLost(lease));
    assertThat(metadataFiles()).isEmpty();
  }

  private List<Field> makeCurated(long... ids) {
    List<Field> fields = Evolution.assign(COLUMNS);
    committed(
        commit(CommitKind.BUILD)
            .create(CURATED, fields, Map.of())
            .append(CURATED, List.of(Parquets.write(lake, CURATED, fields, ids))));
    return fields;
  }

  @Test
  void aMergeDeletesRowsByVectorsAndMergesFormerOnesIn() {
    List<Field> fields = makeCurated(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    ScanFile file = lake.table(CURATED).plan(Filter.ALWAYS).getFirst();
    committed(
        commit(CommitKind.MERGE)
            .merge(
                CURATED,
                List.of(Parquets.write(lake, CURATED, fields, 100, 101)),
                Map.of(file.path(), DeletedRows.of(1, 3))));
    assertThat(Parquets.ids(lake, CURATED))
        .containsExactly(0L, 2L, 4L, 5L, 6L, 7L, 8L, 9L, 100L, 101L);
    committed(
        commit(CommitKind.MERGE).merge(CURATED, List.of(), Map.of(file.path(), DeletedRows.of(9))));
    TableSnapshot after = lake.table(CURATED);
    assertThat(Parquets.ids(lake, CURATED)).containsExactly(0L, 2L, 4L, 5L, 6L, 7L, 8L, 100L, 101L);
    assertThat(after.records()).isEqualTo(9);
    ScanFile scanned =
        after.plan(Filter.ALWAYS).stream()
            .filter(each -> each.path().equals(file.path()))
            .findFirst()
            .orElseThrow();
    assertThat(scanned.deleted()).contains(DeletedRows.of(1, 3, 9));
    assertThat(scanned.liveRecords()).isEqualTo(7);
    assertThat(ledger(FileContent.DELETES)).hasSize(1);
    assertThat(ledger(FileContent.DATA)).hasSize(2);
  }

  private List<LedgerFile> ledger(FileContent content) {
    return lake.state.files(CURATED, 0, Long.MAX_VALUE).stream()
        .filter(file -> file.content() == content)
        .toList();
  }

  @Test
  void aFileThatLosesAllItsRowsLeavesTheTable() {
    List<Field> fields = makeCurated(0, 1, 2);
    committed(
        commit(CommitKind.BUILD)
            .append(CURATED, List.of(Parquets.write(lake, CURATED, fields, 10, 11))));
    String path =
        lake.table(CURATED).plan(Filter.compare("id", Filter.Op.LESS, 5L)).getFirst().path();
    committed(commit(CommitKind.MERGE).merge(CURATED, List.of(), Map.of(path, DeletedRows.of(1))));
    committed(
        commit(CommitKind.MERGE).merge(CURATED, List.of(), Map.of(path, DeletedRows.of(0, 2))));
    assertThat(Parquets.ids(lake, CURATED)).containsExactly(10L, 11L);
    assertThat(lake.table(CURATED).records()).isEqualTo(2);
    assertThat(lake.table(CURATED).plan(Filter.ALWAYS)).hasSize(1);
    assertThat(ledger(FileContent.DELETES)).isEmpty();
    assertThat(ledger(FileContent.DATA)).hasSize(1);
  }

  @Test
  void aMergeOnAFileThatIsGoneConflicts() {
    List<Field> fields = makeCurated(0, 1, 2);
    ScanFile file = lake.table(CURATED).plan(Filter.ALWAYS).getFirst();
    committed(
        commit(CommitKind.REBUILD)
            .replace(CURATED, fields, List.of(Parquets.write(lake, CURATED, fields, 7)), Map.of()));
    List<String> before = metadataFiles();
    CommitOutcome outcome =
        commit(CommitKind.MERGE)
            .merge(CURATED, List.of(), Map.of(file.path(), DeletedRows.of(1)))
            .execute();
    assertThat(outcome)
        .isEqualTo(
            new CommitOutcome.Conflicted(
                "curated.notas_nfe has no file " + lake.storage.pathOf(file.path()) + " any more"));
    assertThat(metadataFiles()).isEqualTo(before);
  }

  @Test
  void anExpectedSnapshotThatIsPassedConflicts() {
    makeCurated(1);
    TableSnapshot seen = lake.table(CURATED);
    makeCurated(2);
    CommitOutcome outcome = commit(CommitKind.MERGE).expect(seen).execute();
    assertThat(outcome)
        .isEqualTo(new CommitOutcome.Conflicted("[curated.notas_nfe] moved meanwhile"));
  }

  @Test
  void aReplacedTableHasTheNewRowsAndColumnsOnly() {
    List<Field> fields = makeCurated(0, 1, 2);
    String path = lake.table(CURATED).plan(Filter.ALWAYS).getFirst().path();
    committed(commit(CommitKind.MERGE).merge(CURATED, List.of(), Map.of(path, DeletedRows.of(1))));
    List<Field> wanted =
        List.of(COLUMNS.get(0), COLUMNS.get(1), Field.of("total", new Type.Decimal(18, 3)));
    List<Field> changed = lake.table(CURATED).replacing(wanted);
    assertThat(changed).extracting(Field::id).containsExactly(1, 2, 4);
    committed(
        commit(CommitKind.REBUILD)
            .replace(
                CURATED, changed, List.of(Parquets.write(lake, CURATED, fields, 7)), Map.of()));
    TableSnapshot after = lake.table(CURATED);
    assertThat(after.records()).isEqualTo(1);
    assertThat(after.fields()).isEqualTo(changed);
    assertThat(Parquets.rows(lake, CURATED)).hasSize(1);
    assertThat(Parquets.rows(lake, CURATED).getFirst().getField("total")).isNull();
    assertThat(ledger(FileContent.DATA)).hasSize(1);
    assertThat(ledger(FileContent.DELETES)).isEmpty();
    committed(commit(CommitKind.REBUILD).replace(CURATED, changed, List.of(), Map.of()));
    assertThat(lake.table(CURATED).records()).isZero();
    assertThat(lake.table(CURATED).plan(Filter.ALWAYS)).isEmpty();
  }

  @Test
  void columnsAreAddedAndWidened() {
    List<Field> fields = makeCurated(1);
    List<Field> wanted =
        List.of(
            Field.of("id", Type.Primitive.LONG),
            Field.of("total", new Type.Decimal(20, 2)),
            Field.of(
                "itens",
                Type.ListOf.of(new Type.Struct(List.of(Field.of("sku", Type.Primitive.STRING))))));
    TableCommit commit = commit(CommitKind.MERGE).evolve(CURATED, wanted);
    List<Field> evolved = commit.fieldsOf(CURATED);
    committed(commit.merge(CURATED, List.of(Parquets.write(lake, CURATED, fields, 2)), Map.of()));
    assertThat(lake.table(CURATED).fields()).isEqualTo(evolved);
    assertThat(evolved).extracting(Field::name).containsExactly("id", "nome", "total", "itens");
    assertThat(evolved.get(2).type()).hasToString("decimal(20,2)");
    assertThat(evolved.get(3).id()).isEqualTo(4);
    assertThat(Parquets.ids(lake, CURATED)).containsExactly(1L, 2L);
    assertThat(lake.table(CURATED).compare(wanted)).isInstanceOf(Evolution.Same.class);
    assertThatThrownBy(
            () ->
                commit(CommitKind.MERGE)
                    .evolve(CURATED, List.of(Field.of("id", Type.Primitive.STRING))))
        .isInstanceOfSatisfying(
            FozException.class, e -> assertThat(e.problem().code()).isEqualTo(Code.TABLE_COLUMNS))
        .hasMessageContaining("Cannot change the columns of curated.notas_nfe")
        .hasMessageContaining("column `id` is string, was long");
  }

  @Test
  void positionAndConsumptionMoveWithoutData() {
    long number = lake.load(RAW, 1).number();
    makeCurated(1);
    TableSnapshot before = lake.table(CURATED);
    committed(
        commit(CommitKind.MERGE)
            .merge(CURATED, List.of(), Map.of())
            .consumed(new Consumption(CURATED, RAW, 0, number)));
    assertThat(lake.state.consumed(CURATED, RAW)).isEqualTo(number);
    assertThat(lake.table(CURATED).snapshotId()).isEqualTo(before.snapshotId());
  }

  @Test
  void aClockThatIsSetBackStopsNothing() throws Exception {
    lake.load(RAW, 1);
    TableSnapshot table = lake.table(RAW);
    // As if the table had been written a year ahead of the clock that this machine has now.
    long ahead = System.currentTimeMillis() + Duration.ofDays(365).toMillis();
    Path file = lake.storage.localPath(lake.storage.pathOf(table.pointer().metadataLocation()));
    String json = java.nio.file.Files.readString(file);
    json = json.replaceAll("\"(last-updated-ms|timestamp-ms)\":\\d+", "\"$1\":" + ahead);
    java.nio.file.Files.writeString(file, json);
    lake.clock.set(Instant.ofEpochMilli(System.currentTimeMillis()));
    try (TestLake again = new TestLake(lake.folder, CatalogOptions.standard())) {
      WrittenFile raw = again.rawFile(RAW, 1, TestLake.records(2, 3));
      committed(
          again
              .catalog
              .newCommit(CommitKind.LOAD, 1, List.of())
              .append(RAW, List.of(raw))
              .position(again.received(3)));
      committed(
          again
              .catalog
              .newCommit(CommitKind.LOAD, 1, List.of())
              .evolve(RAW, List.of(Field.of("novo", Type.Primitive.LONG))));
      assertThat(again.table(RAW).history())
          .extracting(SnapshotRow::at)
          .containsOnly(Instant.ofEpochMilli(ahead));
      assertThat(Parquets.bySeq(again, RAW)).hasSize(4);
    }
  }

  @Test
  void filesAreLeftOutByTheirBounds() {
    List<Field> fields = makeCurated(1, 2, 3);
    committed(
        commit(CommitKind.BUILD)
            .append(CURATED, List.of(Parquets.write(lake, CURATED, fields, 10, 20))));
    TableSnapshot table = lake.table(CURATED);
    assertThat(table.plan(Filter.compare("id", Filter.Op.EQUAL, 15L))).hasSize(1);
    assertThat(table.plan(Filter.compare("id", Filter.Op.EQUAL, 5L))).isEmpty();
    assertThat(table.plan(Filter.compare("id", Filter.Op.GREATER, new java.math.BigDecimal("3.5"))))
        .hasSize(1);
    assertThat(table.plan(Filter.compare("id", Filter.Op.EQUAL, "text"))).hasSize(2);
    assertThat(table.plan(Filter.compare("nothing", Filter.Op.EQUAL, 1L))).hasSize(2);
    assertThat(table.plan(new Filter.In(List.of("id"), List.of(2L, 5L)))).hasSize(1);
    assertThat(
            table.plan(
                Filter.or(
                    Filter.compare("id", Filter.Op.LESS, 0L),
                    Filter.compare("id", Filter.Op.GREATER_OR_EQUAL, 20L))))
        .hasSize(1);
  }
}
