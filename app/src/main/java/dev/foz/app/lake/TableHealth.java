package dev.foz.app.lake;

import dev.foz.base.TableName;
import dev.foz.base.lake.Freshness;
import dev.foz.state.Pointer;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How one table of a lake is.
 *
 * @param newest when its newest data came, where that is known
 * @param wanted how old that may be
 * @param note what is wrong or waited for; empty when nothing is
 */
public record TableHealth(
    TableName table,
    Status status,
    Optional<Pointer> pointer,
    Optional<Instant> newest,
    Freshness wanted,
    String note) {

  /** From worst to best: the order in which people want to see it. */
  public enum Status {
    FAILED,
    /** It is not made until somebody resumes it. */
    PAUSED,
    FOREIGN,
    /** Records wait in it. */
    QUARANTINE,
    /** Its newest data is older than wanted. */
    STALE,
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

  /** What the lake folder asks for: {@code 24h} or {@code none}; empty where it asks nothing. */
  public Optional<String> asked() {
    return switch (wanted) {
      case Freshness.Within within -> Optional.of(within.toString());
      case Freshness.None none -> Optional.of("none");
      case Freshness.Unsaid unsaid -> Optional.empty();
    };
  }

  public Optional<Instant> changedAt() {
    return pointer.map(Pointer::changedAt);
  }
}
