package dev.foz.table;

import dev.foz.base.TableName;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;

/**
 * Writes one data file of a quarantine table: records and why each of them waits there. The file
 * exists once {@link #finish} returned, and counts once a commit took it; closed before that it
 * leaves nothing behind. Used by one thread.
 */
public final class QuarantineFileWriter implements AutoCloseable {
  private final RawFileOutput output;

  /**
   * @param sync what parts the blocks; must differ between files
   */
  QuarantineFileWriter(Storage storage, TableName table, String path, UUID sync) {
    this.output = new RawFileOutput(storage, table, path, sync);
  }

  /**
   * Appends records; each {@code _seq} must lie above what was written before.
   *
   * @param reasons one for each chosen record, in their order
   */
  public void write(RawRecords batch, List<Reason> reasons) {
    if (reasons.size() != batch.count()) {
      throw new IllegalArgumentException(
          reasons.size() + " reasons were given for " + batch.count() + " records");
    }
    RawRow row = new RawRow(batch, RawSchema.QUARANTINE);
    BitSet rows = batch.rows();
    int chosen = 0;
    for (int i = rows.nextSetBit(0); i >= 0; i = rows.nextSetBit(i + 1)) {
      row.encode(output.block, i);
      encode(reasons.get(chosen++));
      output.wrote(batch.seqs()[i]);
    }
    output.ingestedAt(batch);
  }

  private void encode(Reason reason) {
    RawRow.putText(output.block, reason.code());
    RawRow.putText(output.block, reason.rule());
    RawRow.putText(output.block, reason.path());
    RawRow.putText(output.block, reason.reason());
    if (reason.offset() < 0) {
      output.block.put(RawFormat.NULL);
    } else {
      output.block.put(RawFormat.PRESENT);
      output.block.putLong(reason.offset());
    }
    RawRow.putText(output.block, reason.dropped().orElse(""));
  }

  /** Bytes of the file so far, and those that wait for their block uncompressed. */
  public long bytes() {
    return output.bytes();
  }

  /** Records written so far. */
  public long records() {
    return output.records();
  }

  /** Makes the file durable. Nothing may be written after. */
  public WrittenFile finish() {
    return output.finish();
  }

  @Override
  public void close() {
    output.close();
  }
}
