package dev.foz.table;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.foz.base.Slices;
import dev.foz.base.TableName;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Writes one data file of a raw table: an Avro container, blocks compressed by zstd. The file
 * exists once {@link #finish} returned, and counts once a commit took it; closed before that it
 * leaves nothing behind. Used by one thread.
 */
public final class RawFileWriter implements AutoCloseable {
  /** Uncompressed bytes of a block: large enough for zstd, small enough to be one unit of work. */
  private static final int BLOCK_BYTES = 256 * 1024;

  private static final int ZSTD_LEVEL = 1;

  private final TableName table;
  private final String path;
  private final StorageOutput output;
  private final ZstdCompressCtx zstd = new ZstdCompressCtx();
  private final byte[] sync;
  private final ByteBuilder block = new ByteBuilder(BLOCK_BYTES + 64 * 1024);
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
  RawFileWriter(Storage storage, TableName table, String path, UUID sync) {
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
    header.putText(RawFormat.schemaJson());
    header.putText(RawFormat.CODEC_KEY);
    header.putText(RawFormat.CODEC);
    header.putLong(0);
    header.put(sync, 0, sync.length);
    output.write(header.bytes, 0, header.size);
  }

  /** Appends records; their {@code _seq} must lie above what was written before. */
  public void write(RawRecords batch) {
    int count = batch.count();
    if (count == 0) {
      return;
    }
    if (records > 0 && batch.firstSeq() <= lastSeq) {
      throw new IllegalArgumentException(
          "_seq " + batch.firstSeq() + " comes after " + lastSeq + " in " + table);
    }
    byte[] shared = sharedFields(batch);
    for (int i = 0; i < count; i++) {
      encode(batch, i, shared);
      blockRecords++;
      if (block.size >= BLOCK_BYTES) {
        flushBlock();
      }
    }
    note(batch.firstSeq(), batch.lastSeq(), count);
    noteTime(batch.ingestedAtMicros(), batch.ingestedAtMicros());
  }

  private void encode(RawRecords batch, int i, byte[] shared) {
    block.put(RawFormat.PRESENT);
    block.putLong(batch.firstSeq() + i);
    putPresent(batch.positions(), i);
    block.put(RawFormat.PRESENT);
    block.put(RawFormat.PRESENT); // a text of length 1
    block.put(batch.ops()[i]);
    if (batch.keys().isPresent()) {
      putPresent(batch.keys().get(), i);
    } else {
      block.put(RawFormat.NULL);
    }
    block.put(shared, 0, shared.length);
    putPresent(batch.payloads(), i);
  }

  private void putPresent(Slices slices, int i) {
    block.put(RawFormat.PRESENT);
    block.putBytes(slices.buffer(), slices.start(i), slices.end(i));
  }

  /** The fields between key and payload, which all records of a batch have in common. */
  private static byte[] sharedFields(RawRecords batch) {
    ByteBuilder out = new ByteBuilder(256);
    out.put(RawFormat.NULL); // _event_time
    out.put(RawFormat.PRESENT);
    out.putLong(batch.ingestedAtMicros());
    putHeaders(out, batch.headers());
    if (batch.contractVersion().isEmpty()) {
      out.put(RawFormat.NULL);
    } else {
      out.put(RawFormat.PRESENT);
      out.putText(batch.contractVersion());
    }
    return out.toArray();
  }

  private static void putHeaders(ByteBuilder out, Map<String, String> headers) {
    if (headers.isEmpty()) {
      out.put(RawFormat.NULL);
      return;
    }
    out.put(RawFormat.PRESENT);
    out.putLong(headers.size());
    new TreeMap<>(headers)
        .forEach(
            (key, value) -> {
              out.putText(key);
              out.put(RawFormat.PRESENT);
              out.putText(value);
            });
    out.putLong(0);
  }

  /** Appends records as they stand in another raw file; the caller notes their bounds. */
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
  public long bytes() {
    return output.position() + block.size;
  }

  /** Records written so far. */
  public long records() {
    return records;
  }

  /** Makes the file durable. Nothing may be written after. */
  public WrittenFile finish() {
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
