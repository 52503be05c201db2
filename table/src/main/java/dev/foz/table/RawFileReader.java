package dev.foz.table;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data file of a raw or quarantine table from its first record to its last. Used by one
 * thread. A file that is broken, cut short or of another shape fails with TABLE_DAMAGED naming it.
 */
public final class RawFileReader implements AutoCloseable {
  private static final byte[][] ONE_LETTER = new byte[128][];

  static {
    for (int i = 0; i < ONE_LETTER.length; i++) {
      ONE_LETTER[i] = new byte[] {(byte) i};
    }
  }

  private final AvroBlocks blocks;
  private final RawSchema schema;
  private final boolean[] wanted = new boolean[RawColumn.values().length];
  private long left;
  private byte[] data = new byte[0];
  private int at;
  private int end;
  private final Repeat headers = new Repeat();
  private final Repeat contract = new Repeat();

  private RawFileReader(SeekableByteChannel channel, String name, RawProjection projection) {
    for (RawColumn column : RawColumn.values()) {
      wanted[column.ordinal()] = projection.has(column);
    }
    this.blocks = new AvroBlocks(channel, name);
    this.schema =
        blocks.text(RawFormat.SCHEMA_KEY).flatMap(RawSchema::find).orElseThrow(() -> alien(name));
  }

  private FozException alien(String name) {
    FozException problem =
        Problem.of(Code.TABLE_DAMAGED, "Cannot read " + name + ": it is no raw file of Foz")
            .remedy("look at system.files for who wrote it")
            .toException();
    blocks.close();
    return problem;
  }

  /** Opens a local file. */
  public static RawFileReader open(Path file, RawProjection projection) {
    try {
      return new RawFileReader(
          FileChannel.open(file, StandardOpenOption.READ), file.toString(), projection);
    } catch (IOException e) {
      throw StorageErrors.of("read", file, e);
    }
  }

  /** Opens a file of the storage. */
  public static RawFileReader open(Storage storage, String path, RawProjection projection) {
    return new RawFileReader(storage.open(path), path, projection);
  }

  /**
   * Reads the next records into the chunk, from its first row.
   *
   * @param max at most so many, and never more than the chunk holds
   * @return how many; 0 at the end of the file
   */
  public int next(RawChunk chunk, int max) {
    int room = Math.min(max, chunk.capacity());
    int row = 0;
    while (row < room && (left > 0 || nextBlock())) {
      int count = (int) Math.min(room - row, left);
      try {
        for (int i = 0; i < count; i++) {
          readRecord(chunk, row++);
        }
      } catch (IndexOutOfBoundsException e) {
        throw blocks.damaged("a record is longer than its block");
      }
      left -= count;
      if (left == 0 && at != end) {
        throw blocks.damaged("a block has more bytes than its records");
      }
    }
    if (schema == RawSchema.RAW) {
      forgetReasons(chunk, row);
    }
    return row;
  }

  /** The chunk may have served a quarantine file before. */
  private static void forgetReasons(RawChunk chunk, int count) {
    Arrays.fill(chunk.code, 0, count, null);
    Arrays.fill(chunk.rule, 0, count, null);
    Arrays.fill(chunk.path, 0, count, null);
    Arrays.fill(chunk.reason, 0, count, null);
    Arrays.fill(chunk.offset, 0, count, RawChunk.NO_NUMBER);
    Arrays.fill(chunk.dropped, 0, count, null);
  }

  private boolean nextBlock() {
    while (blocks.next()) {
      data = blocks.data();
      at = blocks.dataStart();
      end = blocks.dataEnd();
      left = blocks.records();
      if (left > 0) {
        return true;
      }
    }
    return false;
  }

  private void readRecord(RawChunk chunk, int row) {
    chunk.seq[row] = readNumber();
    readText(RawColumn.POSITION, chunk.position, row);
    readOp(chunk, row);
    readText(RawColumn.KEY, chunk.key, row);
    chunk.eventTime[row] = readNumber();
    chunk.ingestedAt[row] = readNumber();
    readHeaders(chunk, row);
    readContract(chunk, row);
    readText(RawColumn.PAYLOAD, chunk.payload, row);
    if (schema == RawSchema.QUARANTINE) {
      readReason(chunk, row);
    }
  }

