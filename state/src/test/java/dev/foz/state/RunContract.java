package dev.foz.state;

import static dev.foz.state.Fixture.CURATED;
import static dev.foz.state.Fixture.NOTAS;
import static dev.foz.state.Fixture.commit;
import static dev.foz.state.Fixture.create;
import static dev.foz.state.Fixture.file;
import static dev.foz.state.Fixture.position;
import static dev.foz.state.Fixture.process;
import static dev.foz.state.Fixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What runs and the views promise, on whatever database. */
abstract class RunContract extends StateSuite {
  private static final ProcessIdentity ME = ProcessIdentity.current();

  @Test
  void runsAndStepsTellWhatTheyDid() {
    Instant start = clock.instant();
    long run = store.startRun("run notas");
    long step = store.startStep(run, "raw.notas", "load");
    ticker.pause(Duration.ofMillis(1500));
    clock.set(start.minusSeconds(3600));
    store.updateStep(step, new StepCounts(1, 2, 3, 4));
    store.finishStep(
        step,
        new StepEnd(RunState.COMPLETED, new StepCounts(5, 6, 7, 8), "8 bytes", Optional.empty()));
    store.finishRun(run, RunState.FAILED, Optional.of("boom"));

    assertThat(rows(store, "runs"))
        .containsExactly(
            Arrays.asList(
                1L,
                "run notas",
                "FAILED",
                start,
                start.minusSeconds(3600),
                1.5,
                "boom",
                ME.describe()));
    assertThat(rows(store, "steps"))
        .containsExactly(
            Arrays.asList(
                1L,
                1L,
                "raw.notas",
                "load",
                "COMPLETED",
                start,
                start.minusSeconds(3600),
                1.5,
                5L,
                6L,
                7L,
                8L,
                "8 bytes",
                null));
  }

  @Test
  void stepsWithNothingToDoAreKeptForSomeRunsAndTheLastOfEachSubjectForEver() {
    long first = store.startRun("run");
    StepEnd failed = new StepEnd(RunState.FAILED, StepCounts.NONE, "", Optional.of("boom"));
    store.finishStep(store.startStep(first, "curated.a", "build"), failed);
    for (String subject : List.of("curated.a", "curated.b")) {
      store.skipSteps(first, List.of(new SkippedStep(subject, "build", "up to date")));
    }
    store.finishRun(first, RunState.COMPLETED, Optional.empty());
    for (int i = 0; i < 100; i++) {
      long run = store.startRun("run");
      store.skipSteps(run, List.of(new SkippedStep("curated.a", "build", "up to date")));
      store.finishRun(run, RunState.COMPLETED, Optional.empty());
    }

    assertThat(rows(store, "steps").stream().filter(row -> first == (long) row.get(0)))
        .extracting(row -> row.get(2) + " " + row.get(4))
        .containsExactly("curated.a FAILED", "curated.b SKIPPED");
    assertThat(store.lastSteps(EnumSet.allOf(RunState.class)).get("curated.a"))
        .satisfies(last -> assertThat(last.run()).isEqualTo(first + 100))
        .satisfies(last -> assertThat(last.note()).isEqualTo("up to date"));
    assertThat(store.lastSteps(EnumSet.of(RunState.FAILED)).get("curated.a"))
        .extracting(last -> last.error().orElse(""))
        .isEqualTo("boom");
  }

  @Test
  void aRunEndsOnceAndEndsItsSteps() {
    long run = store.startRun("run");
    store.startStep(run, "raw.notas", "load");
    store.finishRun(run, RunState.CANCELLED, Optional.empty());
    store.finishRun(run, RunState.COMPLETED, Optional.empty());
    assertThat(rows(store, "runs")).extracting(row -> row.get(2)).containsExactly("CANCELLED");
    assertThat(rows(store, "steps")).extracting(row -> row.get(4)).containsExactly("CANCELLED");
    assertThatThrownBy(() -> store.finishRun(run, RunState.RUNNING, Optional.empty()))
        .hasMessage("not a state to end with: RUNNING");
  }

  @Test
  void runsOfDeadProcessesAreClosedOnceAndOthersAreLeft() {
    long mine = store.startRun("mine");
    long dead =
        open(options().withProcess(process(ME.node(), "another boot", 1, 1))).startRun("dead");
    open(options().withProcess(process("elsewhere", "boot", 1, 1))).startRun("unknown");
    store.startStep(dead, "raw.notas", "load");

    assertThatThrownBy(
            () ->
                store.closeDeadRuns(
                    run -> {
                      throw new IllegalStateException("killed while cleaning " + run);
                    }))
        .hasMessage("killed while cleaning " + dead);
    List<Long> cleaned = new ArrayList<>();
    assertThat(store.closeDeadRuns(cleaned::add)).containsExactly(dead);
    assertThat(store.closeDeadRuns(cleaned::add)).isEmpty();
    assertThat(cleaned).containsExactly(dead);
    assertThat(rows(store, "runs"))
        .extracting(row -> List.of(Objects.requireNonNull(row.get(1)), String.valueOf(row.get(6))))
        .containsExactly(
            List.of("mine", "null"),
            List.of("dead", "the process died"),
            List.of("unknown", "null"));
    assertThat(rows(store, "steps")).extracting(row -> row.get(4)).containsExactly("FAILED");
    assertThat(mine).isEqualTo(1);
  }

