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
import static dev.foz.state.Fixture.request;
import static dev.foz.state.Fixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.foz.base.FozException;
import dev.foz.base.Layer;
import dev.foz.base.TableName;
import dev.foz.state.CommitOutcome.Committed;
import dev.foz.state.CommitOutcome.Conflicted;
import dev.foz.state.CommitOutcome.Failed;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What commits and reads promise, on whatever database. */
abstract class StateStoreContract extends StateSuite {
  private static final TableName REJECTED = new TableName(Layer.QUARANTINE, "raw_notas");

  @Test
  void aNewDatabaseIsEmptyEverywhere() {
    assertThat(store.pointers()).isEmpty();
    assertThat(store.position("notas")).isEqualTo(ReaderPosition.START);
    assertThat(store.contractText("h")).isEmpty();
    assertThat(store.consumed(CURATED, NOTAS)).isZero();
    assertThat(store.consumers(NOTAS)).isEmpty();
    assertThat(store.files(NOTAS, 0, Long.MAX_VALUE)).isEmpty();
    assertThat(store.findCommit(UUID.randomUUID())).isEmpty();
    assertThat(store.garbage(clock.instant().plusSeconds(1))).isEmpty();
    assertThat(store.closeDeadRuns(run -> {})).isEmpty();
    for (SystemTable table : store.systemTables()) {
      assertThat(rows(store, table.name())).as(table.name()).isEmpty();
    }
  }

  @Test
  void oneCommitChangesAllThatItNames() {
    long run = store.startRun("run");
    Committed committed =
        commit(
            store,
            CommitRequest.of(UUID.randomUUID(), CommitKind.LOAD, run)
                .withPointers(List.of(create(NOTAS, "m1"), create(ITENS, "m2")))
                .withPosition(position("notas", 0, 10))
                .withSegments(List.of("s1", "s2"))
                .withAdded(List.of(file(NOTAS, "f1", 1, 6), file(ITENS, "f2", 7, 10)))
                .withContracts(List.of(new ContractUse(NOTAS, "h1", "{}"))));

    assertThat(committed.number()).isEqualTo(1);
    assertThat(committed.at()).isEqualTo(clock.instant());
    assertThat(store.pointers())
        .containsExactly(
            Map.entry(
                ITENS,
                new Pointer(
                    ITENS, "m2", 1, 1, Fixture.facts(0), Optional.empty(), clock.instant(), false)),
            Map.entry(
                NOTAS,
                new Pointer(
                    NOTAS,
                    "m1",
                    1,
                    1,
                    Fixture.facts(0),
                    Optional.of("h1"),
                    clock.instant(),
                    false)));
    assertThat(store.position("notas"))
        .isEqualTo(new ReaderPosition(1, 10, Map.of("file", "place 10")));
    assertThat(store.contractText("h1")).contains("{}");
    assertThat(store.files(NOTAS, 0, 1))
        .containsExactly(new LedgerFile(NOTAS, "f1", FileContent.DATA, 6, 1000, 1, 6, 1, run));
    assertThat(store.findCommit(committed.id())).contains(committed);
  }

  @Test
  void commitNumbersHaveNoGapsEvenAfterConflicts() {
    commit(store, load().withPointers(List.of(create(NOTAS, "m1"))));
    assertThat(store.commit(load().withPointers(List.of(create(NOTAS, "x")))))
        .isInstanceOf(Conflicted.class);
    assertThat(commit(store, load()).number()).isEqualTo(2);
  }

  @Test
  void theSameRequestIsAppliedOnce() {
    CommitRequest request =
        load(store, file(NOTAS, "f1", 1, 2)).withPointers(List.of(create(NOTAS, "m1")));
    Committed first = commit(store, request);
    clock.set(clock.instant().plusSeconds(60));
    assertThat(store.commit(request)).isEqualTo(first);
    assertThat(store.files(NOTAS, 0, 9)).hasSize(1);
  }

