package dev.foz.table;

import static dev.foz.table.TestLake.COLUMNS;
import static dev.foz.table.TestLake.CURATED;
import static dev.foz.table.TestLake.OTHER;
import static dev.foz.table.TestLake.RAW;
import static dev.foz.table.TestLake.committed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Field;
import dev.foz.base.Layer;
import dev.foz.base.TableName;
import dev.foz.state.CommitKind;
import dev.foz.state.Consumption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots that a consumer has not come to yet are kept for it, within bounds. */
class SlowConsumerTest {
  private static final TableName READER = new TableName(Layer.REFINED, "vendas");
  private static final List<Field> FIELDS = Evolution.assign(COLUMNS);

  private final TestLake lake;
  private long id;

  SlowConsumerTest(@TempDir Path folder) {
    CatalogOptions options =
        CatalogOptions.standard().withSnapshots(5, 0, 4).withBehind(40, Duration.ofDays(7));
    lake = new TestLake(folder, options);
    committed(begin(CommitKind.BUILD).create(CURATED, FIELDS, Map.of()));
    committed(begin(CommitKind.BUILD).create(READER, FIELDS, Map.of()));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private TableCommit begin(CommitKind kind) {
    return lake.catalog.newCommit(kind, 1, List.of());
  }

  private void add(int commits) {
    for (int i = 0; i < commits; i++) {
      id++;
      committed(
          begin(CommitKind.MERGE)
              .merge(CURATED, List.of(Parquets.write(lake, CURATED, FIELDS, id)), Map.of()));
    }
  }

  private void consume(TableName reader) {
    long from = lake.state.consumed(reader, CURATED);
    committed(
        begin(CommitKind.BUILD)
            .consumed(new Consumption(reader, CURATED, from, lake.table(CURATED).commit())));
  }

  private Changes changes(TableName reader) {
    return lake.table(CURATED).changesSince(lake.state.consumed(reader, CURATED));
  }

  private int versions() {
    return lake.table(CURATED).history().size();
  }

  @Test
  void aConsumerThatIsFarBehindIsStillToldWhatChanged() {
    add(3);
    consume(READER);
    add(30);
    assertThat(changes(READER))
        .isInstanceOfSatisfying(
            Changes.Known.class, known -> assertThat(known.addedRows()).isEqualTo(30));
    assertThat(versions()).isBetween(31, 34);

    consume(READER);
    add(5);
    assertThat(versions()).as("once it has caught up").isLessThan(10);
    lake.clock.set(lake.clock.instant().plus(Duration.ofHours(2)));
    lake.catalog.collectGarbage();
    assertThat(lake.stored(CURATED)).isEqualTo(lake.reachable(CURATED));
    assertThat(new TreeSet<>(Parquets.ids(lake, CURATED))).hasSize(38);
  }

  @Test
  void moreThanTheBoundIsNotKept() {
    add(3);
    consume(READER);
    add(60);
    assertThat(changes(READER)).isInstanceOf(Changes.Unknown.class);
    assertThat(versions()).isLessThan(10);
  }

  @Test
  void aConsumerThatNeverComesDoesNotKeepThemForEver() {
    add(3);
    consume(READER);
    add(1);
    lake.clock.set(lake.clock.instant().plus(Duration.ofDays(6)));
    add(20);
    assertThat(changes(READER)).isInstanceOf(Changes.Known.class);
    lake.clock.set(lake.clock.instant().plus(Duration.ofDays(2)));
    add(1);
    assertThat(changes(READER)).isInstanceOf(Changes.Unknown.class);
    assertThat(versions()).isLessThan(10);
  }

  @Test
  void oneThatIsTooFarBehindTakesNothingFromTheOthers() {
    add(3);
    consume(OTHER);
    add(30);
    consume(READER);
    add(30);
    assertThat(changes(OTHER)).isInstanceOf(Changes.Unknown.class);
    assertThat(changes(READER)).isInstanceOf(Changes.Known.class);
  }

  @Test
  void aConsumerThatSawTheTableBeforeItsFirstRowIsToldAll() {
    consume(READER);
    add(20);
    assertThat(changes(READER)).isInstanceOf(Changes.Known.class);
  }

  @Test
  void rawTablesKeepNothingMoreBecauseTheyAreReadByFiles() {
    long first = lake.load(RAW, 1).number();
    committed(begin(CommitKind.MERGE).consumed(new Consumption(CURATED, RAW, 0, first)));
    for (int i = 0; i < 20; i++) {
      lake.load(RAW, 1);
    }
    assertThat(lake.table(RAW).history()).hasSizeLessThan(10);
  }
}
