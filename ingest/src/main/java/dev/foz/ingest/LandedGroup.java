package dev.foz.ingest;

import dev.foz.base.Problem;
import dev.foz.contract.Contract;
import dev.foz.table.WrittenFile;
import java.util.Optional;

/** What became of one group of batches: a finished, not yet committed data file, or a refusal. */
sealed interface LandedGroup {
  /**
   * @param file empty where the batches only move the position
   * @param contract what the records of the group obey
   */
  record Written(BatchGroup group, Optional<WrittenFile> file, Contract contract)
      implements LandedGroup {}

  /**
   * A record cannot be accepted, so nothing of the group was kept.
   *
   * @param part the part of the source that the record is from
   */
  record Refused(String part, Problem problem) implements LandedGroup {}
}
