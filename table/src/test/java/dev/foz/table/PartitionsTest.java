package dev.foz.table;

import static dev.foz.table.TestLake.CURATED;
import static dev.foz.table.TestLake.committed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.Field;
import dev.foz.base.Layer;
import dev.foz.base.PartitionField;
import dev.foz.base.TableLayout;
import dev.foz.base.TableName;
import dev.foz.base.Transform;
import dev.foz.base.Type;
import dev.foz.state.CommitKind;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.iceberg.PartitionSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionsTest {
  private static final List<Field> FIELDS =
      Evolution.assign(
          List.of(
              Field.of("id", Type.Primitive.LONG),
              Field.of("dia", Type.Primitive.DATE),
              Field.of("dia_month", Type.Primitive.STRING)));
  private static final PartitionField MONTH = new PartitionField(Transform.Simple.MONTH, "dia");
  private static final PartitionField TENS = new PartitionField(new Transform.Truncate(10), "id");
  private static final TableLayout BY_MONTH = layout(3, MONTH);

  private final TestLake lake;

  PartitionsTest(@TempDir Path folder) {
    lake = new TestLake(folder, CatalogOptions.standard());
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private static TableLayout layout(int version, PartitionField... fields) {
    return new TableLayout(List.of(fields), List.of(), version);
  }

  /** A file without bounds, so that only its partition can tell what it may hold. */
  private WrittenFile file(List<Optional<Object>> partition, long... ids) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (long id : ids) {
      rows.add(Map.of("id", id, "dia", LocalDate.of(2026, 1, 1).plusDays(id)));
    }
    WrittenFile file = Parquets.write(lake, CURATED, FIELDS, rows);
    return new WrittenFile(
        CURATED,
        file.path(),
        file.format(),
        file.records(),
        file.bytes(),
        Map.of(),
        0,
        0,
        partition);
  }

  private static List<Optional<Object>> of(Object... values) {
    return Arrays.stream(values).map(Optional::of).toList();
  }

  private TableCommit commit(CommitKind kind) {
    return lake.catalog.newCommit(kind, 1, List.of());
  }

  /** Ten months of one file each, and a file without a day. */
  private void createByMonth() {
    List<WrittenFile> files = new ArrayList<>();
    for (int month = 0; month < 10; month++) {
      files.add(file(of(672 + month), 31L * month));
    }
    files.add(file(List.of(Optional.empty()), 999));
    committed(
        commit(CommitKind.BUILD)
            .create(CURATED, FIELDS, Map.of(), BY_MONTH)
            .append(CURATED, files));
  }

  private int planned(Filter filter) {
    return lake.table(CURATED).plan(filter).size();
  }

  private static Filter days(Filter.Op op, String day) {
    return Filter.compare("dia", op, LocalDate.parse(day));
  }

  @Test
  void filtersOnTheColumnLeaveOutFilesByTheirPartition() {
    createByMonth();

    assertThat(planned(Filter.ALWAYS)).isEqualTo(11);
    assertThat(planned(days(Filter.Op.EQUAL, "2026-03-15"))).isEqualTo(1);
    assertThat(planned(days(Filter.Op.LESS, "2026-03-01")))
        .as("to Iceberg null lies below all")
        .isEqualTo(3);
    assertThat(planned(days(Filter.Op.GREATER_OR_EQUAL, "2026-09-30"))).isEqualTo(2);
    assertThat(planned(days(Filter.Op.EQUAL, "2027-03-15"))).isZero();
    assertThat(planned(new Filter.IsNull(List.of("dia")))).isEqualTo(1);
    assertThat(lake.table(CURATED).partitionBy()).containsExactly("month(dia)");
  }

  @Test
  void aPartitionFieldIsNotCalledLikeAColumn() {
    createByMonth();

    assertThat(lake.table(CURATED).metadata().spec().fields())
        .extracting(org.apache.iceberg.PartitionField::name)
        .containsExactly("dia_month_2");
  }

  @Test
  void aFileMustTellItsPartition() {
    createByMonth();
    WrittenFile file = file(List.of(), 1);

    assertThatThrownBy(() -> commit(CommitKind.BUILD).append(CURATED, List.of(file)).execute())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has the partition []");
  }

  @Test
  void anotherLayoutReplacesTheFilesAndFormerVersionsKeepTheirs() {
    createByMonth();
    TableSnapshot former = lake.table(CURATED);
    TableLayout wanted = layout(3, TENS, MONTH);

    assertThat(former.differsFrom(BY_MONTH, FIELDS)).isEmpty();
    assertThat(former.differsFrom(wanted, FIELDS))
        .contains("`partition_by` is truncate(10, id), month(dia), was month(dia)");
    committed(
        commit(CommitKind.MAINTENANCE)
            .expect(former)
            .replace(CURATED, FIELDS, List.of(file(of(0L, 672), 1, 2)), Map.of(), wanted));

    TableSnapshot now = lake.table(CURATED);
    assertThat(now.differsFrom(wanted, FIELDS)).isEmpty();
    assertThat(now.changesSince(former.commit())).isEqualTo(Changes.Known.NOTHING);
    assertThat(planned(Filter.compare("id", Filter.Op.EQUAL, 9L))).isEqualTo(1);
    assertThat(planned(Filter.compare("id", Filter.Op.EQUAL, 10L))).isZero();
    assertThat(Parquets.ids(lake, CURATED)).containsExactly(1L, 2L);
    assertThat(fieldIds()).containsExactlyInAnyOrder("1000 month of 2", "1001 truncate[10] of 1");
    committed(commit(CommitKind.ROLLBACK).rollback(CURATED, former.snapshotId()));
    assertThat(lake.table(CURATED).partitionBy()).containsExactly("month(dia)");
    assertThat(planned(days(Filter.Op.EQUAL, "2026-03-15"))).isEqualTo(1);
    assertThat(Parquets.ids(lake, CURATED)).hasSize(11);
  }

  @Test
  void valuesOfEveryTypeAreKept() {
    UUID uuid = UUID.fromString("00000000-0000-0001-8000-000000000002");
    LocalDateTime time = LocalDateTime.parse("1969-12-31T23:59:59.999999");
    int table = 0;
    for (Map.Entry<Type, List<Object>> type :
        Map.<Type, List<Object>>of(
                Type.Primitive.BOOLEAN,
                List.of(true, false),
                Type.Primitive.INT,
                List.of(-7, 7),
                Type.Primitive.LONG,
                List.of(Long.MIN_VALUE, 7L),
                Type.Primitive.STRING,
                List.of("a\0é", "a"),
                Type.Primitive.DATE,
                List.of(LocalDate.of(1960, 2, 29), LocalDate.EPOCH),
                Type.Primitive.TIME,
                List.of(LocalTime.of(1, 2), LocalTime.of(1, 3)),
                Type.Primitive.TIMESTAMP,
                List.of(time, time.plusDays(1)),
                Type.Primitive.TIMESTAMPTZ,
                List.of(time.atOffset(ZoneOffset.UTC), time.plusDays(1).atOffset(ZoneOffset.UTC)),
                Type.Primitive.UUID,
                List.of(uuid, new UUID(3, 4)),
                new Type.Decimal(20, 2),
                List.of(new BigDecimal("-0.05"), new BigDecimal("3.00")))
            .entrySet()) {
      checkValues(new TableName(Layer.CURATED, "t" + table++), type.getKey(), type.getValue());
    }
  }

  private void checkValues(TableName name, Type type, List<Object> values) {
    List<Field> fields = Evolution.assign(List.of(Field.of("c", type)));
    PartitionField field = new PartitionField(Transform.Simple.IDENTITY, "c");
    WrittenFile file = Parquets.write(lake, name, fields, List.of(Map.of()));
    WrittenFile parted =
        new WrittenFile(
            name,
            file.path(),
            file.format(),
            1,
            file.bytes(),
            Map.of(),
            0,
            0,
            of(values.getFirst()));
    committed(
        commit(CommitKind.BUILD)
            .create(name, fields, Map.of(), layout(3, field))
            .append(name, List.of(parted)));

    TableSnapshot table = lake.table(name);
    assertThat(table.plan(Filter.compare("c", Filter.Op.EQUAL, values.getFirst())))
        .as(type.toString())
        .hasSize(1);
    assertThat(table.plan(Filter.compare("c", Filter.Op.EQUAL, values.getLast())))
        .as(type.toString())
        .isEmpty();
  }

  private Set<String> fieldIds() {
    Set<String> ids = new TreeSet<>();
    for (PartitionSpec spec : lake.table(CURATED).metadata().specs()) {
      spec.fields()
          .forEach(
              field ->
                  ids.add(field.fieldId() + " " + field.transform() + " of " + field.sourceId()));
    }
    return ids;
  }

  @Test
  void aNewerFormatKeepsFormerVersionsAndAnOlderOneBeginsAnew() {
    committed(
        commit(CommitKind.BUILD)
            .create(CURATED, FIELDS, Map.of("a", "b"), layout(2))
            .append(CURATED, List.of(file(List.of(), 1, 2))));
    TableSnapshot second = lake.table(CURATED);
    assertThat(second.formatVersion()).isEqualTo(2);
    assertThat(second.differsFrom(layout(3), FIELDS)).contains("`format_version` is 3, was 2");
    committed(
        commit(CommitKind.MAINTENANCE)
            .replace(CURATED, FIELDS, List.of(file(List.of(), 1, 2)), Map.of(), layout(3)));
    assertThat(lake.table(CURATED).formatVersion()).isEqualTo(3);
    assertThat(lake.table(CURATED).history()).hasSize(2);
    assertThat(lake.table(CURATED).changesSince(second.commit())).isEqualTo(Changes.Known.NOTHING);

    Set<String> before = lake.stored(CURATED);
    committed(
        commit(CommitKind.REBUILD)
            .replace(CURATED, FIELDS, List.of(file(of(672), 1, 2)), Map.of(), layout(2, MONTH)));

    TableSnapshot anew = lake.table(CURATED);
    assertThat(anew.formatVersion()).isEqualTo(2);
    assertThat(anew.partitionBy()).containsExactly("month(dia)");
    assertThat(anew.properties()).containsEntry("a", "b");
    assertThat(anew.history()).hasSize(1);
    assertThat(anew.changesSince(second.commit())).isEqualTo(new Changes.Unknown("it was rebuilt"));
    assertThat(Parquets.ids(lake, CURATED)).containsExactly(1L, 2L);
    lake.clock.set(lake.clock.instant().plus(Duration.ofDays(1)));
    lake.catalog.collectGarbage();
    assertThat(lake.stored(CURATED))
        .doesNotContainAnyElementsOf(before)
        .isEqualTo(lake.reachable(CURATED));
    assertThat(lake.state.files(CURATED, 0, anew.commit())).hasSize(1);
  }

  @Test
  void whatLayByAFormerColumnIsFoundWhenItExpires() {
    createByMonth();
    List<Field> hidden =
        lake.table(CURATED)
            .replacing(
                List.of(
                    Field.of("id", Type.Primitive.LONG), Field.of("dia", Type.Primitive.STRING)));
    WrittenFile file = Parquets.write(lake, CURATED, hidden, List.of(Map.of("id", 1L)));
    committed(
        commit(CommitKind.REBUILD).replace(CURATED, hidden, List.of(file), Map.of(), layout(3)));
    assertThat(lake.table(CURATED).history()).hasSize(2);

    committed(commit(CommitKind.BUILD).expireFormer(CURATED));

    assertThat(lake.table(CURATED).history()).hasSize(1);
    lake.clock.set(lake.clock.instant().plus(Duration.ofDays(1)));
    lake.catalog.collectGarbage();
    assertThat(lake.stored(CURATED)).isEqualTo(lake.reachable(CURATED));
  }

  @Test
  void rowsThatOnlyMoveAsideAreNoChange() {
    committed(
        commit(CommitKind.BUILD)
            .create(CURATED, FIELDS, Map.of(), layout(2))
            .append(CURATED, List.of(file(List.of(), 1, 2, 3), file(List.of(), 4))));
    TableSnapshot former = lake.table(CURATED);
    Map<Long, String> paths = new TreeMap<>();
    former.planToChange(Filter.ALWAYS).forEach(file -> paths.put(file.records(), file.path()));
    WrittenFile stays = file(List.of(), 1, 3);
    WrittenFile goes = file(List.of(), 2);
    committed(
        commit(CommitKind.MERGE)
            .expect(former)
            .split(CURATED, List.of(paths.get(3L)), List.of(stays, goes))
            .merge(
                CURATED,
                List.of(file(List.of(), 5)),
                Map.of(
                    lake.catalog.localPath(goes.path()),
                    DeletedRows.of(0),
                    paths.get(1L),
                    DeletedRows.of(0))));

    TableSnapshot now = lake.table(CURATED);
    assertThat(Parquets.ids(lake, CURATED)).containsExactly(1L, 3L, 5L);
    Changes.Known changes = (Changes.Known) now.changesSince(former.commit());
    assertThat(ids(changes.added())).containsExactly(5L);
    assertThat(ids(changes.removed())).containsExactlyInAnyOrder(2L, 4L);
    assertThat(now.records()).isEqualTo(3);
    assertThat(now.history()).hasSize(3);
    assertThat(lake.state.files(CURATED, 0, now.commit())).hasSize(2);
    committed(
        commit(CommitKind.MERGE)
            .split(
                CURATED,
                List.of(lake.catalog.localPath(stays.path())),
                List.of(file(List.of(), 1), file(List.of(), 3))));
    assertThat(lake.table(CURATED).changesSince(now.commit())).isEqualTo(Changes.Known.NOTHING);
    assertThat(Parquets.ids(lake, CURATED)).containsExactly(1L, 3L, 5L);
  }

  private static List<Long> ids(List<ScanFile> files) {
    List<Long> ids = new ArrayList<>();
    for (ScanFile file : files) {
      assertThat(file.deleted()).isEmpty();
      ids.addAll(Parquets.idsOf(file.path()));
    }
    return ids;
  }
}
