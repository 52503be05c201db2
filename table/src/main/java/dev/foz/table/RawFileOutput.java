package dev.foz.table;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.foz.base.TableName;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/**
 * One data file of a raw or quarantine table in the making: an Avro container, blocks compressed by
 * zstd. Records are encoded into {@link #block}, each told by {@link #wrote}; or come encoded, and
 * the caller notes their bounds.
 */
final class RawFileOutput implements AutoCloseable {
  /** Uncompressed bytes of a block: large enough for zstd, small enough to be one unit of work. */
  private static final int BLOCK_BYTES = 256 * 1024;

  private static final int ZSTD_LEVEL = 1;

  private final TableName table;
  private final String path;
  private final StorageOutput output;
  private final ZstdCompressCtx zstd = new ZstdCompressCtx();
  private final byte[] sync;
  final ByteBuilder block = new ByteBuilder(BLOCK_BYTES + 64 * 1024);
  private byte[] compressed = new byte[(int) Zstd.compressBound(BLOCK_BYTES + 64 * 1024)];
  private long blockRecords;
  private long records;
  private long firstSeq = Long.MAX_VALUE;
  private long lastSeq;
  private long firstIngested = Long.MAX_VALUE;
  private long lastIngested = Long.MIN_VALUE;

  /**
   * @param sync what parts the blocks; must differ between files
   */
  RawFileOutput(Storage storage, TableName table, String path, UUID sync) {
    this.table = table;
    this.path = path;
    this.sync =
        ByteBuffer.allocate(RawFormat.SYNC_BYTES)
            .putLong(sync.getMostSignificantBits())
            .putLong(sync.getLeastSignificantBits())
            .array();
    this.output = storage.create(path);
    zstd.setLevel(ZSTD_LEVEL);
    zstd.setChecksum(true);
    writeHeader();
  }

  private void writeHeader() {
    ByteBuilder header = new ByteBuilder(4096);
    header.put(RawFormat.MAGIC, 0, RawFormat.MAGIC.length);
    header.putLong(2);
    header.putText(RawFormat.SCHEMA_KEY);
    header.putText(RawSchema.of(table).json());
    header.putText(RawFormat.CODEC_KEY);
    header.putText(RawFormat.CODEC);
    header.putLong(0);
    header.put(sync, 0, sync.length);
    output.write(header.bytes, 0, header.size);
  }

  /** A record stands at the end of the block; its {@code _seq} lies above all before. */
  void wrote(long seq) {
    if (records > 0 && seq <= lastSeq) {
      throw new IllegalArgumentException(
          "_seq " + seq + " comes after " + lastSeq + " in " + table);
    }
    note(seq, seq, 1);
    blockRecords++;
    if (block.size >= BLOCK_BYTES) {
      flushBlock();
    }
  }

  /**
   * Appends records as they stand in another file of the same columns; the caller notes their
   * bounds.
   */
  void appendEncoded(byte[] encoded, int offset, int length, long count) {
    block.put(encoded, offset, offset + length);
    blockRecords += count;
    if (block.size >= BLOCK_BYTES) {
      flushBlock();
    }
  }

  void note(long first, long last, long count) {
    firstSeq = Math.min(firstSeq, first);
    lastSeq = Math.max(lastSeq, last);
    records += count;
  }

  /** The records of this batch, if any, were written. */
  void ingestedAt(RawRecords batch) {
    if (!batch.rows().isEmpty()) {
      noteTime(batch.ingestedAtMicros(), batch.ingestedAtMicros());
    }
  }

  void noteTime(long first, long last) {
    firstIngested = Math.min(firstIngested, first);
    lastIngested = Math.max(lastIngested, last);
  }

  private void flushBlock() {
    if (blockRecords > 0) {
      writeCompressed(block.bytes, block.size, blockRecords);
      block.size = 0;
      blockRecords = 0;
    }
  }

  private void writeCompressed(byte[] data, int length, long count) {
    int bound = (int) Zstd.compressBound(length);
    if (compressed.length < bound) {
      compressed = new byte[bound];
    }
    int size = zstd.compressByteArray(compressed, 0, compressed.length, data, 0, length);
    byte[] head = new byte[20];
    int end = RawFormat.putLong(head, 0, count);
    end = RawFormat.putLong(head, end, size);
    output.write(head, 0, end);
    output.write(compressed, 0, size);
    output.write(sync, 0, sync.length);
  }

  /** Bytes of the file so far, and those that wait for their block uncompressed. */
  long bytes() {
    return output.position() + block.size;
  }

  /** Records written so far. */
  long records() {
    return records;
  }

  /** Makes the file durable. Nothing may be written after. */
  WrittenFile finish() {
    flushBlock();
    output.finish();
    zstd.close();
    return new WrittenFile(
        table,
        path,
        FileFormat.AVRO,
        records,
        output.position(),
        metrics(),
        records == 0 ? 0 : firstSeq,
        lastSeq);
  }

  /** Bounds of {@code _seq} and {@code _ingested_at} only: all else may be personal. */
  private Map<Integer, FieldMetrics> metrics() {
    if (records == 0) {
      return Map.of();
    }
    return Map.of(
        RawColumn.SEQ.field().id(),
        FieldMetrics.bounded(records, 0, firstSeq, lastSeq),
        RawColumn.INGESTED_AT.field().id(),
        FieldMetrics.bounded(records, 0, instant(firstIngested), instant(lastIngested)));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  @Override
  public void close() {
    output.close();
    zstd.close();
  }
}
