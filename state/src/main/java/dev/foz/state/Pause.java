package dev.foz.state;

import dev.foz.base.TableName;
import java.time.Instant;

/**
 * A table that is not made until somebody resumes it.
 *
 * @param reason goes on behind <em>paused by</em>: {@code rollback of run 12}
 * @param run that paused it, 0 when none
 * @param commit that paused it; 0 when it was restored
 * @param since for people only
 */
public record Pause(TableName table, String reason, long run, long commit, Instant since) {
  /** What people read: {@code paused by rollback of run 12: foz resume curated.x}. */
  public String told() {
    return "paused by " + reason + ": foz resume " + table;
  }
}
