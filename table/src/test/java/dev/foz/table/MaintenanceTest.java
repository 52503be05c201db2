package dev.foz.table;

import static dev.foz.table.TestLake.COLUMNS;
import static dev.foz.table.TestLake.CURATED;
import static dev.foz.table.TestLake.OTHER;
import static dev.foz.table.TestLake.RAW;
import static dev.foz.table.TestLake.committed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Field;
import dev.foz.base.TableName;
import dev.foz.state.CommitKind;
import dev.foz.state.Consumption;
import dev.foz.state.LedgerFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceTest {
  private static final CatalogOptions SMALL =
      CatalogOptions.standard().withSnapshots(5, 3, 4).withCompaction(4, 64 << 20);

  private final TestLake lake;

  MaintenanceTest(@TempDir Path folder) {
    lake = new TestLake(folder, SMALL);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private MaintenanceReport maintain(TableName table, Collection<TableName> consumers) {
    return lake.catalog.maintain(table, 1, List.of(), consumers);
  }

  private void passGrace() {
    lake.clock.set(lake.clock.instant().plus(Duration.ofHours(2)));
  }

  @Test
  void snapshotsExpireAndTheirFilesAreDeletedAfterTheGracePeriod() {
    for (int i = 0; i < 30; i++) {
      lake.load(RAW, 3);
    }
    assertThat(lake.table(RAW).history()).hasSizeBetween(5, 9);
    Set<String> before = lake.stored(RAW);
    assertThat(lake.catalog.collectGarbage()).isZero();
    assertThat(lake.stored(RAW)).isEqualTo(before);
    passGrace();
    assertThat(lake.catalog.collectGarbage()).isPositive();
    assertThat(lake.stored(RAW)).isEqualTo(lake.reachable(RAW));
    assertThat(Parquets.bySeq(lake, RAW)).hasSize(90);
  }

  @Test
  void smallRawFilesAreMergedOnlyWhenAllConsumersHaveConsumedThem() {
    for (int i = 0; i < 14; i++) {
      lake.load(RAW, 3);
    }
    long last = lake.load(RAW, 3).number();
    lake.load(RAW, 3); // version 15 + creation: a turn of maintenance
    List<TableName> consumers = List.of(CURATED, OTHER);
    assertThat(maintain(RAW, consumers).merged()).isZero();
    consume(CURATED, 0, last);
    consume(OTHER, 0, last - 5);
    List<LedgerFile> before = lake.state.files(RAW, last - 5, Long.MAX_VALUE);
    turn(consumers);
    assertThat(lake.state.files(RAW, last - 5, Long.MAX_VALUE))
        .containsAll(before)
        .allMatch(file -> file.commit() > last - 5);
    List<LedgerFile> merged = lake.state.files(RAW, 0, last - 5);
    assertThat(merged).hasSize(1);
    assertThat(merged.getFirst().commit()).isEqualTo(last - 5);
    assertThat(merged.getFirst().firstSeq()).isEqualTo(1);
    assertThat(merged.getFirst().lastSeq()).isEqualTo(30);
    assertThat(merged.getFirst().records()).isEqualTo(30);
    assertInOrder();
  }

  /** Loads until a merge happens. */
  private void turn(Collection<TableName> consumers) {
    for (int i = 0; i < 5; i++) {
      if (maintain(RAW, consumers).merged() > 0) {
        return;
      }
      lake.load(RAW, 3);
    }
    throw new AssertionError("nothing was merged");
  }

  private void consume(TableName consumer, long from, long to) {
    committed(
        lake.catalog
            .newCommit(CommitKind.MERGE, 1, List.of())
            .consumed(new Consumption(consumer, RAW, from, to)));
  }

  private void assertInOrder() {
    long records = lake.table(RAW).records();
    assertThat(Parquets.bySeq(lake, RAW).keySet())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, records).boxed().toList());
    for (ScanFile file : lake.table(RAW).plan(Filter.ALWAYS)) {
      try (RawFileReader reader = RawFileReader.open(Path.of(file.path()), RawProjection.ALL)) {
        RawChunk chunk = new RawChunk(1000);
        int rows = reader.next(chunk, 1000);
        assertThat(rows).isEqualTo(file.records());
        for (int i = 1; i < rows; i++) {
          assertThat(chunk.seq[i]).isGreaterThan(chunk.seq[i - 1]);
        }
      }
    }
  }

  @Test
  void rawFilesStayFewWhateverManyCommitsThereAre() {
    int most = 0;
    for (int i = 0; i < 200; i++) {
      lake.load(RAW, 2);
      maintain(RAW, List.of());
      most = Math.max(most, lake.table(RAW).plan(Filter.ALWAYS).size());
    }
    assertThat(most).isLessThan(30);
    assertInOrder();
    assertThat(lake.state.files(RAW, 0, Long.MAX_VALUE))
        .extracting(LedgerFile::path)
        .containsExactlyInAnyOrderElementsOf(
            lake.table(RAW).plan(Filter.ALWAYS).stream()
                .map(file -> lake.storage.pathOf(file.path()))
                .toList());
    passGrace();
    while (lake.catalog.collectGarbage() > 0) {}
    assertThat(lake.stored(RAW)).isEqualTo(lake.reachable(RAW));
  }

  @Test
  void filesWithLateSequencesAreNotMixed() {
    for (int i = 0; i < 3; i++) {
      lake.load(RAW, 2);
    }
    WrittenFile late = lake.rawFile(RAW, 1, TestLake.records(1_000, 2));
    WrittenFile across = lake.rawFile(RAW, 1, TestLake.records(999, 3));
    committed(
        lake.catalog
            .newCommit(CommitKind.LOAD, 1, List.of())
            .append(RAW, List.of(late, across))
            .position(lake.received(5)));
    lake.load(RAW, 2);
    turn(List.of());
    assertThat(lake.table(RAW).records()).isEqualTo(Parquets.rows(lake, RAW).size());
    assertThat(lake.storage.exists(late.path())).isTrue();
  }

  @Test
  void mergesExpireExactlyWhatNobodyRefersTo() {
    long seed = Long.getLong("foz.seed", 20261125L);
    Random random = new Random(seed);
    List<Field> fields = Evolution.assign(COLUMNS);
    Set<Long> model = new HashSet<>();
    long next = 1;
    committed(
        lake.catalog.newCommit(CommitKind.BUILD, 1, List.of()).create(CURATED, fields, Map.of()));
    for (int round = 0; round < 60; round++) {
      List<WrittenFile> added = new ArrayList<>();
      Map<String, DeletedRows> deleted = deleteSome(random, model);
      if (random.nextInt(4) > 0) {
        long from = next;
        next += 1 + random.nextInt(5);
        long[] ids = LongStream.range(from, next).toArray();
        added.add(Parquets.write(lake, CURATED, fields, ids));
        LongStream.of(ids).forEach(model::add);
      }
      committed(
          lake.catalog.newCommit(CommitKind.MERGE, 1, List.of()).merge(CURATED, added, deleted));
      lake.clock.set(lake.clock.instant().plus(Duration.ofHours(random.nextInt(10))));
      lake.catalog.collectGarbage();
      assertThat(lake.stored(CURATED))
          .as("seed %d round %d", seed, round)
          .containsAll(lake.reachable(CURATED));
    }
    assertThat(Parquets.ids(lake, CURATED))
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(model);
    passGrace();
    lake.catalog.collectGarbage();
    assertThat(lake.stored(CURATED)).as("seed %d", seed).isEqualTo(lake.reachable(CURATED));
  }

  @Test
  void whereFormerVersionsExpireNothingOfThemIsLeftAfterTheGracePeriod() {
    long seed = Long.getLong("foz.seed", 20261125L);
    Random random = new Random(seed);
    List<Field> fields = Evolution.assign(COLUMNS);
    Set<Long> model = new HashSet<>();
    committed(
        lake.catalog.newCommit(CommitKind.BUILD, 1, List.of()).create(CURATED, fields, Map.of()));
    long next = 1;
    for (int round = 0; round < 40; round++) {
      boolean hides = random.nextInt(6) == 0;
      WrittenFile added = Parquets.write(lake, CURATED, fields, next, next + 1);
      if (hides) {
        model.clear();
        committed(
            lake.catalog
                .newCommit(CommitKind.REBUILD, 1, List.of())
                .replace(CURATED, fields, List.of(added), Map.of("round", "" + round))
                .expireFormer(CURATED));
      } else {
        Map<String, DeletedRows> deleted = deleteSome(random, model);
        committed(
            lake.catalog
                .newCommit(CommitKind.MERGE, 1, List.of())
                .merge(CURATED, List.of(added), deleted));
      }
      model.addAll(List.of(next, next + 1));
      next += 2;
      List<SnapshotRow> history = lake.table(CURATED).history();
      assertThat(Parquets.ids(lake, CURATED))
          .as("seed %d round %d", seed, round)
          .containsExactlyInAnyOrderElementsOf(model);
      if (hides) {
        assertThat(history).as("seed %d round %d", seed, round).hasSize(1);
        assertThat(lake.table(CURATED).records()).isEqualTo(2);
        assertThat(lake.table(CURATED).changesSince(1)).isInstanceOf(Changes.Unknown.class);
      } else if (history.size() > 1 && random.nextInt(5) == 0) {
        long former = history.get(random.nextInt(history.size() - 1) + 1).snapshotId();
        committed(
            lake.catalog.newCommit(CommitKind.ROLLBACK, 1, List.of()).rollback(CURATED, former));
        model.clear();
        model.addAll(Parquets.ids(lake, CURATED));
      }
      lake.clock.set(lake.clock.instant().plus(Duration.ofHours(random.nextInt(10))));
      lake.catalog.collectGarbage();
      assertThat(lake.stored(CURATED))
          .as("seed %d round %d", seed, round)
          .containsAll(lake.reachable(CURATED));
    }
    committed(lake.catalog.newCommit(CommitKind.BUILD, 1, List.of()).expireFormer(CURATED));
    assertThat(lake.table(CURATED).history()).as("without a change of files").hasSize(1);
    passGrace();
    lake.catalog.collectGarbage();
    assertThat(lake.stored(CURATED)).as("seed %d", seed).isEqualTo(lake.reachable(CURATED));
    assertThat(Parquets.ids(lake, CURATED)).containsExactlyInAnyOrderElementsOf(model);
  }

  private Map<String, DeletedRows> deleteSome(Random random, Set<Long> model) {
    Map<String, DeletedRows> deleted = new java.util.HashMap<>();
    for (ScanFile file : lake.table(CURATED).plan(Filter.ALWAYS)) {
      DeletedRows gone = file.deleted().orElse(DeletedRows.of());
      DeletedRows.Builder rows = DeletedRows.builder();
      List<Long> ids = Parquets.idsOf(file.path());
      for (int row = 0; row < ids.size(); row++) {
        if (!gone.contains(row) && random.nextInt(6) == 0) {
          rows.add(row);
          model.remove(ids.get(row));
        }
      }
      DeletedRows built = rows.build();
      if (!built.isEmpty()) {
        deleted.put(file.path(), built);
      }
    }
    return deleted;
  }

  @Test
  void filesOfADeadRunThatNoCommitTookAreRemoved() throws Exception {
    lake.load(RAW, 3);
    WrittenFile lost = lake.rawFile(RAW, 9, TestLake.records(10, 2));
    WrittenFile never = lake.rawFile(OTHER, 9, TestLake.records(10, 2));
    WrittenFile others = lake.rawFile(RAW, 10, TestLake.records(10, 2));
    StorageOutput half = lake.storage.create("raw/notas_nfe/data/9-x.avro");
    half.write(1);
    lake.catalog.staging(CURATED, 9);
    Set<String> before = lake.stored(RAW);
    assertThat(lake.catalog.cleanAfterRun(9)).isEqualTo(2);
    assertThat(lake.storage.exists(lost.path())).isFalse();
    assertThat(lake.storage.exists(never.path())).isFalse();
    assertThat(lake.storage.exists(others.path())).isTrue();
    assertThat(lake.storage.stagingFolders()).isEmpty();
    before.remove(lost.path());
    assertThat(lake.stored(RAW)).isEqualTo(before);
    assertThat(Parquets.bySeq(lake, RAW)).hasSize(3);
  }

  @Test
  void aWornFileIsACandidateForFolding() {
    Catalog catalog = catalog(SMALL.withCompaction(4, 64));
    create(1, 2, 3);
    assertThat(catalog.foldCandidates(lake.table(CURATED))).isEmpty();

    List<String> worn = wear();

    assertThat(catalog.foldCandidates(lake.table(CURATED)))
        .extracting(ScanFile::path)
        .containsExactlyElementsOf(worn);
  }

  @Test
  void tinyWornFilesAreCandidatesOnceThereAreSome() {
    create(1, 2, 3);
    wear();
    assertThat(lake.catalog.foldCandidates(lake.table(CURATED))).isEmpty();

    List<Field> fields = lake.table(CURATED).fields();
    WrittenFile more = Parquets.write(lake, CURATED, fields, 4, 5, 6);
    committed(
        lake.catalog
            .newCommit(CommitKind.MERGE, 1, List.of())
            .merge(CURATED, List.of(more), Map.of()));
    List<String> worn = wear();

    assertThat(lake.catalog.foldCandidates(lake.table(CURATED)))
        .extracting(ScanFile::path)
        .hasSize(2)
        .containsExactlyInAnyOrderElementsOf(worn);
  }

  private Catalog catalog(CatalogOptions options) {
    return new Catalog(lake.state, lake.storage, lake.clock, options);
  }

  private void create(long... ids) {
    List<Field> fields = Evolution.assign(COLUMNS);
    committed(
        lake.catalog
            .newCommit(CommitKind.BUILD, 1, List.of())
            .create(CURATED, fields, Map.of())
            .append(CURATED, List.of(Parquets.write(lake, CURATED, fields, ids))));
  }

  /** Deletes the last row of every file that is whole; returns the paths of all. */
  private List<String> wear() {
    List<ScanFile> files = lake.table(CURATED).plan(Filter.ALWAYS);
    Map<String, DeletedRows> deleted = new HashMap<>();
    files.stream()
        .filter(file -> file.deleted().isEmpty())
        .forEach(file -> deleted.put(file.path(), DeletedRows.of(2)));
    committed(
        lake.catalog.newCommit(CommitKind.MERGE, 1, List.of()).merge(CURATED, List.of(), deleted));
    return files.stream().map(ScanFile::path).toList();
  }
}
