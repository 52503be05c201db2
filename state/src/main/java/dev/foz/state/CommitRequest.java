package dev.foz.state;

import dev.foz.base.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * All that one commit changes; applied whole or not at all. Start with {@link #of}, add with {@code
 * with...}, which return changed copies.
 *
 * @param run that commits, 0 when none
 * @param leases that must still be held when it is applied
 * @param segments ids of pieces of input that may be taken only once, ever
 * @param removed files that leave their table; older versions of it may still be read
 * @param restored files that an older version of their table had, and that come back with it; the
 *     ledger knows them, or has lost them when it was recovered
 * @param paused tables that are not made any more until they are resumed
 * @param resumed tables that are not paused any more
 * @param doomed paths of files that nothing refers to any more afterwards: they become garbage
 */
public record CommitRequest(
    UUID id,
    CommitKind kind,
    long run,
    List<Lease> leases,
    List<PointerMove> pointers,
    Optional<PositionMove> position,
    List<String> segments,
    List<NewFile> added,
    List<RemovedFile> removed,
    List<NewFile> restored,
    List<String> doomed,
    List<Consumption> consumed,
    List<ContractUse> contracts,
    List<NewPause> paused,
    List<TableName> resumed) {
  public CommitRequest {
    leases = List.copyOf(leases);
    pointers = List.copyOf(pointers);
    segments = List.copyOf(segments);
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    restored = List.copyOf(restored);
    doomed = List.copyOf(doomed);
    consumed = List.copyOf(consumed);
    contracts = List.copyOf(contracts);
    paused = List.copyOf(paused);
    resumed = List.copyOf(resumed);
    unique("pointer", pointers.stream().map(PointerMove::table).toList());
    unique("segment", segments);
    unique("added file", added.stream().map(NewFile::path).toList());
    unique("restored file", restored.stream().map(NewFile::path).toList());
    unique("removed file", removed.stream().map(RemovedFile::path).toList());
    unique("consumption", consumed.stream().map(c -> c.consumer() + " of " + c.input()).toList());
    unique("contract", contracts.stream().map(use -> use.table() + " " + use.hash()).toList());
    unique("pause", paused.stream().map(NewPause::table).toList());
  }

  /** A commit that changes nothing yet. */
  public static CommitRequest of(UUID id, CommitKind kind, long run) {
    return new CommitRequest(
        id,
        kind,
        run,
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  public CommitRequest withLeases(List<Lease> changed) {
    return new CommitRequest(
        id, kind, run, changed, pointers, position, segments, added, removed, restored, doomed,
        consumed, contracts, paused, resumed);
  }

  public CommitRequest withPointers(List<PointerMove> changed) {
    return new CommitRequest(
        id, kind, run, leases, changed, position, segments, added, removed, restored, doomed,
        consumed, contracts, paused, resumed);
  }

  public CommitRequest withPosition(PositionMove changed) {
    return new CommitRequest(
        id,
        kind,
        run,
        leases,
        pointers,
        Optional.of(changed),
        segments,
        added,
        removed,
        restored,
        doomed,
        consumed,
        contracts,
        paused,
        resumed);
  }

  public CommitRequest withSegments(List<String> changed) {
    return new CommitRequest(
        id, kind, run, leases, pointers, position, changed, added, removed, restored, doomed,
        consumed, contracts, paused, resumed);
  }

  public CommitRequest withAdded(List<NewFile> changed) {
    return new CommitRequest(
        id, kind, run, leases, pointers, position, segments, changed, removed, restored, doomed,
        consumed, contracts, paused, resumed);
  }

  public CommitRequest withRemoved(List<RemovedFile> changed) {
    return new CommitRequest(
        id, kind, run, leases, pointers, position, segments, added, changed, restored, doomed,
        consumed, contracts, paused, resumed);
  }

  public CommitRequest withRestored(List<NewFile> changed) {
    return new CommitRequest(
        id, kind, run, leases, pointers, position, segments, added, removed, changed, doomed,
        consumed, contracts, paused, resumed);
  }

  public CommitRequest withDoomed(List<String> changed) {
    return new CommitRequest(
        id, kind, run, leases, pointers, position, segments, added, removed, restored, changed,
        consumed, contracts, paused, resumed);
  }

  public CommitRequest withConsumed(List<Consumption> changed) {
    return new CommitRequest(
        id, kind, run, leases, pointers, position, segments, added, removed, restored, doomed,
        changed, contracts, paused, resumed);
  }

  public CommitRequest withContracts(List<ContractUse> changed) {
    return new CommitRequest(
        id, kind, run, leases, pointers, position, segments, added, removed, restored, doomed,
        consumed, changed, paused, resumed);
  }

  public CommitRequest withPaused(List<NewPause> changed) {
    return new CommitRequest(
        id, kind, run, leases, pointers, position, segments, added, removed, restored, doomed,
        consumed, contracts, changed, resumed);
  }

  public CommitRequest withResumed(List<TableName> changed) {
    return new CommitRequest(
        id, kind, run, leases, pointers, position, segments, added, removed, restored, doomed,
        consumed, contracts, paused, changed);
  }

  private static void unique(String what, List<?> values) {
    Set<Object> seen = new HashSet<>();
    for (Object value : values) {
      if (!seen.add(value)) {
        throw new IllegalArgumentException("the same " + what + " twice in a commit: " + value);
      }
    }
  }
}
