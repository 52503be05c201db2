package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Layer;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.state.CommitKind;
import dev.foz.state.Lease;
import dev.foz.state.StateStore;
import dev.foz.table.Catalog;
import dev.foz.table.RawColumn;
import dev.foz.table.SnapshotRow;
import dev.foz.table.Snapshots;
import dev.foz.table.TableCommit;
import dev.foz.table.TableSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Takes curated and refined tables back to versions that are still kept, what they had consumed and
 * their quarantine with them, and pauses them. Thread-safe.
 */
public final class Rollbacks {
  private final Catalog catalog;
  private final StateStore state;

  public Rollbacks(Catalog catalog, StateStore state) {
    this.catalog = catalog;
    this.state = state;
  }

  /** Whether versions that came after those of a run may be taken back, too. */
  public enum Later {
    REFUSE,
    TAKE_BACK
  }

  /**
   * Plans to take one table back.
   *
   * @throws FozException with {@code TABLE_VERSION} where there is no such version or it is not to
   *     be rolled back
   */
  public RollbackPlan plan(TableName table, FormerVersion wanted) {
    requireMade(table);
    TableSnapshot snapshot =
        catalog
            .read()
            .find(table)
            .orElseThrow(() -> TableVersions.refused(table, "it has no version yet").toException());
    TableVersions versions = new TableVersions(state, snapshot);
    SnapshotRow to = versions.find(wanted);
    OptionalLong commit = versions.commit(to);
    String reason =
        commit.isPresent()
            ? "rollback to commit " + commit.getAsLong()
            : "rollback to version " + to.snapshotId();
    return new RollbackPlan(reason, List.of(step(snapshot, versions, to)));
  }

  private static void requireMade(TableName table) {
    if (table.layer() != Layer.CURATED && table.layer() != Layer.REFINED) {
      throw TableVersions.refused(table, "it holds what arrived, which stays")
          .remedy("roll back the tables that are made of it")
          .toException();
    }
  }

  private static RollbackPlan.Step step(
      TableSnapshot table, TableVersions versions, SnapshotRow to) {
    SnapshotRow from =
        versions.current().orElseThrow(() -> versions.none("it shows none of its versions"));
    if (versions.isShown(to)) {
      throw versions.none("version " + to.snapshotId() + " is what it shows now");
    }
    return new RollbackPlan.Step(table, from, to);
  }

  /**
   * Plans to take back what a run made.
   *
   * @param only tables to take back; all that the run made where there are none
   * @throws FozException with {@code UNKNOWN_RUN} where it made nothing that is shown, {@code
   *     TABLE_VERSION} with a problem for each table that cannot be taken back
   */
  public RollbackPlan plan(long run, Collection<TableName> only, Later later) {
    only.forEach(Rollbacks::requireMade);
    Snapshots tables = catalog.read();
    Set<TableName> names = new TreeSet<>(only.isEmpty() ? tables.names() : only);
    names.removeIf(name -> name.layer() != Layer.CURATED && name.layer() != Layer.REFINED);
    List<RollbackPlan.Step> steps = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (TableName name : names) {
      TableSnapshot snapshot = tables.find(name).orElse(null);
      if (snapshot != null && !new TableVersions(state, snapshot).of(run).isEmpty()) {
        try {
          steps.add(step(snapshot, run, later));
        } catch (FozException e) {
          problems.addAll(e.problems());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new FozException(problems);
    }
    if (steps.isEmpty()) {
      throw Problem.of(Code.UNKNOWN_RUN, "Cannot roll back run " + run)
          .because("no curated or refined table shows what it made, or its versions have expired")
          .remedy("`foz runs` lists the runs, `foz history TABLE` the versions and their runs")
          .toException();
    }
    return new RollbackPlan("rollback of run " + run, steps);
  }

  private RollbackPlan.Step step(TableSnapshot snapshot, long run, Later later) {
    TableVersions versions = new TableVersions(state, snapshot);
    OptionalLong other = versions.later(run);
    if (other.isPresent() && later == Later.REFUSE) {
      throw TableVersions.refused(
              snapshot.table(), "run " + other.getAsLong() + " changed it after run " + run)
          .remedy("--force takes that back, too; or name the other tables behind the run")
          .toException();
    }
    SnapshotRow to =
        versions
            .beforeAll(run)
            .orElseThrow(
                () ->
                    TableVersions.refused(
                            snapshot.table(),
                            "it has no version from before run " + run + ", or that has expired")
                        .remedy("name the other tables behind the run")
                        .toException());
    return step(snapshot, versions, to);
  }

  /**
   * Does what was planned, in one commit.
   *
   * @throws FozException where a table has moved since it was planned; nothing has changed then
   */
  public void execute(RollbackPlan plan, long run, Progress progress) {
    List<TableName> names = plan.steps().stream().map(step -> step.table().table()).toList();
    underLeases(
        names,
        progress,
        leases -> {
          TableCommit commit = catalog.newCommit(CommitKind.ROLLBACK, run, leases);
          plan.steps().forEach(step -> takeBack(commit, step, plan.reason()));
          commit
              .execute()
              .orThrow(names.size() == 1 ? names.getFirst().toString() : "the rollback");
        });
  }

  private void takeBack(TableCommit commit, RollbackPlan.Step step, String reason) {
    TableName name = step.table().table();
    long to = step.to().snapshotId();
    commit.expect(step.table()).pause(name, reason);
    if (takeBackQuarantine(commit, step)) {
      commit.rollback(name, to);
      commit.properties(
          name, MaskChange.afterRollback(step.table(), step.table().propertiesOf(step.to())));
    } else {
      commit.rollbackAndForget(name, to);
    }
  }

  /** Whether the table's quarantine will hold what it held then. */
  private boolean takeBackQuarantine(TableCommit commit, RollbackPlan.Step step) {
    TableName name = step.table().table().quarantine();
    Optional<TableSnapshot> quarantine = catalog.read().find(name);
    if (quarantine.isEmpty() || quarantine.get().snapshotId() == 0) {
      return true;
    }
    commit.expect(quarantine.get());
    TableVersions versions = new TableVersions(state, quarantine.get());
    OptionalLong then = new TableVersions(state, step.table()).commit(step.to());
    if (then.isEmpty()) {
      return false;
    }
    Optional<SnapshotRow> shown = versions.shownAt(then.getAsLong());
    if (shown.isPresent()) {
      if (!shown.get().current()) {
        commit.rollback(name, shown.get().snapshotId());
      }
      return true;
    }
    if (quarantine.get().keepsAll()) {
      commit.replace(name, RawColumn.quarantineFields(), List.of(), Map.of());
      return true;
    }
    return false;
  }

  /**
   * Lets a table be made again.
   *
   * @return whether it was paused
   */
  public boolean resume(TableName table, long run, Progress progress) {
    if (!state.pauses().containsKey(table)) {
      return false;
    }
    underLeases(
        List.of(table),
        progress,
        leases ->
            catalog
                .newCommit(CommitKind.MAINTENANCE, run, leases)
                .resume(table)
                .execute()
                .orThrow(table.toString()));
    return true;
  }

  /**
   * Those of all tables, in the order of their names: two who want the same do not wait for ever.
   */
  private void underLeases(
      Collection<TableName> tables, Progress progress, Consumer<List<Lease>> work) {
    List<Lease> held = new ArrayList<>();
    try {
      for (TableName table : new TreeSet<>(tables)) {
        held.add(state.acquire("table/" + table, Consolidator.LEASE_PATIENCE, progress));
      }
      work.accept(List.copyOf(held));
    } finally {
      held.forEach(state::release);
    }
  }
}