  @Test
  void aPointerThatMovedMeanwhileAppliesNothing() {
    commit(store, load().withPointers(List.of(create(NOTAS, "m1"), create(ITENS, "i1"))));
    CommitOutcome outcome =
        store.commit(
            load()
                .withPointers(List.of(move(ITENS, "i1", "i2"), move(NOTAS, "old", "m2")))
                .withPosition(position("notas", 0, 5))
                .withAdded(List.of(file(ITENS, "f1", 1, 5))));

    assertThat(outcome).isEqualTo(new Conflicted("table raw.notas was changed meanwhile"));
    assertThat(pointer(ITENS).metadataLocation()).isEqualTo("i1");
    assertThat(store.position("notas")).isEqualTo(ReaderPosition.START);
    assertThat(store.files(ITENS, 0, 9)).isEmpty();
  }

  @Test
  void maintenanceMovesThePointerButNotTheDataCommit() {
    commit(store, load().withPointers(List.of(create(NOTAS, "m1"))));
    commit(store, request(CommitKind.MAINTENANCE).withPointers(List.of(move(NOTAS, "m1", "m2"))));
    Pointer pointer = pointer(NOTAS);
    assertThat(pointer.lastCommit()).isEqualTo(2);
    assertThat(pointer.dataCommit()).isEqualTo(1);
    commit(store, load().withPointers(List.of(move(NOTAS, "m2", "m3", Fixture.facts(2)))));
    assertThat(pointer(NOTAS).dataCommit()).isEqualTo(3);
  }

  @Test
  void aMoveToTheSameSnapshotAndColumnsIsNoDataCommit() {
    commit(store, load().withPointers(List.of(create(NOTAS, "m1"))));
    commit(store, load().withPointers(List.of(move(NOTAS, "m1", "m2", Fixture.facts(0)))));
    assertThat(pointer(NOTAS).lastCommit()).isEqualTo(2);
    assertThat(pointer(NOTAS).dataCommit()).isEqualTo(1);
    TableFacts widened =
        new TableFacts(
            0, 0, 1, 42, Fixture.COLUMNS.subList(0, 1), Optional.empty(), Optional.empty());
    commit(store, load().withPointers(List.of(move(NOTAS, "m2", "m3", widened))));
    assertThat(pointer(NOTAS).dataCommit()).isEqualTo(3);
  }

  @Test
  void aPositionMovesOnlyFromTheVersionThatWasRead() {
    commit(store, load(store, file(NOTAS, "f1", 1, 10)));
    assertThat(store.commit(load().withPosition(position("notas", 0, 20))))
        .isEqualTo(new Conflicted("the position of notas was moved meanwhile"));
    commit(
        store,
        load()
            .withPosition(
                new PositionMove("notas", 1, 20, Map.of("b", "2"), Set.of("file", "absent")))
            .withAdded(List.of(file(NOTAS, "f2", 11, 20))));
    assertThat(store.position("notas")).isEqualTo(new ReaderPosition(2, 20, Map.of("b", "2")));
    assertThat(store.commit(load().withPosition(position("notas", 1, 30))))
        .isInstanceOf(Conflicted.class);
    assertThat(store.commit(load().withPosition(position("notas", 2, 19))))
        .as("_seq never goes back")
        .isInstanceOf(Conflicted.class);
    assertThat(store.commit(load().withPosition(position("other", 1, 30))))
        .isInstanceOf(Conflicted.class);
  }

