package dev.foz.ingest;

import dev.foz.base.Problem;
import dev.foz.contract.Contract;
import dev.foz.source.BatchReceipt;
import dev.foz.table.WrittenFile;
import java.util.List;
import java.util.Optional;

/** What became of one group of batches: a finished, not yet committed data file, or a refusal. */
sealed interface LandedGroup {
  /**
   * @param batches what the group was made of, without the records
   * @param payloadBytes of all records together
   * @param file empty where the batches only move the position
   * @param contract what the records of the group obey
   */
  record Written(
      LoadTable table,
      List<BatchReceipt> batches,
      long payloadBytes,
      Optional<WrittenFile> file,
      Contract contract)
      implements LandedGroup {
    public Written {
      batches = List.copyOf(batches);
    }

    int records() {
      return batches.stream().mapToInt(BatchReceipt::records).sum();
    }
  }

  /**
   * A record cannot be accepted, so nothing of the group was kept.
   *
   * @param part the part of the source that the record is from
   */
  record Refused(String part, Problem problem) implements LandedGroup {}
}
