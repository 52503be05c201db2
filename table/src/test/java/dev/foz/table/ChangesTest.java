package dev.foz.table;

import static dev.foz.table.TestLake.COLUMNS;
import static dev.foz.table.TestLake.CURATED;
import static dev.foz.table.TestLake.committed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Field;
import dev.foz.base.Type;
import dev.foz.state.CommitKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesTest {
  private static final List<Field> FIELDS = Evolution.assign(COLUMNS);
  private static final int KEPT = 12;
  private static final Changes.Known NOTHING = new Changes.Known(List.of(), List.of(), 0, 0);

  private final Path folder;
  private final AtomicInteger manifestsRead = new AtomicInteger();
  private final Map<String, List<Long>> idsByFile = new HashMap<>();
  private final Map<Long, Integer> snapshotsAt = new HashMap<>();
  private int snapshots;
  private TestLake lake;

  ChangesTest(@TempDir Path folder) {
    this.folder = folder;
    this.lake = open(CatalogOptions.standard());
  }

  private TestLake open(CatalogOptions options) {
    return new TestLake(folder, options, this::count);
  }

  private void count(StorageFaults.Step step, String path) {
    if (step == StorageFaults.Step.READ && path.endsWith(".avro") && !path.contains("snap-")) {
      manifestsRead.incrementAndGet();
    }
  }

  private void reopen(CatalogOptions options) {
    lake.close();
    lake = open(options);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private long create() {
    TableCommit commit = lake.catalog.newCommit(CommitKind.BUILD, 1, List.of());
    return committed(commit.create(CURATED, FIELDS, Map.of())).number();
  }

  private long add(long... ids) {
    return merge(CommitKind.MERGE, id -> false, ids);
  }

  private long delete(long... ids) {
    return merge(CommitKind.MERGE, Set.of(box(ids))::contains);
  }

  private static Long[] box(long... ids) {
    return LongStream.of(ids).boxed().toArray(Long[]::new);
  }

  /** Deletes the live rows of these ids and adds a file of others; nothing of what is empty. */
  private long merge(CommitKind kind, LongPredicate deleted, long... added) {
    Map<String, DeletedRows> rows = new HashMap<>();
    for (ScanFile file : lake.table(CURATED).plan(Filter.ALWAYS)) {
      rows.put(file.path(), rows(file, deleted));
    }
    TableCommit commit = lake.catalog.newCommit(kind, 1, List.of());
    return committed(commit.merge(CURATED, files(added), rows)).number();
  }

  private List<WrittenFile> files(long... ids) {
    return ids.length == 0 ? List.of() : List.of(Parquets.write(lake, CURATED, FIELDS, ids));
  }

  private DeletedRows rows(ScanFile file, LongPredicate wanted) {
    DeletedRows.Builder rows = DeletedRows.builder();
    List<Long> ids = idsIn(file.path());
    for (int row = 0; row < ids.size(); row++) {
      if (wanted.test(ids.get(row)) && isLive(file, row)) {
        rows.add(row);
      }
    }
    return rows.build();
  }

  private static boolean isLive(ScanFile file, long row) {
    return file.deleted().filter(deleted -> deleted.contains(row)).isEmpty();
  }

  private List<Long> idsIn(String path) {
    return idsByFile.computeIfAbsent(path, Parquets::idsOf);
  }

  /** Writes the live rows of these files again, as maintenance does. */
  private void fold(Collection<ScanFile> files) {
    Set<String> paths = new HashSet<>();
    files.forEach(file -> paths.add(file.path()));
    Set<Long> live = new TreeSet<>(ids(files));
    long[] turned =
        live.stream().mapToLong(id -> id).map(id -> -id).sorted().map(id -> -id).toArray();
    assertThat(paths).isNotEmpty();
    merge(CommitKind.MAINTENANCE, live::contains, turned);
  }

  private List<Long> ids(Collection<ScanFile> files) {
    List<Long> ids = new ArrayList<>();
    for (ScanFile file : files) {
      List<Long> inFile = idsIn(file.path());
      assertThat((long) inFile.size()).isEqualTo(file.records());
      for (int row = 0; row < inFile.size(); row++) {
        if (isLive(file, row)) {
          ids.add(inFile.get(row));
        }
      }
    }
    return ids;
  }

  private Changes changes(long commit) {
    return lake.table(CURATED).changesSince(commit);
  }

  private void assertChanges(long commit, List<Long> added, List<Long> removed) {
    Changes.Known known = (Changes.Known) changes(commit);
    assertThat(ids(known.added())).containsExactlyInAnyOrderElementsOf(added);
    assertThat(ids(known.removed())).containsExactlyInAnyOrderElementsOf(removed);
    assertThat(known.addedRows()).isEqualTo(added.size());
    assertThat(known.removedRows()).isEqualTo(removed.size());
  }

  private void assertUnknown(long commit, String reason) {
    assertThat(changes(commit)).isEqualTo(new Changes.Unknown(reason));
  }

  @Test
  void addedAndRemovedRowsAreToldWithTheirValues() {
    long created = create();
    long first = add(1, 2, 3, 4);
    long second = add(5, 6);
    long third = delete(2, 5);

    assertChanges(created, List.of(1L, 3L, 4L, 6L), List.of());
    assertChanges(first, List.of(6L), List.of(2L));
    assertChanges(second, List.of(), List.of(2L, 5L));
    assertThat(changes(third)).isEqualTo(NOTHING);
  }

  @Test
  void onlyWhatWasDeletedSinceIsRemoved() {
    create();
    add(1, 2, 3, 4, 5);
    long consumed = delete(1);
    delete(3);
    assertChanges(consumed, List.of(), List.of(3L));
    delete(5);
    assertChanges(consumed, List.of(), List.of(3L, 5L));
    delete(2, 4);
    assertChanges(consumed, List.of(), List.of(2L, 3L, 4L, 5L));
    assertThat(lake.table(CURATED).plan(Filter.ALWAYS)).isEmpty();
  }

  @Test
  void rowsThatCameAndWentAreNoChange() {
    create();
    long consumed = add(1);
    add(2, 3);
    delete(2);
    delete(3);

    assertChanges(consumed, List.of(), List.of());
  }

  @Test
  void rowsThatMaintenanceMovesAreNoChange() {
    create();
    add(1, 2, 3);
    delete(1);
    long consumed = add(4, 5);
    fold(lake.table(CURATED).plan(Filter.ALWAYS));

    assertChanges(consumed, List.of(), List.of());
    delete(4);
    assertChanges(consumed, List.of(), List.of(4L));
    add(6);
    fold(lake.table(CURATED).plan(Filter.ALWAYS));
    assertChanges(consumed, List.of(6L), List.of(4L));
  }

  @Test
  void aRowThatCameAndWasMovedAndWentIsInBoth() {
    create();
    long consumed = add(1);
    add(2, 3);
    fold(lake.table(CURATED).plan(Filter.ALWAYS));
    delete(2);

    assertChanges(consumed, List.of(2L, 3L), List.of(2L));
  }

  @Test
  void aContentThatWasReplacedIsRemovedAndAddedWhole() {
    create();
    add(1, 2, 3);
    long consumed = delete(2);
    replace(CommitKind.BUILD, 3, 4);

    assertChanges(consumed, List.of(3L, 4L), List.of(1L, 3L));
  }

  private long replace(CommitKind kind, long... ids) {
    TableCommit commit = lake.catalog.newCommit(kind, 1, List.of());
    return committed(commit.replace(CURATED, FIELDS, files(ids), Map.of())).number();
  }

  @Test
  void whatCannotBeToldIsUnknown() throws Exception {
    create();
    assertUnknown(0, "nothing was consumed yet");
    long first = add(1, 2);
    assertUnknown(first + 1, "it has not come to commit " + (first + 1));
    long rebuilt = replace(CommitKind.REBUILD, 1);
    add(3);
    assertUnknown(first, "it was rebuilt");
    assertChanges(rebuilt, List.of(3L), List.of());
    moveByAnotherProgram();
    assertUnknown(rebuilt, "another program changed it");
    long later = add(4);
    assertUnknown(rebuilt, "another program changed it");
    assertThat(changes(later)).isEqualTo(NOTHING);
  }

  /** Appends an empty snapshot that says nothing of Foz, and moves the pointer to it. */
  private void moveByAnotherProgram() throws SQLException {
    TableReader reader = new TableReader(lake.storage);
    TableMetadata before = lake.table(CURATED).metadata();
    Snapshot snapshot = reader.table(before).newFastAppend().apply();
    String location =
        lake.storage.locationOf(Layout.metadataFolder(CURATED) + "99-other.metadata.json");
    TableMetadata after =
        TableMetadata.buildFrom(before)
            .setBranchSnapshot(snapshot, SnapshotRef.MAIN_BRANCH)
            .build();
    TableMetadataParser.write(after, reader.io().newOutputFile(location));
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("update iceberg_tables set metadata_location = '" + location + "'");
    }
  }

  @Test
  void versionsThatExpiredCannotBeTold() {
    reopen(CatalogOptions.standard().withSnapshots(3, 0, 2));
    long created = create();
    long first = add(1);
    assertChanges(created, List.of(1L), List.of());
    long last = first;
    for (int id = 2; id < 12; id++) {
      last = add(id);
    }
    assertUnknown(created, "its versions since commit " + created + " have expired");
    assertUnknown(first, "its versions since commit " + first + " have expired");
    assertChanges(last - 2, List.of(10L, 11L), List.of());
  }

  @Test
  void filesThatAreGoneCannotBeTold() throws IOException {
    create();
    long first = add(1);
    add(2);
    TableSnapshot table = lake.table(CURATED);
    Changes.Known known = (Changes.Known) table.changesSince(first);
    Files.delete(Path.of(known.added().getFirst().path()));

    assertUnknown(first, "its versions since commit " + first + " have expired");
  }

  @Test
  void aColumnThatIsAddedChangesNoRow() {
    create();
    long first = add(1);
    List<Field> more = new ArrayList<>(COLUMNS);
    more.add(Field.of("uf", Type.Primitive.STRING));
    committed(lake.catalog.newCommit(CommitKind.MERGE, 1, List.of()).evolve(CURATED, more));

    assertThat(changes(first)).isEqualTo(NOTHING);
    add(2);
    assertChanges(first, List.of(2L), List.of());
  }

  @Test
  void aNameThatStandsForAnotherColumnChangesAllRows() {
    create();
    long first = add(1);
    List<Field> less = COLUMNS.subList(0, 2);
    committed(
        lake.catalog
            .newCommit(CommitKind.MERGE, 1, List.of())
            .evolve(CURATED, less, List.of(), Evolution.Unwanted.DROP));
    assertThat(changes(first)).isEqualTo(NOTHING);
    committed(lake.catalog.newCommit(CommitKind.MERGE, 1, List.of()).evolve(CURATED, COLUMNS));

    assertUnknown(first, "its columns changed");
  }

  @Test
  void aStateThatWasRecoveredTellsTheSame() throws IOException {
    create();
    add(1, 2, 3);
    long consumed = delete(1);
    delete(2);
    add(4);
    lake.close();
    Files.delete(folder.resolve("state.db"));
    lake = open(CatalogOptions.standard());
    lake.catalog.recover();

    assertChanges(consumed, List.of(4L), List.of(2L));
  }

  @Test
  void theCostFollowsTheChange() {
    create();
    for (int id = 0; id < 40; id++) {
      add(id * 10, id * 10 + 1);
    }
    long consumed = delete(300);
    add(1_000);
    delete(310, 200);
    manifestsRead.set(0);

    assertChanges(consumed, List.of(1_000L), List.of(310L, 200L));
    assertThat(manifestsRead.get()).isLessThanOrEqualTo(3);
  }

  @Test
  void anyTwoVersionsDifferByTheirChanges() {
    long seed = Long.getLong("foz.seed", 20261125L);
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    reopen(CatalogOptions.standard().withSnapshots(KEPT, 3, 5));
    TreeMap<Long, Set<Long>> versions = new TreeMap<>();
    versions.put(create(), Set.of());
    long next = 1;
    int known = 0;
    for (int round = 0; round < 40; round++) {
      next = change(random, versions, next);
      lake.clock.set(lake.clock.instant().plus(Duration.ofHours(random.nextInt(8))));
      lake.catalog.collectGarbage();
      for (long commit : versions.keySet()) {
        known += compare(commit, versions, "seed %d round %d".formatted(seed, round)) ? 1 : 0;
      }
    }
    System.out.println("known " + known);
    assertThat(known).isGreaterThan(150);
  }

  /** One commit of some kind; returns the next unused id. */
  private long change(Random random, TreeMap<Long, Set<Long>> versions, long next) {
    Set<Long> rows = new TreeSet<>(versions.lastEntry().getValue());
    List<ScanFile> files = lake.table(CURATED).plan(Filter.ALWAYS);
    int what = random.nextInt(20);
    if (what < 4 && !files.isEmpty()) {
      fold(files.subList(0, 1 + random.nextInt(files.size())));
      snapshots++;
      return next;
    }
    long[] added = LongStream.range(next, next + random.nextInt(5)).toArray();
    if (what == 4) {
      rows.clear();
      LongStream.of(added).forEach(rows::add);
      versions.put(replace(CommitKind.BUILD, added), rows);
    } else {
      Set<Long> deleted = new HashSet<>(rows);
      deleted.removeIf(id -> random.nextInt(5) > 0);
      if (deleted.isEmpty() && added.length == 0) {
        return next;
      }
      rows.removeAll(deleted);
      LongStream.of(added).forEach(rows::add);
      versions.put(merge(CommitKind.MERGE, deleted::contains, added), rows);
    }
    snapshots++;
    snapshotsAt.put(versions.lastKey(), snapshots);
    return next + added.length;
  }

  /** Whether the changes since that commit are known; then they must be right. */
  private boolean compare(long commit, TreeMap<Long, Set<Long>> versions, String when) {
    return switch (changes(commit)) {
      case Changes.Unknown(String reason) -> {
        assertThat(reason)
            .as(when)
            .isEqualTo("its versions since commit " + commit + " have expired");
        int since = snapshots - snapshotsAt.getOrDefault(commit, 0);
        assertThat(since).as(when).isGreaterThanOrEqualTo(KEPT);
        yield false;
      }
      case Changes.Known known -> {
        List<Long> rows = new ArrayList<>(versions.getOrDefault(commit, Set.of()));
        List<Long> removed = ids(known.removed());
        rows.addAll(ids(known.added()));
        assertThat(removed).as(when).doesNotHaveDuplicates();
        assertThat(rows).as(when).doesNotHaveDuplicates().containsAll(removed);
        rows.removeAll(removed);
        assertThat(rows)
            .as(when)
            .containsExactlyInAnyOrderElementsOf(versions.lastEntry().getValue());
        yield true;
      }
    };
  }
}
