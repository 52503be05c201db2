package dev.foz.state;

import static dev.foz.state.Fixture.NOTAS;
import static dev.foz.state.Fixture.commit;
import static dev.foz.state.Fixture.create;
import static dev.foz.state.Fixture.load;
import static dev.foz.state.Fixture.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.state.CommitOutcome.LeaseLost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What leases promise, on whatever database. Time is the test's own. */
abstract class LeaseContract extends StateSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ProcessIdentity ME = ProcessIdentity.current();

  /** A store of a process that this one cannot judge, and whose heart does not beat by itself. */
  private StateStore elsewhere() {
    return open(silent(options().withProcess(process("servidor", "boot", 4711, 5))));
  }

  private static StateOptions silent(StateOptions options) {
    return options.withFrozenAfter(Duration.ofHours(2)).withHeartbeat(Duration.ofHours(1));
  }

  @Test
  void aFreeLeaseIsTakenAtOnceWithAHigherEpochEachTime() {
    Lease first = store.acquire("notas", Duration.ZERO, Progress.NONE);
    store.release(first);
    Lease second = store.acquire("notas", Duration.ZERO, Progress.NONE);
    assertThat(first).isEqualTo(new Lease("notas", 1));
    assertThat(second).isEqualTo(new Lease("notas", 2));
    assertThat(ticker.nanos()).isZero();
  }

  @Test
  void aCommitNeedsEveryLeaseItNames() {
    Lease notas = store.acquire("notas", Duration.ZERO, Progress.NONE);
    Lease itens = store.acquire("itens", Duration.ZERO, Progress.NONE);
    commit(store, load().withLeases(List.of(notas, itens)));
    store.release(itens);
    CommitOutcome outcome =
        store.commit(
            load().withLeases(List.of(notas, itens)).withPointers(List.of(create(NOTAS, "m1"))));
    assertThat(outcome).isEqualTo(new LeaseLost(itens));
    assertThat(store.pointers()).isEmpty();
  }

  @Test
  void anotherProcessCannotCommitWithTheSameEpoch() {
    Lease lease = store.acquire("notas", Duration.ZERO, Progress.NONE);
    assertThat(elsewhere().commit(load().withLeases(List.of(lease))))
        .isEqualTo(new LeaseLost(lease));
  }

  @Test
  @Tag("provokes-S503")
  void aLivingHolderIsWaitedForAndThenNamed() {
    Lease held = elsewhere().acquire("notas", Duration.ZERO, Progress.NONE);
    StateStore holder = elsewhere();
    ticker.atEachPause(() -> commit(holder, load().withLeases(List.of(held))));
    assertThatThrownBy(() -> store.acquire("notas", PATIENCE, Progress.NONE))
        .isInstanceOf(FozException.class)
        .hasMessage(
            """
            error[S503]: Cannot take lease `notas`: process 4711 on servidor holds it since 12:03
              try: wait for it to end, or stop it, then try again""");
    assertThat(Duration.ofNanos(ticker.nanos())).isEqualTo(PATIENCE);
  }

  @Test
  void aHolderOfTheSameProcessIsNamedAsSuch() {
    store.acquire("notas", Duration.ZERO, Progress.NONE);
    clock.set(clock.instant().plus(Duration.ofDays(1)));
    assertThatThrownBy(() -> store.acquire("notas", Duration.ZERO, Progress.NONE))
        .hasMessage(
            """
            error[S503]: Cannot take lease `notas`: another run of this process holds it since \
            2026-03-01 12:03
              try: wait for that run to end, then try again""");
  }

  @Test
  void aDeadHolderIsReplacedAtOnce() {
    ProcessIdentity earlierBoot = process(ME.node(), "another boot", ME.pid(), 5);
    ProcessIdentity recycledPid =
        process(ME.node(), ME.bootId(), ME.pid(), ME.startedAtMillis() - 10);
    long epoch = 0;
    for (ProcessIdentity dead : List.of(earlierBoot, recycledPid)) {
      StateStore holder = open(silent(options().withProcess(dead)));
      Lease lost = holder.acquire("notas", Duration.ZERO, Progress.NONE);
      Lease mine = store.acquire("notas", Duration.ZERO, Progress.NONE);
      epoch += 2;
      assertThat(mine.epoch()).isEqualTo(epoch);
      assertThat(holder.commit(load().withLeases(List.of(lost)))).isEqualTo(new LeaseLost(lost));
      store.release(mine);
    }
    assertThat(ticker.nanos()).isZero();
  }

  @Test
  void aFrozenHolderLosesItsLeaseAndCannotCommitWhenItWakes() {
    StateStore holder = elsewhere();
    Lease lost = holder.acquire("notas", Duration.ZERO, Progress.NONE);
    Lease mine = store.acquire("notas", PATIENCE, Progress.NONE);

    assertThat(Duration.ofNanos(ticker.nanos())).isEqualTo(Duration.ofSeconds(30));
    assertThat(mine.epoch()).isEqualTo(2);
    assertThat(holder.commit(load().withLeases(List.of(lost)))).isEqualTo(new LeaseLost(lost));
    holder.release(lost);
    commit(store, load().withLeases(List.of(mine)));
  }

  @Test
  void aHolderThatShowsLifeOnceIsWatchedAnew() {
    StateStore holder = elsewhere();
    Lease held = holder.acquire("notas", Duration.ZERO, Progress.NONE);
    ticker.atEachPause(
        () -> {
          if (ticker.nanos() == Duration.ofSeconds(20).toNanos()) {
            commit(holder, load().withLeases(List.of(held)));
          }
        });
    Lease mine = store.acquire("notas", Duration.ofMinutes(5), Progress.NONE);
    assertThat(mine.epoch()).isEqualTo(2);
    assertThat(Duration.ofNanos(ticker.nanos())).isEqualTo(Duration.ofSeconds(50));
  }

  @Test
  void aWallClockThatIsSetBackOrForthChangesNothing() {
    StateStore holder = elsewhere();
    Lease held = holder.acquire("notas", Duration.ZERO, Progress.NONE);
    for (String time : List.of("2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z")) {
      clock.set(Instant.parse(time));
      assertThatThrownBy(() -> store.acquire("notas", Duration.ofSeconds(29), Progress.NONE))
          .hasMessageContaining("error[S503]");
      commit(holder, load().withLeases(List.of(held)));
    }
    assertThat(commit(holder, load().withLeases(List.of(held))).number()).isEqualTo(3);
  }

  @Test
  void aWaitCanBeCancelled() {
    elsewhere().acquire("notas", Duration.ZERO, Progress.NONE);
    FozException cancelled = Problem.of(Code.CANCELLED, "stopped").toException();
    Progress progress =
        new Progress() {
          @Override
          public void advance(long records, long bytes) {}

          @Override
          public void expect(long bytes) {}

          @Override
          public void phase(String what) {
            assertThat(what).isEqualTo("waiting for notas");
          }

          @Override
          public void checkCancelled() {
            if (ticker.nanos() > 0) {
              throw cancelled;
            }
          }
        };
    assertThatThrownBy(() -> store.acquire("notas", PATIENCE, progress)).isSameAs(cancelled);
  }

  @Test
  void closingAStoreReleasesWhatItHolds() {
    StateStore other = elsewhere();
    other.acquire("notas", Duration.ZERO, Progress.NONE);
    other.close();
    assertThat(store.acquire("notas", Duration.ZERO, Progress.NONE).epoch()).isEqualTo(2);
  }
}
