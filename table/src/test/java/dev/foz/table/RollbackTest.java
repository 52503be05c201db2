package dev.foz.table;

import static dev.foz.table.TestLake.COLUMNS;
import static dev.foz.table.TestLake.CURATED;
import static dev.foz.table.TestLake.RAW;
import static dev.foz.table.TestLake.committed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.Type;
import dev.foz.state.CommitKind;
import dev.foz.state.Consumption;
import dev.foz.state.ContractUse;
import dev.foz.state.LedgerFile;
import dev.foz.state.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.iceberg.FileScanTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackTest {
  private static final List<Field> FIELDS = Evolution.assign(COLUMNS);

  private final Path folder;
  private TestLake lake;

  RollbackTest(@TempDir Path folder) {
    this.folder = folder;
    this.lake = new TestLake(folder, CatalogOptions.standard());
  }

  private void reopen(CatalogOptions options) {
    lake.close();
    lake = new TestLake(folder, options);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private TableCommit begin(CommitKind kind) {
    return lake.catalog.newCommit(kind, 1, List.of());
  }

  private void create() {
    committed(begin(CommitKind.BUILD).create(CURATED, FIELDS, Map.of()));
  }

  private List<WrittenFile> files(long... ids) {
    return ids.length == 0 ? List.of() : List.of(Parquets.write(lake, CURATED, FIELDS, ids));
  }

  private long merge(Set<Long> deleted, long... added) {
    Map<String, DeletedRows> rows = new HashMap<>();
    for (ScanFile file : lake.table(CURATED).plan(Filter.ALWAYS)) {
      rows.put(file.path(), rows(file, deleted));
    }
    return committed(begin(CommitKind.MERGE).merge(CURATED, files(added), rows)).number();
  }

  private static DeletedRows rows(ScanFile file, Set<Long> wanted) {
    DeletedRows.Builder rows = DeletedRows.builder();
    List<Long> ids = Parquets.idsOf(file.path());
    for (int row = 0; row < ids.size(); row++) {
      if (wanted.contains(ids.get(row))) {
        rows.add(row);
      }
    }
    return rows.build();
  }

  private long version() {
    return lake.table(CURATED).snapshotId();
  }

  private long rollBack(long version) {
    return committed(begin(CommitKind.ROLLBACK).rollback(CURATED, version)).number();
  }

  private void assertRows(Long... ids) {
    assertThat(Parquets.ids(lake, CURATED)).containsExactly(ids);
    assertThat(lake.table(CURATED).records()).isEqualTo(ids.length);
    assertLedger();
  }

  /** The ledger has just the files that the current version has. */
  private void assertLedger() {
    Set<String> live = new TreeSet<>();
    TableReader reader = new TableReader(lake.storage);
    for (FileScanTask task : reader.tasks(lake.table(CURATED).metadata(), Filter.ALWAYS)) {
      live.add(lake.storage.pathOf(task.file().location()));
      task.deletes().forEach(vector -> live.add(lake.storage.pathOf(vector.location())));
    }
    assertThat(lake.state.files(CURATED, 0, Long.MAX_VALUE))
        .extracting(LedgerFile::path)
        .containsExactlyInAnyOrderElementsOf(live);
  }

  @Test
  void aFormerVersionIsShownAgainAndGoesOn() {
    create();
    merge(Set.of(), 1, 2, 3);
    merge(Set.of(1L), 4);
    long good = version();
    merge(Set.of(2L, 4L), 5);
    long bad = version();

    rollBack(good);
    assertRows(2L, 3L, 4L);
    merge(Set.of(3L, 4L), 6);
    assertRows(2L, 6L);
    rollBack(bad);
    assertRows(3L, 5L);
    assertThat(lake.table(CURATED).history()).hasSize(6);
  }

  @Test
  void theColumnsOfThatTimeComeBack() {
    create();
    merge(Set.of(), 1, 2);
    long good = version();
    List<Field> other =
        lake.table(CURATED).replacing(List.of(Field.of("id", Type.Primitive.STRING)));
    committed(begin(CommitKind.REBUILD).replace(CURATED, other, List.of(), Map.of()));

    rollBack(good);
    assertThat(lake.table(CURATED).fields()).isEqualTo(FIELDS);
    assertRows(1L, 2L);
  }

  @Test
  void consumersReadEverythingAgainAndThenChanges() {
    create();
    merge(Set.of(), 1);
    long good = version();
    long consumed = merge(Set.of(), 2);
    long back = rollBack(good);

    assertThat(lake.table(CURATED).commit()).isEqualTo(back);
    merge(Set.of(), 3);
    assertThat(lake.table(CURATED).changesSince(consumed))
        .isEqualTo(new Changes.Unknown("it was rolled back"));
    assertThat(lake.table(CURATED).changesSince(back))
        .isInstanceOfSatisfying(
            Changes.Known.class, known -> assertThat(known.addedRows()).isEqualTo(1));
  }

  @Test
  void consumptionIsTakenBackInTheSameCommit() {
    lake.load(RAW, 2);
    create();
    consume(begin(CommitKind.MERGE), 0, 1, 1);
    long good = version();
    lake.load(RAW, 2);
    consume(begin(CommitKind.MERGE), 1, 4, 2);

    long bad = version();

    rollBack(good);
    assertThat(lake.state.consumed(CURATED, RAW)).isEqualTo(1);
    assertThat(lake.table(CURATED).properties()).containsEntry("foz.consumed.raw.notas_nfe", "1");
    assertRows(1L);
    rollBack(bad);
    assertThat(lake.state.consumed(CURATED, RAW)).isEqualTo(4);
    assertRows(1L, 2L);
  }

  @Test
  void recordsThatWerePutTogetherSinceAreReadAgainFromTheFirst() {
    reopen(CatalogOptions.standard().withCompaction(2, 64 << 20));
    lake.load(RAW, 2);
    create();
    consume(begin(CommitKind.MERGE), 0, 1, 1);
    long good = version();
    lake.load(RAW, 2);
    long last = lake.load(RAW, 2).number();
    consume(begin(CommitKind.MERGE), 1, last, 2);
    assertThat(lake.catalog.maintain(RAW, 1, List.of(), List.of(CURATED)).merged()).isPositive();

    rollBack(good);
    assertThat(lake.state.consumed(CURATED, RAW)).isZero();
  }

  @Test
  void whatIsKnownOfTheRowsGoesBackWithThem() {
    ContractUse first = new ContractUse(CURATED, "h1", "one");
    ContractUse second = new ContractUse(CURATED, "h2", "two");
    create();
    committed(
        begin(CommitKind.MERGE)
            .merge(CURATED, files(1), Map.of())
            .properties(CURATED, Map.of("foz.sql-hash", "a"))
            .contract(first));
    long good = version();
    Map<String, String> then = lake.table(CURATED).properties();
    committed(
        begin(CommitKind.MERGE)
            .merge(CURATED, files(2), Map.of())
            .properties(CURATED, Map.of("foz.sql-hash", "b", "foz.later", "x", "other", "y"))
            .contract(second));

    rollBack(good);
    assertThat(lake.table(CURATED).contract()).contains("h1");
    Map<String, String> now = new HashMap<>(lake.table(CURATED).properties());
    assertThat(now.remove("other")).isEqualTo("y");
    assertThat(now).isEqualTo(then);
  }

  @Test
  void theVersionsThatLedToNowGoOnBehindAllRollbacks() {
    create();
    List<Long> made = new ArrayList<>();
    for (long id = 1; id <= 3; id++) {
      merge(Set.of(), id);
      made.add(version());
    }
    assertAncestry(made.get(2), made.get(1), made.get(0));
    rollBack(made.get(1));
    assertAncestry(made.get(1), made.get(0));
    rollBack(made.get(0));
    assertAncestry(made.get(0));
    merge(Set.of(), 9);
    assertAncestry(version(), made.get(0));
    assertThat(lake.table(CURATED).history())
        .extracting(SnapshotRow::rolledBack)
        .containsExactly(false, false, true, true, true, false);
    rollBack(made.get(2));
    assertAncestry(made.get(2), made.get(1), made.get(0));
  }

  private void assertAncestry(Long... versions) {
    assertThat(lake.table(CURATED).ancestry())
        .extracting(SnapshotRow::snapshotId)
        .containsExactly(versions);
  }

  @Test
  void aPauseGoesWithTheCommitAndComesBackWithTheState() throws IOException {
    create();
    merge(Set.of(), 1);
    long good = version();
    merge(Set.of(), 2);
    committed(
        begin(CommitKind.ROLLBACK).rollback(CURATED, good).pause(CURATED, "rollback of run 2"));
    assertThat(lake.state.pauses()).containsOnlyKeys(CURATED);
    recover();
    assertThat(lake.state.pauses().values())
        .extracting(Pause::reason)
        .containsExactly("rollback of run 2");

    long data = lake.table(CURATED).commit();
    committed(begin(CommitKind.MAINTENANCE).resume(CURATED));
    assertThat(lake.state.pauses()).isEmpty();
    assertThat(lake.table(CURATED).commit()).isEqualTo(data);
    recover();
    assertThat(lake.state.pauses()).isEmpty();
  }

  private void consume(TableCommit commit, long from, long to, long id) {
    committed(
        commit
            .merge(CURATED, files(id), Map.of())
            .consumed(new Consumption(CURATED, RAW, from, to)));
  }

  @Test
  void whatCannotBeRolledBackIsRefused() {
    create();
    lake.load(RAW, 1);
    assertRefused(
        () -> begin(CommitKind.ROLLBACK).rollback(RAW, lake.table(RAW).snapshotId()),
        """
        error[C606]: Cannot roll back raw.notas_nfe
          why: it holds what arrived, which stays
          try: drop what is wrong from the tables that are made of it""");
    assertRefused(
        () -> rollBack(17),
        """
        error[C606]: Cannot roll back curated.notas_nfe
          why: it has no version 17, or it has expired
          try: choose one of those that `foz history curated.notas_nfe` lists""");
    merge(Set.of(), 1);
    long current = version();
    assertRefused(
        () -> rollBack(current),
        """
        error[C606]: Cannot roll back curated.notas_nfe
          why: version %d is the current one
          try: choose an older one"""
            .formatted(current));
  }

  private static void assertRefused(Runnable rollback, String text) {
    assertThatThrownBy(rollback::run).isInstanceOf(FozException.class).hasMessage(text);
  }

  @Test
  void aStateThatWasRecoveredRollsBackAsWell() throws IOException {
    create();
    merge(Set.of(), 1, 2);
    long good = version();
    merge(Set.of(1L), 3);
    long later = version();
    merge(Set.of(2L), 4);
    rollBack(later);
    recover();
    assertRows(2L, 3L);
    rollBack(good);
    assertRows(1L, 2L);
  }

  private void recover() throws IOException {
    lake.close();
    Files.delete(folder.resolve("state.db"));
    lake = new TestLake(folder, CatalogOptions.standard());
    lake.catalog.recover();
  }

  @Test
  void whatComesBackIsNeverDeletedByExpiry() {
    long seed = Long.getLong("foz.seed", 20261125L);
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    reopen(CatalogOptions.standard().withSnapshots(4, 3, 3));
    create();
    Map<Long, Set<Long>> versions = new HashMap<>();
    long next = 1;
    int rollbacks = 0;
    for (int round = 0; round < 60; round++) {
      String when = "seed %d round %d".formatted(seed, round);
      Set<Long> rows = new TreeSet<>(versions.getOrDefault(version(), Set.of()));
      List<SnapshotRow> former = new ArrayList<>(lake.table(CURATED).history());
      former.removeIf(SnapshotRow::current);
      if (random.nextInt(4) == 0 && !former.isEmpty()) {
        long version = former.get(random.nextInt(former.size())).snapshotId();
        rollBack(version);
        rollbacks++;
        versions.put(version(), versions.get(version));
      } else {
        Set<Long> deleted = new HashSet<>(rows);
        deleted.removeIf(id -> random.nextInt(4) > 0);
        long[] added = LongStream.range(next, next + 1 + random.nextInt(3)).toArray();
        next += added.length;
        merge(deleted, added);
        rows.removeAll(deleted);
        LongStream.of(added).forEach(rows::add);
        versions.put(version(), rows);
      }
      lake.clock.set(lake.clock.instant().plus(Duration.ofHours(random.nextInt(12))));
      lake.catalog.collectGarbage();
      assertThat(lake.stored(CURATED)).as(when).containsAll(lake.reachable(CURATED));
      assertThat(Parquets.ids(lake, CURATED))
          .as(when)
          .containsExactlyElementsOf(versions.getOrDefault(version(), Set.of()));
    }
    assertThat(rollbacks).isGreaterThan(4);
    assertLedger();
    lake.clock.set(lake.clock.instant().plus(Duration.ofDays(1)));
    lake.catalog.collectGarbage();
    assertThat(lake.stored(CURATED)).as("seed %d", seed).isEqualTo(lake.reachable(CURATED));
  }
}
