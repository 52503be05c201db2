package dev.foz.state;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import java.time.Instant;
import java.util.UUID;

/** What became of a {@link CommitRequest}. */
public sealed interface CommitOutcome {
  /**
   * The commit.
   *
   * @param subject what was to be committed, for the message: a table or source
   * @throws FozException saying why there is none
   */
  default Committed orThrow(String subject) {
    return switch (this) {
      case Committed committed -> committed;
      case Conflicted conflicted ->
          throw Problem.of(
                  Code.COMMIT_CONFLICT, "Cannot commit " + subject + ": " + conflicted.reason())
              .because("another process changed it meanwhile; nothing was applied")
              .remedy("foz run again")
              .toException();
      case LeaseLost lost ->
          throw Problem.of(Code.LEASE_LOST, "Cannot commit " + subject + ": its lease was lost")
              .because("this process gave no sign of life and another one took over")
              .remedy("foz run again; nothing was applied")
              .toException();
      case Failed failed -> throw failed.cause();
      case Unknown unknown ->
          throw Problem.of(Code.COMMIT_UNKNOWN, "Cannot tell whether " + subject + " was committed")
              .because(unknown.cause().problem().what())
              .remedy("foz run again: it goes on from what the state database then says")
              .toException(unknown.cause());
    };
  }

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
