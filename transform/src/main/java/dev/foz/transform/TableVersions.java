package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.state.CommitKind;
import dev.foz.state.CommitOutcome.Committed;
import dev.foz.state.StateStore;
import dev.foz.table.SnapshotRow;
import dev.foz.table.TableSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The versions of one table that are kept, and which of them is meant. */
public final class TableVersions {
  private final StateStore state;
  private final TableSnapshot table;
  private final List<SnapshotRow> kept;
  private final List<SnapshotRow> ancestry;

  public TableVersions(StateStore state, TableSnapshot table) {
    this.state = state;
    this.table = table;
    this.kept = table.history();
    this.ancestry = table.ancestry();
  }

  /** All that are kept, the newest first. */
  public List<SnapshotRow> kept() {
    return kept;
  }

  /** The number of the commit that made a version; not known of those before a recovery. */
  public OptionalLong commit(SnapshotRow version) {
    Optional<Committed> found = version.commitId().flatMap(state::findCommit);
    return found.isPresent() ? OptionalLong.of(found.get().number()) : OptionalLong.empty();
  }

  /** The one that the table shows; empty where it has none. */
  Optional<SnapshotRow> current() {
    return kept.stream().filter(SnapshotRow::current).findFirst();
  }

  /** Whether it is the current version, or the one that a rollback brought back. */
  boolean isShown(SnapshotRow version) {
    return version.current()
        || (!ancestry.isEmpty() && ancestry.getFirst().snapshotId() == version.snapshotId());
  }

  /**
   * The version that is meant.
   *
   * @throws FozException with {@code TABLE_VERSION} where it is not kept, or is not known
   */
  SnapshotRow find(FormerVersion wanted) {
    return switch (wanted) {
      case FormerVersion.Before before -> before();
      case FormerVersion.Numbered(long number) -> numbered(number);
      case FormerVersion.At(Instant time) ->
          shown(version -> !version.at().isAfter(time), "at " + time);
    };
  }

  private SnapshotRow before() {
    return before(version -> !isMaintenance(version))
        .orElseThrow(() -> none("it has no version before this one, or that has expired"));
  }

  /** The version before the newest one of those that led to now and meet the condition. */
  private Optional<SnapshotRow> before(Predicate<SnapshotRow> condition) {
    for (int i = 0; i < ancestry.size(); i++) {
      if (condition.test(ancestry.get(i))) {
        return ancestry.stream().skip(i + 1L).findFirst();
      }
    }
    return Optional.empty();
  }

  /** The versions of a run that led to now, the newest first. */
  List<SnapshotRow> of(long run) {
    return ancestry.stream().filter(version -> isOf(version, run)).toList();
  }

  private static boolean isOf(SnapshotRow version, long run) {
    return version.run().orElse(0) == run && !isMaintenance(version);
  }

  /** The version before the first of a run that led to now. */
  Optional<SnapshotRow> beforeAll(long run) {
    long first = of(run).stream().mapToLong(SnapshotRow::sequence).min().orElse(Long.MAX_VALUE);
    return before(version -> version.sequence() == first);
  }

  /** A run that changed rows after this one did, if there is any. */
  OptionalLong later(long run) {
    long first = of(run).stream().mapToLong(SnapshotRow::sequence).min().orElse(0);
    return ancestry.stream()
        .filter(version -> version.sequence() > first)
        .filter(version -> !isMaintenance(version) && !isOf(version, run))
        .mapToLong(version -> version.run().orElse(0))
        .findFirst();
  }

  private SnapshotRow numbered(long number) {
    Optional<SnapshotRow> version =
        kept.stream().filter(row -> row.snapshotId() == number).findFirst();
    return version.orElseGet(
        () -> shown(row -> commit(row).orElse(Long.MAX_VALUE) <= number, "at commit " + number));
  }

  /** The newest that meets the condition, if the next one is kept, too: it was shown until then. */
  private SnapshotRow shown(Predicate<SnapshotRow> early, String when) {
    Optional<SnapshotRow> found = kept.stream().filter(early).findFirst();
    if (found.isEmpty()) {
      throw none("the version that it showed " + when + " is not known, or has expired");
    }
    SnapshotRow version = found.get();
    boolean last = kept.getFirst().equals(version);
    boolean next = kept.stream().anyMatch(row -> row.sequence() == version.sequence() + 1);
    if (!last && !next) {
      throw none("the version that it showed " + when + " may have expired");
    }
    return version;
  }

  /** What the table showed when a commit had been made; empty where it may have expired. */
  Optional<SnapshotRow> shownAt(long commit) {
    try {
      return Optional.of(numbered(commit));
    } catch (FozException e) {
      return Optional.empty();
    }
  }

  static boolean isMaintenance(SnapshotRow version) {
    return version.kind().equals(Optional.of(CommitKind.MAINTENANCE));
  }

  FozException none(String reason) {
    return refused(table.table(), reason)
        .remedy("choose one of those that `foz history " + table.table() + "` lists, by --to")
        .toException();
  }

  static Problem refused(TableName table, String reason) {
    return Problem.of(Code.TABLE_VERSION, "Cannot roll back " + table).because(reason);
  }
}
