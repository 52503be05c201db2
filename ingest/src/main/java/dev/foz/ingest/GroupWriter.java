package dev.foz.ingest;

import dev.foz.base.Code;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import dev.foz.base.Slices;
import dev.foz.contract.Contract;
import dev.foz.contract.RecordScanner;
import dev.foz.contract.Rejection;
import dev.foz.source.BatchReceipt;
import dev.foz.source.RecordBatch;
import dev.foz.table.Catalog;
import dev.foz.table.RawFileWriter;
import dev.foz.table.RawRecords;
import dev.foz.table.WrittenFile;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns one group of batches into one raw data file: checks, learns, encodes. Thread-safe. */
final class GroupWriter {
  private static final int MAX_SHOWN = 120;
  private static final byte TRUNCATE = 't';

  private final Catalog catalog;
  private final Clock clock;
  private final long run;

  GroupWriter(Catalog catalog, Clock clock, long run) {
    this.catalog = catalog;
    this.clock = clock;
    this.run = run;
  }

  /**
   * @param start the contract as known now; what the group adds comes back with the result
   * @param firstSeq {@code _seq} of the group's first record
   */
  LandedGroup land(BatchGroup group, Contract start, long firstSeq) {
    List<Optional<Slices>> keys = new ArrayList<>();
    Contract contract = start;
    for (RecordBatch batch : group.batches()) {
      RecordScanner scanner =
          new RecordScanner(contract, batch.format(), group.table().primaryKey());
      Optional<Slices> batchKeys = newKeys(group.table(), batch);
      Optional<LandedGroup> refused = scan(group.table(), batch, scanner, batchKeys);
      if (refused.isPresent()) {
        return refused.get();
      }
      keys.add(batchKeys);
      contract = scanner.contract();
    }
    Optional<WrittenFile> file =
        group.records() == 0
            ? Optional.empty()
            : Optional.of(write(group, keys, contract.hash(), firstSeq));
    List<BatchReceipt> receipts = group.batches().stream().map(RecordBatch::receipt).toList();
    return new LandedGroup.Written(group.table(), receipts, group.payloadBytes(), file, contract);
  }

  private static Optional<Slices> newKeys(LoadTable table, RecordBatch batch) {
    return table.primaryKey().isEmpty()
        ? Optional.empty()
        : Optional.of(new Slices(16 * batch.count(), batch.count()));
  }

  private static Optional<LandedGroup> scan(
      LoadTable table, RecordBatch batch, RecordScanner scanner, Optional<Slices> keys) {
    Slices payloads = batch.payloads();
    for (int i = 0; i < batch.count(); i++) {
      if (batch.ops()[i] == TRUNCATE) {
        keys.ifPresent(target -> target.add(""));
        continue;
      }
      Optional<Rejection> rejection =
          scanner.scan(payloads.buffer(), payloads.start(i), payloads.end(i));
      if (rejection.isPresent()) {
        Problem problem = refusal(table, batch, i, rejection.get());
        return Optional.of(new LandedGroup.Refused(batch.part(), problem));
      }
      keys.ifPresent(scanner::appendKey);
    }
    return Optional.empty();
  }

  private WrittenFile write(
      BatchGroup group, List<Optional<Slices>> keys, String contract, long firstSeq) {
    long now = clock.millis() * 1000;
    long seq = firstSeq;
    try (RawFileWriter writer = catalog.newRawFile(group.table().raw(), run)) {
      for (int i = 0; i < keys.size(); i++) {
        RecordBatch batch = group.batches().get(i);
        writer.write(
            RawRecords.consecutive(
                seq,
                batch.positions(),
                batch.ops(),
                keys.get(i),
                now,
                batch.headers(),
                contract,
                batch.payloads()));
        seq += batch.count();
      }
      return writer.finish();
    }
  }

  private static Problem refusal(
      LoadTable table, RecordBatch batch, int index, Rejection rejection) {
    String where = rejection.path().isEmpty() ? "" : " in `" + rejection.path() + "`";
    return Problem.of(
            rejection.code(), "Cannot land " + table.name() + ": " + rejection.what() + where)
        .at(Place.of(batch.positions().text(index)))
        .because(
            "byte "
                + rejection.offset()
                + " of the record; it starts with: "
                + shown(batch.payloads(), index))
        .remedy("correct the record in the file and run again; the other files are landed");
  }

  private static String shown(Slices payloads, int index) {
    String text =
        payloads.length(index) > 4 * MAX_SHOWN ? head(payloads, index) : payloads.text(index);
    String oneLine = text.replaceAll("\\p{Cntrl}", " ");
    return oneLine.length() <= MAX_SHOWN ? oneLine : oneLine.substring(0, MAX_SHOWN) + "…";
  }

  private static String head(Slices payloads, int index) {
    return new String(
        payloads.buffer(),
        payloads.start(index),
        4 * MAX_SHOWN,
        java.nio.charset.StandardCharsets.UTF_8);
  }

  static Problem tooManyRefused(String source, int limit) {
    return Problem.of(
            Code.RECORD_MALFORMED,
            "Cannot land more of " + source + ": " + limit + " parts were refused in this run")
        .remedy("correct them, then run again");
  }
}
