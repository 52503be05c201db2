package dev.foz.transform;

import dev.foz.table.SnapshotRow;
import dev.foz.table.TableSnapshot;
import java.util.List;

/**
 * What a rollback would do, in one commit.
 *
 * @param reason by which the tables are paused: {@code rollback of run 12}
 * @param steps one for each table, at least one
 */
public record RollbackPlan(String reason, List<Step> steps) {
  public RollbackPlan {
    steps = List.copyOf(steps);
  }

  /**
   * One table.
   *
   * @param table as it stood when this was planned
   * @param from what it shows now
   * @param to what it shall show
   */
  public record Step(TableSnapshot table, SnapshotRow from, SnapshotRow to) {}
}
