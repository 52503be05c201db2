package dev.foz.app.lake;

import dev.foz.base.TableName;
import dev.foz.state.Pointer;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How one table of a lake is.
 *
 * @param note what is wrong or waited for; empty when nothing is
 */
public record TableHealth(TableName table, Status status, Optional<Pointer> pointer, String note) {

  /** From worst to best: the order in which people want to see it. */
  public enum Status {
    FAILED,
    /** It is not made until somebody resumes it. */
    PAUSED,
    FOREIGN,
    /** Records wait in it. */
    QUARANTINE,
    BEHIND,
    NO_DATA,
    OK;

    /** As people see it: {@code no data}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  public long records() {
    return pointer.map(at -> at.facts().records()).orElse(0L);
  }

  public long bytes() {
    return pointer.map(at -> at.facts().bytes()).orElse(0L);
  }

  public Optional<Instant> changedAt() {
    return pointer.map(Pointer::changedAt);
  }
}
