package dev.foz.table;

import dev.foz.base.TableName;
import java.util.BitSet;
import java.util.UUID;

/**
 * Writes one data file of a raw table. The file exists once {@link #finish} returned, and counts
 * once a commit took it; closed before that it leaves nothing behind. Used by one thread.
 */
public final class RawFileWriter implements AutoCloseable {
  private final RawFileOutput output;

  /**
   * @param sync what parts the blocks; must differ between files
   */
  RawFileWriter(Storage storage, TableName table, String path, UUID sync) {
    this.output = new RawFileOutput(storage, table, path, sync);
  }

  /** Appends records; each {@code _seq} must lie above what was written before. */
  public void write(RawRecords batch) {
    RawRow row = new RawRow(batch, RawSchema.RAW);
    BitSet rows = batch.rows();
    for (int i = rows.nextSetBit(0); i >= 0; i = rows.nextSetBit(i + 1)) {
      row.encode(output.block, i);
      output.wrote(batch.seqs()[i]);
    }
    output.ingestedAt(batch);
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
