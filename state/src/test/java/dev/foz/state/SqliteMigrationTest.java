package dev.foz.state;

import static dev.foz.state.Fixture.CURATED;
import static dev.foz.state.Fixture.NOTAS;
import static dev.foz.state.Fixture.commit;
import static dev.foz.state.Fixture.create;
import static dev.foz.state.Fixture.file;
import static dev.foz.state.Fixture.load;
import static dev.foz.state.Fixture.request;
import static dev.foz.state.Fixture.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that an earlier version of Foz left is brought up to date and keeps what it holds. */
class SqliteMigrationTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  private StateStore open() {
    return StateStore.open(folder.resolve("state.db"), StateOptions.standard(Clock.systemUTC()));
  }

  private void execute(List<String> statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** A database as version 1 made and filled it. */
  private void leaveVersion1() throws SQLException {
    execute(SchemaVersion1.STATEMENTS);
    execute(
        List.of(
            "UPDATE foz_schema_version SET version = 1",
            "UPDATE foz_counters SET value = 2 WHERE name = 'commit'",
            """
            INSERT INTO iceberg_tables VALUES ('foz', 'raw', 'notas', 'm2', 'm1', 'TABLE')""",
            """
            INSERT INTO foz_tables VALUES ('raw.notas', 'raw', 'notas', 'm2', 2, 2, 5, 50, 1, 42,
              '1 "_seq" long', NULL, 0)""",
            """
            INSERT INTO foz_readers VALUES ('notas', 1, 5, 2, 0)""",
            """
            INSERT INTO foz_files VALUES ('f1', 'raw.notas', 'data', 5, 50, 1, 5, 2, 2, 0, 0, 0,
              NULL)""",
            """
            INSERT INTO foz_consumptions VALUES ('curated.notas', 'raw.notas', 2)"""));
  }

  @Test
  void whatVersion1HeldIsThereAndPausesAreNew() throws SQLException {
    leaveVersion1();
    try (StateStore store = open()) {
      assertThat(store.pointers().get(NOTAS))
          .extracting(Pointer::metadataLocation, Pointer::lastCommit)
          .containsExactly("m2", 2L);
      assertThat(store.consumed(CURATED, NOTAS)).isEqualTo(2);
      assertThat(store.files(NOTAS, 0, 9)).extracting(LedgerFile::path).containsExactly("f1");
      assertThat(store.pauses()).isEmpty();
      assertThat(rows(store, "pauses")).isEmpty();

      assertThat(commit(store, load(store, file(NOTAS, "f2", 6, 7))).number()).isEqualTo(3);
      commit(
          store,
          request(CommitKind.ROLLBACK)
              .withPointers(List.of(create(CURATED, "c1")))
              .withPaused(List.of(new NewPause(CURATED, "rollback of run 1"))));
    }
    try (StateStore again = open()) {
      assertThat(again.pauses()).containsOnlyKeys(CURATED);
    }
  }

  @Test
  void severalThatOpenItAtOnceBringItUpToDateOnce() throws Exception {
    leaveVersion1();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<Long> opening =
          () -> {
            try (StateStore store = open()) {
              return store.consumed(CURATED, NOTAS);
            }
          };
      List<Future<Long>> all =
          threads.invokeAll(IntStream.range(0, 4).mapToObj(i -> opening).toList());
      for (Future<Long> each : all) {
        assertThat(each.get()).isEqualTo(2);
      }
    }
  }
}