  private void readReason(RawChunk chunk, int row) {
    readText(RawColumn.CODE, chunk.code, row);
    readText(RawColumn.RULE, chunk.rule, row);
    readText(RawColumn.PATH, chunk.path, row);
    readText(RawColumn.REASON, chunk.reason, row);
    chunk.offset[row] = readNumber();
    readText(RawColumn.DROPPED, chunk.dropped, row);
  }

  private long readNumber() {
    return isNull() ? RawChunk.NO_NUMBER : readLong();
  }

  private void readText(RawColumn column, byte[] @Nullable [] target, int row) {
    if (isNull()) {
      target[row] = null;
      return;
    }
    int length = readLength();
    if (wanted[column.ordinal()]) {
      target[row] = Arrays.copyOfRange(data, at, at + length);
    }
    at += length;
  }

  private void readOp(RawChunk chunk, int row) {
    if (isNull()) {
      chunk.op[row] = null;
      return;
    }
    int length = readLength();
    if (wanted[RawColumn.OP.ordinal()]) {
      boolean letter = length == 1 && data[at] >= 0;
      chunk.op[row] = letter ? ONE_LETTER[data[at]] : Arrays.copyOfRange(data, at, at + length);
    }
    at += length;
  }

  private void readContract(RawChunk chunk, int row) {
    if (isNull()) {
      chunk.contractVersion[row] = null;
      return;
    }
    int length = readLength();
    if (wanted[RawColumn.CONTRACT_VERSION.ordinal()]) {
      if (!contract.same(data, at, at + length)) {
        contract.remember(data, at, at + length, Arrays.copyOfRange(data, at, at + length));
      }
      chunk.contractVersion[row] = contract.value;
    }
    at += length;
  }

  private void readHeaders(RawChunk chunk, int row) {
    if (isNull()) {
      chunk.headersJson[row] = null;
      return;
    }
    if (!wanted[RawColumn.HEADERS.ordinal()]) {
      skipMap();
      return;
    }
    int start = at;
    if (headers.startsHere(data, at, end)) {
      at += headers.length();
    } else {
      byte[] json = HeadersJson.read(this);
      headers.remember(data, start, at, json);
    }
    chunk.headersJson[row] = headers.value;
  }

  private void skipMap() {
    for (long entries = readLong(); entries != 0; entries = readLong()) {
      if (entries < 0) {
        skip();
        continue;
      }
      for (long i = 0; i < entries; i++) {
        skip();
        if (!isNull()) {
          skip();
        }
      }
    }
  }

  private void skip() {
    int length = readLength(); // a statement of its own: `at +=` would read `at` too early
    at += length;
  }

  boolean isNull() {
    byte branch = data[at++];
    if (branch != RawFormat.NULL && branch != RawFormat.PRESENT) {
      throw blocks.damaged("a value has no type");
    }
    return branch == RawFormat.NULL;
  }

  int readLength() {
    long length = readLong();
    if (length < 0 || length > end - at) {
      throw blocks.damaged("a value of " + length + " bytes is longer than its block");
    }
    return (int) length;
  }

  long readLong() {
    long bits = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      byte next = data[at++];
      bits |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (bits >>> 1) ^ -(bits & 1);
      }
    }
    throw blocks.damaged("a number is too long");
  }

  byte[] readBytes() {
    int length = readLength();
    at += length;
    return Arrays.copyOfRange(data, at - length, at);
  }

  @Override
  public void close() {
    blocks.close();
  }

  /** A value that most records of a file share: decoded once, recognised by its encoded bytes. */
  private static final class Repeat {
    private byte[] encoded = new byte[0];
    private byte[] value = new byte[0];

    boolean same(byte[] data, int from, int to) {
      return encoded.length > 0 && Arrays.equals(data, from, to, encoded, 0, encoded.length);
    }

    boolean startsHere(byte[] data, int from, int end) {
      return encoded.length <= end - from && same(data, from, from + encoded.length);
    }

    int length() {
      return encoded.length;
    }

    void remember(byte[] data, int from, int to, byte[] decoded) {
      encoded = Arrays.copyOfRange(data, from, to);
      value = decoded;
    }
  }
}
