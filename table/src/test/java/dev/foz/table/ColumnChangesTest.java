package dev.foz.table;

import static dev.foz.table.TestLake.COLUMNS;
import static dev.foz.table.TestLake.CURATED;
import static dev.foz.table.TestLake.committed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Field;
import dev.foz.base.Type;
import dev.foz.state.CommitKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns that are renamed, widened, dropped and made again, read by Iceberg's own reader. */
class ColumnChangesTest {
  private static final List<Rename> RENAMES = List.of(new Rename(List.of("nome"), "razao"));

  private final TestLake lake;

  ColumnChangesTest(@TempDir Path folder) {
    lake = new TestLake(folder, CatalogOptions.standard());
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @BeforeEach
  void create() {
    List<Field> fields = Evolution.assign(COLUMNS);
    committed(
        commit()
            .create(CURATED, fields, Map.of())
            .append(CURATED, List.of(Parquets.write(lake, CURATED, fields, 1, 2))));
  }

  private TableCommit commit() {
    return lake.catalog.newCommit(CommitKind.BUILD, 1, List.of());
  }

  private List<String> rows() {
    return rows(lake.table(CURATED).snapshotId());
  }

  private List<String> rows(long snapshot) {
    TableSnapshot table = lake.table(CURATED);
    var reading = IcebergGenerics.read(new TableReader(lake.storage).table(table.metadata()));
    if (snapshot != table.snapshotId()) {
      reading.useSnapshot(snapshot);
    }
    List<String> rows = new ArrayList<>();
    try (CloseableIterable<Record> read = reading.build()) {
      read.forEach(record -> rows.add(record.struct().fields().size() + " " + record));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rows.sort(String::compareTo);
    return rows;
  }

  private List<Field> evolve(List<Field> wanted, List<Map<String, Object>> rows) {
    TableCommit commit = commit().evolve(CURATED, wanted, RENAMES, Evolution.Unwanted.DROP);
    List<Field> fields = commit.fieldsOf(CURATED);
    if (!rows.isEmpty()) {
      commit.append(CURATED, List.of(Parquets.write(lake, CURATED, fields, rows)));
    }
    committed(commit);
    assertThat(lake.table(CURATED).fields()).isEqualTo(fields);
    return fields;
  }

  @Test
  void aRenameAloneMovesNoFile() {
    TableSnapshot before = lake.table(CURATED);
    List<Field> wanted =
        List.of(COLUMNS.get(0), Field.of("razao", Type.Primitive.STRING), COLUMNS.get(2));
    assertThat(before.compare(wanted, RENAMES, Evolution.Unwanted.DROP))
        .isInstanceOf(Evolution.Widens.class);
    evolve(wanted, List.of());
    TableSnapshot after = lake.table(CURATED);
    assertThat(after.fields()).extracting(Field::name).containsExactly("id", "razao", "total");
    assertThat(after.fields()).extracting(Field::id).containsExactly(1, 2, 3);
    assertThat(after.snapshotId()).isEqualTo(before.snapshotId());
    assertThat(after.commit()).as("readers see other columns").isGreaterThan(before.commit());
    assertThat(after.compare(wanted, RENAMES, Evolution.Unwanted.DROP))
        .isInstanceOf(Evolution.Same.class);
    assertThat(rows()).containsExactly("3 Record(1, n1, 0.01)", "3 Record(2, n2, 0.02)");
    assertThat(after.plan(Filter.compare("razao", Filter.Op.EQUAL, "n1"))).hasSize(1);
  }

  @Test
  void everyKeptSnapshotIsReadByTheColumnsItHad() {
    long first = lake.table(CURATED).snapshotId();
    Field razao = Field.of("razao", Type.Primitive.STRING);
    evolve(
        List.of(COLUMNS.get(0), razao, Field.of("total", new Type.Decimal(20, 2))),
        List.of(Map.of("id", 3L, "razao", "r3", "total", new java.math.BigDecimal("3.00"))));
    long second = lake.table(CURATED).snapshotId();
    List<Field> dropped =
        evolve(
            List.of(COLUMNS.get(0), razao, Field.of("cor", Type.Primitive.STRING)),
            List.of(Map.of("id", 4L, "razao", "r4", "cor", "azul")));
    long third = lake.table(CURATED).snapshotId();
    List<Field> again =
        evolve(
            List.of(COLUMNS.get(0), Field.of("total", Type.Primitive.STRING), razao),
            List.of(Map.of("id", 5L, "razao", "r5", "total", "cinco")));

    assertThat(dropped).extracting(Field::id).containsExactly(1, 2, 4);
    assertThat(again).extracting(Field::id).as("no id is used again").containsExactly(1, 2, 5);
    assertThat(rows(first)).containsExactly("3 Record(1, n1, 0.01)", "3 Record(2, n2, 0.02)");
    assertThat(rows(second))
        .containsExactly("3 Record(1, n1, 0.01)", "3 Record(2, n2, 0.02)", "3 Record(3, r3, 3.00)");
    assertThat(rows(third))
        .containsExactly(
            "3 Record(1, n1, null)",
            "3 Record(2, n2, null)",
            "3 Record(3, r3, null)",
            "3 Record(4, r4, azul)");
    assertThat(rows())
        .containsExactly(
            "3 Record(1, n1, null)",
            "3 Record(2, n2, null)",
            "3 Record(3, r3, null)",
            "3 Record(4, r4, null)",
            "3 Record(5, r5, cinco)");
  }

  @Test
  void aReplacedTableKeepsTheIdsOfRenamedColumns() {
    List<Field> wanted =
        List.of(Field.of("razao", Type.Primitive.STRING), Field.of("id", Type.Primitive.STRING));
    assertThat(lake.table(CURATED).replacing(wanted, RENAMES))
        .extracting(Field::id)
        .containsExactly(2, 4);
  }
}
