package dev.foz.state;

import dev.foz.base.FozException;
import java.time.Instant;
import java.util.UUID;

/** What became of a {@link CommitRequest}. */
public sealed interface CommitOutcome {
  /**
   * All of it is applied and durable.
   *
   * @param number strictly increasing in the order of commits, without gaps
   * @param at for people only, decides nothing
   */
  record Committed(UUID id, long number, Instant at) implements CommitOutcome {}

  /**
   * A pointer, position, consumption, segment or file was changed by another meanwhile; nothing is
   * applied.
   *
   * @param reason one sentence without a full stop
   */
  record Conflicted(String reason) implements CommitOutcome {}

  /** The lease was taken over or released; nothing is applied. */
  record LeaseLost(Lease lease) implements CommitOutcome {}

  /** Surely not applied. */
  record Failed(FozException cause) implements CommitOutcome {}

  /**
   * Cannot be told: touch nothing. {@link StateStore#commit} with the same request decides it
   * later: it tells {@link Committed} when it was applied, else tries again.
   */
  record Unknown(FozException cause) implements CommitOutcome {}
}
