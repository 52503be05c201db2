package dev.foz.state;

import static dev.foz.state.Fixture.ITENS;
import static dev.foz.state.Fixture.NOTAS;
import static dev.foz.state.Fixture.commit;
import static dev.foz.state.Fixture.load;
import static dev.foz.state.Fixture.move;
import static dev.foz.state.Fixture.position;
import static dev.foz.state.Fixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.Progress;
import dev.foz.state.CommitOutcome.Committed;
import dev.foz.state.CommitOutcome.Conflicted;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several stores, threads and processes over one file; some of them are killed or frozen. */
class SqliteProcessTest {
  private static final int ROUNDS = 12;

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  private final long seed = Long.getLong("foz.seed", 20261125L);

  private Path database() {
    return folder.resolve("state.db");
  }

  private StateStore open() {
    return StateStore.open(database(), StateOptions.standard(Clock.systemUTC()));
  }

  @Test
  void killedLoadersLeaveWholeCommitsOnly() throws Exception {
    System.out.println("SqliteProcessTest seed " + seed);
    Random random = new Random(seed);
    Path log = folder.resolve("acknowledged");
    int killed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<Process> children = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        children.add(
            LoadingChild.start(
                "load", database().toString(), "" + random.nextLong(), log.toString()));
      }
      if (random.nextBoolean()) {
        Process victim = children.getFirst();
        victim.waitFor(300 + random.nextInt(700), TimeUnit.MILLISECONDS);
        victim.destroyForcibly();
      }
      for (Process child : children) {
        assertThat(child.waitFor(90, TimeUnit.SECONDS)).as("seed %s", seed).isTrue();
        assertThat(child.exitValue()).as("killed, seed %s", seed).isEqualTo(137);
        killed++;
      }
      verify(log, killed);
    }
  }

  private void verify(Path log, int killed) throws IOException {
    try (StateStore store = open()) {
      store.closeDeadRuns(run -> {});
      assertThat(rows(store, "runs"))
          .as("seed %s", seed)
          .hasSizeLessThanOrEqualTo(killed)
          .allSatisfy(row -> assertThat(row.get(2)).isEqualTo("FAILED"));
      ReaderPosition position = store.position("notas");
      List<LedgerFile> files = store.files(NOTAS, 0, Long.MAX_VALUE);
      assertThat(files).hasSize((int) position.version());
      assertThat(rows(store, "files")).hasSameSizeAs(files);
      long next = 1;
      for (LedgerFile file : files) {
        assertThat(file.firstSeq()).as("seed %s", seed).isEqualTo(next);
        next = file.lastSeq() + 1;
      }
      assertThat(position.lastSeq()).as("seed %s", seed).isEqualTo(next - 1);
      assertThat(rows(store, "commits"))
          .extracting(row -> row.get(0))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, files.size()).boxed().toList());
      verifyPlaces(store, position);
      verifyAcknowledged(log, files);
    }
  }

  private void verifyPlaces(StateStore store, ReaderPosition position) {
    if (position.version() == 0) {
      assertThat(store.pointers()).isEmpty();
      return;
    }
    assertThat(position.parts()).isEqualTo(Map.of("part" + position.lastSeq(), "x"));
    assertThat(store.pointers()).containsOnlyKeys(NOTAS, ITENS);
    for (Pointer pointer : store.pointers().values()) {
      assertThat(pointer.metadataLocation()).isEqualTo("m" + position.lastSeq());
      assertThat(pointer.lastCommit()).isEqualTo(position.version());
      assertThat(pointer.facts().records()).isEqualTo(position.lastSeq());
    }
  }

  private void verifyAcknowledged(Path log, List<LedgerFile> files) throws IOException {
    List<Long> acknowledged =
        Files.exists(log)
            ? Files.readAllLines(log).stream().map(Long::valueOf).toList()
            : List.of();
    assertThat(files.stream().map(LedgerFile::lastSeq).toList())
        .as("seed %s", seed)
        .containsAll(acknowledged);
  }

  @Test
  void aFrozenProcessLosesItsLeaseAndCannotCommitWhenItWakes() throws Exception {
    Process child = LoadingChild.start("hold", database().toString());
    try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8);
        Writer input = child.outputWriter(StandardCharsets.UTF_8);
        StateStore store =
            StateStore.open(
                database(),
                StateOptions.standard(Clock.systemUTC())
                    .withHeartbeat(Duration.ofMillis(100))
                    .withFrozenAfter(Duration.ofSeconds(3)))) {
      assertThat(output.readLine()).isEqualTo("held");
      assertThat(answer(output, input)).isEqualTo("Committed");
      assertThatThrownBy(() -> store.acquire("notas", Duration.ofSeconds(4), Progress.NONE))
          .as("it lives, although longer than the time after which it would count as frozen")
          .hasMessageContaining("process " + child.pid() + " on ");

      freeze(child);
      Lease taken = store.acquire("notas", Duration.ofSeconds(60), Progress.NONE);
      assertThat(taken.epoch()).isEqualTo(2);
      signal("CONT", child);
      assertThat(answer(output, input)).isEqualTo("LeaseLost");
      commit(store, load().withLeases(List.of(taken)));
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void aKilledHolderIsReplacedAtOnce() throws Exception {
    Process child = LoadingChild.start("hold", database().toString());
    try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
      assertThat(output.readLine()).isEqualTo("held");
    } finally {
      child.destroyForcibly().waitFor();
    }
    try (StateStore store = open()) {
      assertThat(store.acquire("notas", Duration.ZERO, Progress.NONE).epoch()).isEqualTo(2);
    }
  }

  private static String answer(BufferedReader output, Writer input) throws IOException {
    input.write("commit\n");
    input.flush();
    return Objects.requireNonNull(output.readLine());
  }

  /**
   * Stops it between two transactions. Within one it would hold SQLite's lock, which nobody can
   * take from a frozen process; others are then told by {@code STATE_BUSY}.
   */
  private void freeze(Process process) throws Exception {
    StateOptions impatient =
        StateOptions.standard(Clock.systemUTC()).withBusyPatience(Duration.ofMillis(500));
    try (StateStore probe = StateStore.open(database(), impatient)) {
      signal("STOP", process);
      while (probe.commit(load()) instanceof CommitOutcome.Failed) {
        signal("CONT", process);
        signal("STOP", process);
      }
    }
  }

  private static void signal(String name, Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
    assertThat(kill.waitFor()).isZero();
  }

  @Test
  void storesThatRaceForAPositionApplyEachMoveOnce() throws Exception {
    try (StateStore first = open();
        StateStore second = open();
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      commit(first, load().withPointers(List.of(Fixture.create(NOTAS, "m0"))));
      List<Future<int[]>> racers = new ArrayList<>();
      for (StateStore store : List.of(first, second, first, second)) {
        racers.add(threads.submit(() -> race(store)));
      }
      int committed = 0;
      int conflicted = 0;
      for (Future<int[]> racer : racers) {
        committed += racer.get()[0];
        conflicted += racer.get()[1];
      }
      assertThat(committed + conflicted).isEqualTo(200);
      assertThat(first.position("notas").version()).isEqualTo(committed);
      assertThat(first.pointers().get(NOTAS)).isEqualTo(second.pointers().get(NOTAS));
      assertThat(rows(second, "commits"))
          .extracting(row -> row.get(0))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, committed + 1).boxed().toList());
    }
  }

  private static int[] race(StateStore store) {
    int[] counts = new int[2];
    for (int i = 0; i < 50; i++) {
      ReaderPosition position = store.position("notas");
      Pointer pointer = Objects.requireNonNull(store.pointers().get(NOTAS));
      long next = position.lastSeq() + 1;
      CommitOutcome outcome =
          store.commit(
              load()
                  .withPosition(position("notas", position.version(), next))
                  .withAdded(List.of(Fixture.file(NOTAS, "file" + next, next, next)))
                  .withPointers(List.of(move(NOTAS, pointer.metadataLocation(), "m" + next))));
      assertThat(outcome).isInstanceOfAny(Committed.class, Conflicted.class);
      counts[outcome instanceof Committed ? 0 : 1]++;
    }
    return counts;
  }

  @Test
  void readersSeeTheTablesOfOneCommitTogether() throws Exception {
    try (StateStore writer = open();
        StateStore reader = open();
        ExecutorService threads = Executors.newFixedThreadPool(1)) {
      commit(
          writer,
          load().withPointers(List.of(Fixture.create(NOTAS, "m0"), Fixture.create(ITENS, "m0"))));
      Future<?> writing =
          threads.submit(
              () -> {
                for (int i = 0; i < 200; i++) {
                  commit(
                      writer,
                      load()
                          .withPointers(
                              List.of(
                                  move(NOTAS, "m" + i, "m" + (i + 1)),
                                  move(ITENS, "m" + i, "m" + (i + 1)))));
                }
              });
      int seen = 0;
      while (!writing.isDone() || seen == 0) {
        Map<dev.foz.base.TableName, Pointer> pointers = reader.pointers();
        assertThat(pointers.get(NOTAS))
            .extracting(Pointer::metadataLocation)
            .isEqualTo(Objects.requireNonNull(pointers.get(ITENS)).metadataLocation());
        seen++;
      }
      writing.get();
    }
  }

  @Test
  void aNewDatabaseMayBeOpenedByManyAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int round = 0; round < 10; round++) {
        Path fresh = folder.resolve("fresh" + round + ".db");
        List<Future<Long>> runs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          runs.add(threads.submit(() -> openAndRun(fresh)));
        }
        List<Long> numbers = new ArrayList<>();
        for (Future<Long> run : runs) {
          numbers.add(run.get());
        }
        assertThat(numbers).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
      }
    }
  }

  private static long openAndRun(Path file) {
    try (StateStore store = StateStore.open(file, StateOptions.standard(Clock.systemUTC()))) {
      return store.startRun("run");
    }
  }

  @Test
  void theHeartBeatsByItself() throws Exception {
    StateOptions quick =
        StateOptions.standard(Clock.systemUTC()).withHeartbeat(Duration.ofMillis(20));
    try (StateStore store = StateStore.open(database(), quick);
        StateStore other =
            StateStore.open(database(), quick.withFrozenAfter(Duration.ofSeconds(2)))) {
      store.acquire("notas", Duration.ZERO, Progress.NONE);
      assertThatThrownBy(() -> other.acquire("notas", Duration.ofSeconds(3), Progress.NONE))
          .hasMessageContaining("error[S503]");
    }
  }
}