  @Test
  void whatWasReceivedIsRawOrQuarantined() {
    commit(store, load(store, file(NOTAS, "a", 1, 6), file(REJECTED, "q", 7, 10)));
    assertThat(store.position("notas").lastSeq()).isEqualTo(10);
    assertRefused(
        load().withPosition(position("notas", 1, 15)).withAdded(List.of(file(NOTAS, "b", 11, 14))),
        "5 records were received, but raw and quarantine tables get 4 and lose 0");
    assertRefused(
        load().withPosition(position("notas", 1, 12)).withAdded(List.of(file(NOTAS, "b", 11, 14))),
        "2 records were received, but raw and quarantine tables get 4 and lose 0");
    assertRefused(
        load().withAdded(List.of(file(NOTAS, "b", 11, 11))),
        "0 records were received, but raw and quarantine tables get 1 and lose 0");
    assertRefused(
        request(CommitKind.MAINTENANCE).withRemoved(List.of(new RemovedFile(NOTAS, "a"))),
        "0 records were received, but raw and quarantine tables get 0 and lose 6");
    assertThat(store.position("notas").version()).isEqualTo(1);
    assertThat(store.files(NOTAS, 0, 9)).extracting(LedgerFile::path).containsExactly("a");
  }

  private void assertRefused(CommitRequest request, String reason) {
    assertThat(store.commit(request))
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.cause()).hasMessage("error[I901]: Cannot commit: " + reason));
    assertThat(store.findCommit(request.id())).isEmpty();
  }

  @Test
  void aRetryMovesRecordsFromQuarantineToRaw() {
    commit(store, load(store, file(REJECTED, "q", 1, 4)));
    commit(
        store,
        load()
            .withRemoved(List.of(new RemovedFile(REJECTED, "q")))
            .withAdded(List.of(file(NOTAS, "a", 1, 3), file(REJECTED, "rest", 4, 4))));
    assertRefused(
        load().withRemoved(List.of(new RemovedFile(REJECTED, "rest"))),
        "0 records were received, but raw and quarantine tables get 0 and lose 1");
  }

  @Test
  void onlyWhatASourceGaveIsConserved() {
    TableName later = new TableName(Layer.QUARANTINE, "curated_notas");
    commit(store, load().withAdded(List.of(file(CURATED, "c", 0, 8), file(later, "l", 0, 3))));
    NewFile deletes =
        new NewFile(CURATED, "d", FileContent.DELETES, 2, 10, 0, 0, OptionalLong.empty());
    commit(
        store,
        request(CommitKind.MAINTENANCE)
            .withAdded(List.of(deletes))
            .withRemoved(List.of(new RemovedFile(CURATED, "c"), new RemovedFile(later, "l"))));
    commit(store, load(store, file(NOTAS, "a", 1, 4)));
    commit(store, request(CommitKind.ERASURE).withRemoved(List.of(new RemovedFile(NOTAS, "a"))));
  }

  @Test
  void aSegmentIsTakenOnce() {
    commit(store, load().withSegments(List.of("a")));
    assertThat(store.commit(load().withSegments(List.of("b", "a"))))
        .isEqualTo(new Conflicted("segment a was taken by commit 1"));
    commit(store, load().withSegments(List.of("b")));
  }

  @Test
  void consumptionMovesOnlyFromWhatWasRead() {
    commit(store, load());
    commit(store, load());
    var first = List.of(new Consumption(CURATED, NOTAS, 0, 2));
    commit(store, request(CommitKind.MERGE).withConsumed(first));
    assertThat(store.consumed(CURATED, NOTAS)).isEqualTo(2);
    assertThat(store.consumers(NOTAS)).containsExactly(CURATED);
    assertThat(store.commit(request(CommitKind.MERGE).withConsumed(first)))
        .isEqualTo(new Conflicted("curated.notas has consumed raw.notas up to commit 2 meanwhile"));
  }

  @Test
  void aCompactionKeepsTheHighestCommitOfItsInputs() {
    commit(store, load(store, file(NOTAS, "a", 1, 2)).withPointers(List.of(create(NOTAS, "m1"))));
    commit(store, load(store, file(NOTAS, "b", 3, 4)));
    commit(store, load(store, file(NOTAS, "c", 5, 6)));
    NewFile merged = new NewFile(NOTAS, "ab", FileContent.DATA, 4, 2000, 1, 4, OptionalLong.of(2));
    commit(
        store,
        request(CommitKind.MAINTENANCE)
            .withAdded(List.of(merged))
            .withRemoved(List.of(new RemovedFile(NOTAS, "a"), new RemovedFile(NOTAS, "b"))));

    assertThat(store.files(NOTAS, 0, 9)).extracting(LedgerFile::path).containsExactly("ab", "c");
    assertThat(store.files(NOTAS, 2, 9)).extracting(LedgerFile::path).containsExactly("c");
    assertThat(store.files(NOTAS, 0, 2)).extracting(LedgerFile::commit).containsExactly(2L);
    assertThat(store.inLedger(List.of("a", "ab", "zz"))).containsExactlyInAnyOrder("a", "ab");
    assertThat(store.files(List.of("a", "ab", "zz")))
        .containsOnlyKeys("a", "ab")
        .containsEntry("ab", new LedgerFile(NOTAS, "ab", FileContent.DATA, 4, 2000, 1, 4, 2, 0));
    assertThat(
            store.commit(
                request(CommitKind.MAINTENANCE).withRemoved(List.of(new RemovedFile(NOTAS, "a")))))
        .isEqualTo(new Conflicted("file a is no live file of raw.notas"));
    assertThat(store.commit(load().withAdded(List.of(file(NOTAS, "a", 9, 9)))))
        .isEqualTo(new Conflicted("file a was added by commit 1"));
  }

  @Test
  void removedFilesStayUntilTheyAreDoomed() {
    commit(store, load(store, file(NOTAS, "a", 1, 2)));
    commit(store, request(CommitKind.ERASURE).withRemoved(List.of(new RemovedFile(NOTAS, "a"))));
    assertThat(store.garbage(clock.instant().plusSeconds(1))).isEmpty();
    assertThat(store.inLedger(List.of("a"))).containsExactly("a");
  }

  @Test
  void aFileThatComesBackIsLiveAsItWas() {
    commit(store, load(store, file(NOTAS, "a", 1, 2)));
    commit(store, request(CommitKind.ERASURE).withRemoved(List.of(new RemovedFile(NOTAS, "a"))));
    CommitRequest back =
        request(CommitKind.ROLLBACK)
            .withRestored(List.of(file(NOTAS, "a", 1, 2), file(NOTAS, "unknown", 3, 4)));
    commit(store, back);

    assertThat(store.files(NOTAS, 0, 9))
        .extracting(LedgerFile::path, LedgerFile::commit)
        .containsExactly(tuple("a", 1L), tuple("unknown", 3L));
    assertThat(store.commit(request(CommitKind.ROLLBACK).withRestored(back.restored())))
        .isEqualTo(new Conflicted("file a was added by commit 1"));
    commit(
        store,
        request(CommitKind.ERASURE)
            .withRemoved(List.of(new RemovedFile(NOTAS, "a")))
            .withDoomed(List.of("a")));
    assertThat(store.commit(request(CommitKind.ROLLBACK).withRestored(back.restored())))
        .isEqualTo(new Conflicted("file a is garbage"));
  }

  @Test
  void doomedFilesAreGarbageUntilTheyAreDeleted() {
    commit(store, load(store, file(NOTAS, "a", 1, 2)));
    Instant removedAt = clock.instant();
    commit(
        store,
        request(CommitKind.ERASURE)
            .withRemoved(List.of(new RemovedFile(NOTAS, "a")))
            .withDoomed(List.of("a")));
    clock.set(removedAt.plusSeconds(10));
    store.doom(List.of("metadata-1", "a"));

    assertThat(store.garbage(removedAt)).isEmpty();
    assertThat(store.garbage(removedAt.plusSeconds(5)))
        .containsExactly(new Garbage("a", removedAt));
    assertThat(store.garbage(removedAt.plusSeconds(11)))
        .extracting(Garbage::path)
        .containsExactly("a", "metadata-1");
    store.garbageDeleted(List.of("a"));
    assertThat(store.garbage(removedAt.plusSeconds(11)))
        .extracting(Garbage::path)
        .containsExactly("metadata-1");
  }

  @Test
  void aDroppedTableLeavesGarbageAndIsForgottenByConsumers() {
    commit(
        store,
        load(store, file(NOTAS, "a", 1, 2), file(NOTAS, "b", 3, 4))
            .withPointers(List.of(create(NOTAS, "m1"), create(CURATED, "c1")))
            .withConsumed(List.of(new Consumption(CURATED, NOTAS, 0, 1))));
    store.doom(List.of("b"));
    commit(store, load().withPointers(List.of(drop(NOTAS, "m1"))).withDoomed(List.of("a", "m1")));

    assertThat(store.pointers()).containsOnlyKeys(CURATED);
    assertThat(store.files(NOTAS, 0, 9)).isEmpty();
    assertThat(store.consumers(NOTAS)).isEmpty();
    assertThat(store.garbage(clock.instant().plusSeconds(1)))
        .extracting(Garbage::path)
        .containsExactlyInAnyOrder("a", "b", "m1");
    commit(store, load().withPointers(List.of(create(NOTAS, "m9"))));
  }

  @Test
  void aContractNeverChangesItsText() {
    commit(
        store,
        load()
            .withPointers(List.of(create(NOTAS, "m1")))
            .withContracts(List.of(new ContractUse(NOTAS, "h", "one"))));
    CommitOutcome outcome =
        store.commit(load().withContracts(List.of(new ContractUse(NOTAS, "h", "two"))));
    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(((Failed) outcome).cause())
        .hasMessage("error[I901]: Cannot commit: contract h has another text");
    commit(store, load().withContracts(List.of(new ContractUse(NOTAS, "i", "two"))));
    assertThat(pointer(NOTAS).contract()).contains("i");
  }

  @Test
  void aPauseStartsAndEndsWithACommit() {
    assertThat(store.pauses()).isEmpty();
    commit(
        store,
        request(CommitKind.ROLLBACK)
            .withPointers(List.of(create(CURATED, "c1")))
            .withPaused(List.of(new NewPause(CURATED, "rollback to commit 3"))));
    Pause pause = new Pause(CURATED, "rollback to commit 3", 0, 1, clock.instant());
    assertThat(store.pauses()).containsExactly(Map.entry(CURATED, pause));
    assertThat(pause.told()).isEqualTo("paused by rollback to commit 3: foz resume curated.notas");
    assertThat(rows(store, "pauses"))
        .containsExactly(
            Arrays.asList("curated.notas", "rollback to commit 3", null, 1L, clock.instant()));

    CommitRequest again =
        request(CommitKind.ROLLBACK)
            .withPointers(List.of(move(CURATED, "c1", "c2")))
            .withPaused(List.of(new NewPause(CURATED, "rollback of run 2")));
    assertThat(store.commit(again.withPointers(List.of(move(CURATED, "c0", "c2")))))
        .isInstanceOf(Conflicted.class);
    assertThat(store.pauses()).containsValue(pause);
    commit(store, again);
    assertThat(store.pauses().values())
        .extracting(Pause::reason)
        .containsExactly("rollback of run 2");

    commit(store, request(CommitKind.MAINTENANCE).withResumed(List.of(CURATED)));
    assertThat(store.pauses()).isEmpty();
  }

  @Test
  void aTableThatIsDroppedIsNotPausedAnyMore() {
    commit(
        store,
        request(CommitKind.ROLLBACK)
            .withPointers(List.of(create(CURATED, "c1")))
            .withPaused(List.of(new NewPause(CURATED, "rollback of run 2"))));
    commit(store, request(CommitKind.BUILD).withPointers(List.of(drop(CURATED, "c1"))));
    assertThat(store.pauses()).isEmpty();
  }

  @Test
  void whatConsumersHaveOfATableIsTold() {
    commit(store, load().withPointers(List.of(create(NOTAS, "m1"), create(ITENS, "i1"))));
    commit(
        store,
        request(CommitKind.MERGE)
            .withConsumed(
                List.of(
                    new Consumption(CURATED, NOTAS, 0, 1), new Consumption(CURATED, ITENS, 0, 0))));
    assertThat(store.consumed()).isEqualTo(Map.of(CURATED, Map.of(NOTAS, 1L, ITENS, 0L)));
    assertThat(store.consumedBy(NOTAS)).containsExactly(1L);
    assertThat(store.consumedBy(ITENS)).isEmpty();
  }

  @Test
  void theTimesOfCommitsAreTold() {
    clock.set(Instant.parse("2026-03-01T10:00:00Z"));
    commit(store, load());
    clock.set(Instant.parse("2026-03-01T11:00:00.5Z"));
    commit(store, load());
    commit(store, load());
    assertThat(store.commitTimes(Set.of(1L, 2L, 4L)))
        .isEqualTo(
            Map.of(
                1L, Instant.parse("2026-03-01T10:00:00Z"),
                2L, Instant.parse("2026-03-01T11:00:00.5Z")));
  }

  @Test
  void aFileThatOthersWereMergedIntoIsNoBoundary() {
    commit(store, load(store, file(NOTAS, "f1", 1, 5)));
    commit(store, load(store, file(NOTAS, "f2", 6, 9)));
    commit(store, load(store, file(NOTAS, "f3", 10, 12)));
    assertThat(store.isBoundary(NOTAS, 1)).isTrue();
    NewFile merged = new NewFile(NOTAS, "f12", FileContent.DATA, 9, 1000, 1, 9, OptionalLong.of(2));
    commit(
        store,
        request(CommitKind.MAINTENANCE)
            .withRemoved(List.of(new RemovedFile(NOTAS, "f1"), new RemovedFile(NOTAS, "f2")))
            .withAdded(List.of(merged)));
    assertThat(store.isBoundary(NOTAS, 1)).isFalse();
    assertThat(store.isBoundary(NOTAS, 2)).isTrue();
    assertThat(store.isBoundary(NOTAS, 17)).as("a commit that nobody knows").isFalse();
    assertThat(store.removedRecords(NOTAS)).isZero();
    commit(store, request(CommitKind.ERASURE).withRemoved(List.of(new RemovedFile(NOTAS, "f12"))));
    assertThat(store.removedRecords(NOTAS)).isEqualTo(9);
  }

  @Test
  void restoringFillsAnEmptyDatabaseOnly() {
    Pointer pointer =
        new Pointer(NOTAS, "m7", 7, 6, Fixture.facts(5), Optional.of("h"), clock.instant(), false);
    LedgerFile ledgerFile = new LedgerFile(NOTAS, "f", FileContent.DATA, 5, 50, 1, 5, 6, 3);
    ReaderPosition position = new ReaderPosition(4, 5, Map.of("p", "q"));
    Pause pause = new Pause(CURATED, "rollback of run 3", 0, 0, clock.instant());
    StateImage image =
        new StateImage(
            7,
            3,
            List.of(pointer),
            Map.of("notas", position),
            List.of(ledgerFile),
            List.of(new StateImage.Consumed(CURATED, NOTAS, 6)),
            Map.of("h", "{}"),
            List.of("s"),
            List.of(pause));
    store.restore(image);

    assertThat(store.pointers()).containsExactly(Map.entry(NOTAS, pointer));
    assertThat(store.files(NOTAS, 0, 9)).containsExactly(ledgerFile);
    assertThat(store.position("notas")).isEqualTo(position);
    assertThat(store.consumed(CURATED, NOTAS)).isEqualTo(6);
    assertThat(store.contractText("h")).contains("{}");
    assertThat(store.pauses()).containsExactly(Map.entry(CURATED, pause));
    assertThat(store.startRun("run")).isEqualTo(4);
    assertThat(commit(store, load()).number()).isEqualTo(8);
    assertThat(store.commit(load().withSegments(List.of("s")))).isInstanceOf(Conflicted.class);
    assertThatThrownBy(() -> store.restore(image))
        .isInstanceOf(FozException.class)
        .hasMessageStartingWith(
            "error[C509]: Cannot restore the state database: it has seen 8 commits already");
  }
}
