package dev.foz.ingest;

import dev.foz.table.Catalog;
import dev.foz.table.QuarantineFileWriter;
import dev.foz.table.RawFileWriter;
import dev.foz.table.RawRecords;
import dev.foz.table.WrittenFile;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Turns one group of batches into data files: checks, learns, encodes. Accepted records become a
 * file of the raw table, rejected ones a file of its quarantine. Thread-safe.
 */
final class GroupWriter {
  private final Catalog catalog;
  private final Clock clock;
  private final long run;

  GroupWriter(Catalog catalog, Clock clock, long run) {
    this.catalog = catalog;
    this.clock = clock;
    this.run = run;
  }

  /**
   * @param start what is known now; what the group adds comes back with the result
   * @param firstSeq {@code _seq} of the group's first record
   */
  LandedGroup land(BatchGroup group, TableStart start, long firstSeq) {
    BatchChecks checks = new BatchChecks(group.table(), start);
    for (var batch : group.batches()) {
      Optional<LandedGroup.Refused> refused = checks.check(batch);
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    return write(group, checks, firstSeq);
  }

  private LandedGroup.Written write(BatchGroup group, BatchChecks checks, long firstSeq) {
    List<RawRecords> records = records(checks, firstSeq);
    Optional<WrittenFile> accepted = writeAccepted(group.table(), checks, records);
    Optional<WrittenFile> rejected = writeRejected(group.table(), checks, records);
    long landed = accepted.map(WrittenFile::records).orElse(0L);
    long quarantined = rejected.map(WrittenFile::records).orElse(0L);
    if (landed + quarantined != group.records()) {
      throw new IllegalStateException(
          group.records() + " received, " + landed + " accepted, " + quarantined + " rejected");
    }
    return new LandedGroup.Written(
        group.table(),
        group.batches().stream().map(batch -> batch.receipt()).toList(),
        group.payloadBytes(),
        accepted,
        rejected,
        checks.contract());
  }

  private List<RawRecords> records(BatchChecks checks, long firstSeq) {
    long now = clock.millis() * 1000;
    String contract = checks.contract().hash();
    long seq = firstSeq;
    List<RawRecords> records = new ArrayList<>();
    for (CheckedBatch checked : checks.checked()) {
      records.add(records(checked, contract, now, seq));
      seq += checked.batch().count();
    }
    return records;
  }

  private static RawRecords records(CheckedBatch checked, String contract, long now, long seq) {
    var batch = checked.batch();
    BitSet all = new BitSet(batch.count());
    all.set(0, batch.count());
    return new RawRecords(
        LongStream.range(seq, seq + batch.count()).toArray(),
        batch.positions(),
        batch.ops(),
        checked.keys(),
        now,
        batch.headers(),
        contract,
        batch.payloads(),
        all);
  }

  private Optional<WrittenFile> writeAccepted(
      LoadTable table, BatchChecks checks, List<RawRecords> records) {
    if (checks.accepted() == 0) {
      return Optional.empty();
    }
    try (RawFileWriter writer = catalog.newRawFile(table.raw(), run)) {
      for (int i = 0; i < records.size(); i++) {
        CheckedBatch checked = checks.checked().get(i);
        writer.write(
            checked.rejected().isEmpty()
                ? records.get(i)
                : records.get(i).select(checked.accepted()));
      }
      return Optional.of(writer.finish());
    }
  }

  private Optional<WrittenFile> writeRejected(
      LoadTable table, BatchChecks checks, List<RawRecords> records) {
    if (checks.rejected() == 0) {
      return Optional.empty();
    }
    try (QuarantineFileWriter writer = catalog.newQuarantineFile(table.quarantine(), run)) {
      for (int i = 0; i < records.size(); i++) {
        CheckedBatch checked = checks.checked().get(i);
        writer.write(records.get(i).select(checked.rejected()), checked.reasons());
      }
      return Optional.of(writer.finish());
    }
  }
}
