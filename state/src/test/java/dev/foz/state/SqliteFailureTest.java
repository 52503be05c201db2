package dev.foz.state;

import static dev.foz.state.Fixture.CURATED;
import static dev.foz.state.Fixture.ITENS;
import static dev.foz.state.Fixture.NOTAS;
import static dev.foz.state.Fixture.commit;
import static dev.foz.state.Fixture.create;
import static dev.foz.state.Fixture.drop;
import static dev.foz.state.Fixture.file;
import static dev.foz.state.Fixture.load;
import static dev.foz.state.Fixture.move;
import static dev.foz.state.Fixture.position;
import static dev.foz.state.Fixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Progress;
import dev.foz.state.CommitOutcome.Committed;
import dev.foz.state.CommitOutcome.Failed;
import dev.foz.state.CommitOutcome.LeaseLost;
import dev.foz.state.CommitOutcome.Unknown;
import dev.foz.state.WatchedDialect.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;

/** What goes wrong around a SQLite file, and what is left afterwards. */
class SqliteFailureTest extends StateSuite {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  @Override
  Dialect dialect(StateOptions options) {
    return new SqliteDialect(db(), options);
  }

  private Path db() {
    return folder.resolve("state.db");
  }

  private CommitRequest bigLoad(int files) {
    List<NewFile> added = new ArrayList<>();
    for (int i = 1; i <= files; i++) {
      added.add(file(NOTAS, "file-" + i + "-" + "x".repeat(100), i, i));
    }
    return load()
        .withPointers(List.of(create(NOTAS, "m1")))
        .withPosition(position("notas", 0, files))
        .withAdded(added);
  }

  @Test
  @Tag("provokes-S601")
  void aFullDiskFailsTheCommitWhole() {
    StateOptions options = options();
    Dialect small = new SqliteDialect(db(), options, List.of("PRAGMA max_page_count = 60"));
    StateStore full = open(small, options);
    CommitOutcome outcome = full.commit(bigLoad(2000));

    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(((Failed) outcome).cause())
        .hasMessage(
            """
            error[S601]: Cannot commit: the disk is full
              %s
              try: free space on the disk of that file, then try again"""
                .formatted(db()));
    assertThat(full.pointers()).isEmpty();
    assertThat(full.inLedger(List.of("file-1-" + "x".repeat(100)))).isEmpty();
    assertThat(commit(full, load().withPointers(List.of(create(NOTAS, "m1")))).number())
        .as("what fits is committed")
        .isEqualTo(1);
    assertThat(commit(store, bigLoad(2000).withPointers(List.of())).number()).isEqualTo(2);
  }

  @Test
  void aCommitThatFailedInDoubtButWasAppliedIsFound() {
    WatchedDialect dialect = new WatchedDialect(dialect(options()));
    StateStore troubled = open(dialect, options());
    dialect.trouble = Trouble.AFTER_IT_IS_APPLIED;
    CommitRequest request = load().withPointers(List.of(create(NOTAS, "m1")));
    assertThat(troubled.commit(request)).isInstanceOf(Committed.class);
    assertThat(troubled.pointers()).containsKey(NOTAS);
  }