  @Test
  void everyViewHasARowAfterALoadAndValuesOfItsTypes() {
    long run = store.startRun("run");
    store.startStep(run, "raw.notas", "load");
    store.acquire("notas", Duration.ZERO, Progress.NONE);
    commit(
        store,
        CommitRequest.of(UUID.randomUUID(), CommitKind.LOAD, run)
            .withPointers(List.of(create(NOTAS, "m1")))
            .withPosition(position("notas", 0, 10))
            .withAdded(List.of(file(NOTAS, "f1", 1, 10)))
            .withConsumed(List.of(new Consumption(CURATED, NOTAS, 0, 1)))
            .withContracts(List.of(new ContractUse(NOTAS, "h", "{}")))
            .withPaused(List.of(new NewPause(CURATED, "rollback of run 1"))));
    for (SystemTable table : store.systemTables()) {
      assertThat(rows(store, table.name()))
          .as(table.name())
          .isNotEmpty()
          .allSatisfy(row -> assertThat(row).hasSameSizeAs(table.columns()));
    }
    assertThat(rows(store, "commits").getFirst())
        .contains(1L, "LOAD", run, clock.instant(), "raw.notas", 10L);
    assertThat(rows(store, "tables"))
        .containsExactly(List.of("raw.notas", "raw", 0L, 0L, 1L, 42L, 1L, clock.instant(), "h"));
    assertThat(rows(store, "columns"))
        .containsExactly(
            List.of("raw.notas", 1L, "_seq", "long"),
            List.of("raw.notas", 2L, "payload", "binary"));
    assertThat(rows(store, "sources"))
        .containsExactly(List.of("notas", 10L, 1L, 1L, 1L, clock.instant()));
    assertThat(rows(store, "positions")).containsExactly(List.of("notas", "file", "place 10"));
    assertThat(rows(store, "leases"))
        .containsExactly(List.of("notas", 1L, true, ME.node(), ME.pid(), clock.instant()));
    assertThatThrownBy(() -> store.read("nope", row -> {}))
        .hasMessage("there is no table system.nope");
  }

  @Test
  void filesTellWhichRunProcessedThemForEachConsumer() {
    load("a", 1, "run 1");
    load("b", 2, "run 2");
    assertThat(status()).containsExactly("a null null null", "b null null null");
    consume(3, 0, 1);
    load("c", 3, "run 4");
    assertThat(status())
        .containsExactly(
            "a curated.notas processed 3",
            "b curated.notas pending null",
            "c curated.notas pending null");
    consume(5, 1, 4);
    assertThat(status())
        .containsExactly(
            "a curated.notas processed 3",
            "b curated.notas processed 5",
            "c curated.notas processed 5");
  }

  @Test
  void consumptionThatWasTakenBackIsPendingAgain() {
    load("a", 1, "run 1");
    load("b", 2, "run 2");
    consume(3, 0, 1);
    consume(4, 1, 3);
    consume(5, 3, 1);
    assertThat(status())
        .containsExactly("a curated.notas processed 3", "b curated.notas pending null");
    consume(6, 1, 5);
    assertThat(status())
        .containsExactly("a curated.notas processed 3", "b curated.notas processed 6");
  }

  @Test
  void whatASinkThrowsIsPassedOnAndTheStoreGoesOn() {
    store.startRun("run");
    IllegalStateException stop = new IllegalStateException("enough");
    assertThatThrownBy(
            () ->
                store.read(
                    "runs",
                    row -> {
                      assertThat(store.pointers()).isEmpty();
                      throw stop;
                    }))
        .isSameAs(stop);
    assertThat(rows(store, "runs")).hasSize(1);
  }

  private void load(String path, long seq, String command) {
    long run = store.startRun(command);
    commit(
        store,
        CommitRequest.of(UUID.randomUUID(), CommitKind.LOAD, run)
            .withPosition(position("notas", store.position("notas").version(), seq))
            .withAdded(List.of(file(NOTAS, path, seq, seq))));
  }

  private void consume(long run, long from, long to) {
    assertThat(store.startRun("merge")).isEqualTo(run);
    commit(
        store,
        CommitRequest.of(UUID.randomUUID(), CommitKind.MERGE, run)
            .withConsumed(List.of(new Consumption(CURATED, NOTAS, from, to))));
  }

  private List<String> status() {
    return rows(store, "files").stream()
        .map(row -> row.get(1) + " " + row.get(11) + " " + row.get(12) + " " + row.get(13))
        .sorted()
        .toList();
  }
}
