package dev.foz.ingest;

import dev.foz.base.Problem;
import dev.foz.contract.Contract;
import dev.foz.source.BatchReceipt;
import dev.foz.table.WrittenFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What became of one group of batches: a finished, not yet committed data file, or a refusal. */
sealed interface LandedGroup {
  /**
   * @param batches what the group was made of, without the records
   * @param payloadBytes of all records together
   * @param file of the accepted records, empty where there are none
   * @param rejected file of the records for the quarantine, empty where there are none
   * @param contract what the records of the group obey
   */
  record Written(
      LoadTable table,
      List<BatchReceipt> batches,
      long payloadBytes,
      Optional<WrittenFile> file,
      Optional<WrittenFile> rejected,
      Contract contract)
      implements LandedGroup {
    public Written {
      batches = List.copyOf(batches);
    }

    /** All files of the group. */
    List<WrittenFile> files() {
      return Stream.of(file, rejected).flatMap(Optional::stream).toList();
    }

    long quarantined() {
      return rejected.map(WrittenFile::records).orElse(0L);
    }

    int records() {
      return batches.stream().mapToInt(BatchReceipt::records).sum();
    }
  }

  /**
   * A record cannot be accepted and the table's rules want to stop then, so nothing of the group
   * was kept.
   *
   * @param part the part of the source that the record is from
   */
  record Refused(String part, Problem problem) implements LandedGroup {}
}