  @Test
  void aCommitThatFailedInDoubtAndIsNotFoundFailed() {
    WatchedDialect dialect = new WatchedDialect(dialect(options()));
    StateStore troubled = open(dialect, options());
    dialect.trouble = Trouble.BEFORE_IT_IS_APPLIED;
    CommitRequest request = load().withPointers(List.of(create(NOTAS, "m1")));
    CommitOutcome outcome = troubled.commit(request);
    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(((Failed) outcome).cause())
        .hasMessage(
            """
            error[S501]: Cannot commit: the state database does not answer
              %s
              why: [SQLITE_IOERR_FSYNC] made by the test
              try: see whether its disk is there and healthy, then try again"""
                .formatted(db()));
    assertThat(troubled.pointers()).isEmpty();
    assertThat(commit(troubled, request).number()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      names = {"BEFORE_IT_IS_APPLIED", "AFTER_IT_IS_APPLIED"})
  void aCommitInDoubtThatCannotBeLookedForIsUnknownAndIsSettledByTheSameRequest(Trouble trouble) {
    WatchedDialect dialect = new WatchedDialect(dialect(options()));
    StateStore troubled = open(dialect, options());
    commit(troubled, load());
    dialect.trouble = trouble;
    dialect.refusesConnections = () -> true;
    CommitRequest request = load().withPointers(List.of(create(NOTAS, "m1")));
    assertThat(troubled.commit(request)).isInstanceOf(Unknown.class);

    dialect.refusesConnections = () -> false;
    assertThat(commit(troubled, request).number()).isEqualTo(2);
    assertThat(rows(troubled, "commits")).hasSize(2);
  }

  @Test
  void aFullDiskAtTheEndOfACommitIsNoDoubt() {
    WatchedDialect dialect = new WatchedDialect(dialect(options()));
    StateStore troubled = open(dialect, options());
    commit(troubled, load());
    dialect.failure = SQLiteErrorCode.SQLITE_FULL;
    dialect.trouble = Trouble.BEFORE_IT_IS_APPLIED;
    dialect.refusesConnections = () -> true;
    assertThat(troubled.commit(load())).isInstanceOf(Failed.class);
  }

  @ParameterizedTest
  @EnumSource(value = CommitPoint.class, names = "AFTER_COMMIT", mode = EnumSource.Mode.EXCLUDE)
  void aFaultAtAnyPointAppliesNothing(CommitPoint point) {
    RuntimeException fault = new IllegalStateException("fault at " + point);
    Internals internals =
        new Internals(
            ticker,
            at -> {
              if (at == point) {
                throw fault;
              }
            });
    try (StateStore faulty = JdbcStateStore.open(dialect(options()), options(), internals)) {
      CommitOutcome outcome = faulty.commit(bigLoad(3).withSegments(List.of("s")));
      assertThat(outcome).isInstanceOf(Failed.class);
      assertThat(((Failed) outcome).cause())
          .hasMessage("error[I901]: Cannot commit: fault at " + point)
          .hasCause(fault);
    }
    assertThat(store.pointers()).isEmpty();
    assertThat(store.position("notas")).isEqualTo(ReaderPosition.START);
    assertThat(rows(store, "files")).isEmpty();
    assertThat(commit(store, bigLoad(3).withSegments(List.of("s"))).number()).isEqualTo(1);
  }

  @Test
  @Tag("provokes-S502")
  void aLaterLayoutIsRefused() throws SQLException {
    execute("UPDATE foz_schema_version SET version = 7");
    assertThatThrownBy(() -> open(options()))
        .isInstanceOf(FozException.class)
        .hasMessage(
            """
            error[S502]: Cannot open the state database: a later version of Foz wrote it
              %s
              why: its layout is version 7, this program knows versions up to 3
              try: use that later version of Foz"""
                .formatted(db()));
  }

  @Test
  void aDamagedFileIsToldWithTheWayOut() throws IOException {
    Path damaged = folder.resolve("damaged.db");
    Files.writeString(damaged, "this was a database ".repeat(500));
    assertThatThrownBy(() -> StateStore.open(damaged, options()))
        .isInstanceOf(FozException.class)
        .hasMessageStartingWith(
            """
            error[S501]: Cannot open the state database: the state database is damaged
              %s
              why: [SQLITE_NOTADB]"""
                .formatted(damaged))
        .hasMessageEndingWith("try: run `foz state recover`, which rebuilds it from the tables");
  }

  @Test
  void aPlaceThatCannotHoldAFileIsTold() throws IOException {
    Path blocked = Files.writeString(folder.resolve("blocked"), "a file").resolve("state.db");
    assertThatThrownBy(() -> StateStore.open(blocked, options()))
        .isInstanceOf(FozException.class)
        .hasMessageStartingWith(
            """
            error[S501]: Cannot open the state database: the state database may not be opened or \
            written
              %s
              why: cannot make its folder:"""
                .formatted(blocked));
  }

  @Test
  void aFileThatMayNotBeWrittenIsTold() {
    StateOptions options = options();
    StateStore readOnly =
        open(new SqliteDialect(db(), options, List.of("PRAGMA query_only = 1")), options);
    assertThatThrownBy(() -> readOnly.startRun("run"))
        .isInstanceOf(FozException.class)
        .hasMessageStartingWith(
            """
            error[S501]: Cannot start a run: the state database may not be opened or written
              %s
              why: [SQLITE_READONLY]"""
                .formatted(db()))
        .hasMessageEndingWith(
            "try: let this user read and write that file and the folder it lies in");
  }

  @Test
  @Tag("provokes-S508")
  void aWriterThatHangsIsNamedAfterTheTimeToWaitAndReadersGoOn() throws SQLException {
    StateOptions impatient = options().withBusyPatience(Duration.ofSeconds(1));
    StateStore waiting = open(impatient);
    open(options().withProcess(Fixture.process("servidor", "boot", 4711, 5)))
        .acquire("notas", Duration.ZERO, Progress.NONE);
    try (Connection hanging = dialect(options()).openWriter();
        Statement statement = hanging.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThat(waiting.pointers()).isEmpty();
      CommitOutcome outcome = waiting.commit(load());
      assertThat(outcome).isInstanceOf(Failed.class);
      FozException cause = ((Failed) outcome).cause();
      assertThat(cause.problem().code()).isEqualTo(Code.STATE_BUSY);
      assertThat(cause)
          .hasMessage(
              """
              error[S508]: Cannot commit: another process has been writing to the state database \
              for 1 s
                %s
                why: leases are held by process 4711 on servidor (notas)
                try: wait for it, or stop it when it hangs, then try again"""
                  .formatted(db()));
    }
    commit(waiting, load());
  }

  @Test
  void aDatabaseThatWasRemovedOrReplacedTakesNoCommit() throws IOException {
    commit(store, load());
    Files.move(db(), folder.resolve("moved.db"));
    String expected =
        """
        error[S507]: Cannot commit: the state database was removed or replaced while this process \
        used it
          %s
          try: put the file back, or start again and run `foz state recover`"""
            .formatted(db());
    assertThat(((Failed) store.commit(load())).cause()).hasMessage(expected);
    assertThat(db()).doesNotExist();
    Files.copy(folder.resolve("moved.db"), db());
    assertThat(((Failed) store.commit(load())).cause()).hasMessage(expected);
    Files.delete(db());
    Files.move(folder.resolve("moved.db"), db());
    commit(store, load());
  }

  @Test
  void aClosedStoreSaysSo() {
    store.close();
    assertThatThrownBy(store::pointers).hasMessage("the state store is closed");
  }

  @Test
  void anyPathMayHoldTheDatabase() {
    Path odd = folder.resolve("a b?x=1&c#é%41 'q/state.db");
    try (StateStore oddStore = StateStore.open(odd, options())) {
      commit(oddStore, load());
    }
    assertThat(odd).exists();
  }

  @Test
  void aPointerThatAnotherEngineMovedIsForeign() throws SQLException {
    commit(store, load().withPointers(List.of(create(NOTAS, "m1"), create(ITENS, "i1"))));
    execute("UPDATE iceberg_tables SET metadata_location = 'm2' WHERE table_name = 'notas'");
    execute(
        """
        INSERT INTO iceberg_tables (catalog_name, table_namespace, table_name, metadata_location,
          previous_metadata_location, iceberg_type)
        VALUES ('foz', 'curated', 'notas', 'c1', NULL, 'TABLE'),
          ('foz', 'raw', 'a_view', 'v1', NULL, 'VIEW'),
          ('foz', 'other', 'notas', 'o1', NULL, 'TABLE'),
          ('elsewhere', 'raw', 'more', 'e1', NULL, 'TABLE')""");
    assertThat(store.pointers()).containsOnlyKeys(NOTAS, ITENS, CURATED);
    assertThat(pointer(NOTAS).foreign()).isTrue();
    assertThat(pointer(NOTAS).metadataLocation()).isEqualTo("m2");
    assertThat(pointer(NOTAS).lastCommit()).isEqualTo(1);
    assertThat(pointer(CURATED).foreign()).isTrue();
    assertThat(pointer(CURATED).facts()).isEqualTo(TableFacts.NONE);
    assertThat(pointer(ITENS).foreign()).isFalse();
  }

  @Test
  void noCommitScansATable() throws SQLException {
    WatchedDialect dialect = new WatchedDialect(dialect(options()));
    StateStore watched = open(dialect, options());
    Lease lease = watched.acquire("notas", Duration.ZERO, Progress.NONE);
    commit(
        watched,
        load()
            .withLeases(List.of(lease))
            .withPointers(List.of(create(NOTAS, "m1"), create(ITENS, "i1")))
            .withPosition(position("notas", 0, 1))
            .withSegments(List.of("s"))
            .withAdded(List.of(file(NOTAS, "a", 1, 1)))
            .withConsumed(List.of(new Consumption(CURATED, NOTAS, 0, 1)))
            .withContracts(List.of(new ContractUse(NOTAS, "h", "{}"))));
    commit(
        watched,
        load()
            .withPointers(List.of(move(NOTAS, "m1", "m2"), drop(ITENS, "i1")))
            .withPosition(
                new PositionMove("notas", 1, 2, java.util.Map.of("file", "x"), Set.of("y")))
            .withRemoved(List.of(new RemovedFile(NOTAS, "a")))
            .withAdded(List.of(file(NOTAS, "b", 1, 2)))
            .withConsumed(List.of(new Consumption(CURATED, NOTAS, 1, 0))));
    assertThat(watched.commit(load().withLeases(List.of(new Lease("notas", 9)))))
        .isInstanceOf(LeaseLost.class);
    watched.doom(List.of("z"));
    watched.garbageDeleted(List.of("z"));
    long run = watched.startRun("run");
    watched.finishStep(
        watched.startStep(run, "a", "b"),
        new StepEnd(RunState.COMPLETED, StepCounts.NONE, "", none()));
    watched.skipSteps(run, List.of(new SkippedStep("a", "b", "up to date")));
    watched.finishRun(run, RunState.COMPLETED, none());

    assertThat(dialect.written).hasSizeGreaterThan(35);
    assertThat(scans(dialect.written)).isEmpty();
  }

  @Test
  void noLookUpScansTheLedger() throws SQLException {
    List<String> scans =
        scans(
            Set.of(
                Reads.FILES,
                Reads.FILE,
                Reads.CONSUMERS,
                Reads.GARBAGE,
                Reads.PARTS,
                Reads.READER,
                Runs.RUNNING,
                LedgerSteps.CONSUMED,
                LedgerSteps.CONTRACT_TEXT));
    assertThat(scans).isEmpty();
  }

  private static java.util.Optional<String> none() {
    return java.util.Optional.empty();
  }

  /** Those of the statements that SQLite answers by reading a table from end to end, or sorting. */
  private List<String> scans(Set<String> statements) throws SQLException {
    List<String> scans = new ArrayList<>();
    try (Session session = new Session(dialect(options()).openReader(), "BEGIN")) {
      for (String sql : statements) {
        if (sql.startsWith("SELECT")
            || sql.startsWith("UPDATE")
            || sql.startsWith("DELETE")
            || sql.startsWith("INSERT")) {
          session.each(
              "EXPLAIN QUERY PLAN " + sql,
              row -> {
                if (row.text(4).startsWith("SCAN")
                    || row.text(4).contains("TEMP B-TREE FOR ORDER BY")) {
                  scans.add(sql + ": " + row.text(4));
                }
              });
        }
      }
    }
    return scans;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = dialect(options()).openWriter();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
