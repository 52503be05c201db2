package dev.foz.table;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The blocks of an Avro container, decompressed one after the other into one buffer. */
final class AvroBlocks implements AutoCloseable {
  private static final int READ_BYTES = 512 * 1024;

  /** What a block may hold at most; more than any writer makes, less than an array can. */
  private static final int MAX_BLOCK = 1 << 30;

  private final SeekableByteChannel channel;
  private final String name;
  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
  private final byte[] sync = new byte[RawFormat.SYNC_BYTES];
  private final Map<String, byte[]> metadata = new HashMap<>();
  private String codec = "null";

  private byte[] input = new byte[READ_BYTES];
  private int at;
  private int limit;
  private long consumed;

  private byte[] data = new byte[0];
  private int dataStart;
  private int dataEnd;
  private long records;

  AvroBlocks(SeekableByteChannel channel, String name) {
    this.channel = channel;
    this.name = name;
    readHeader();
  }

  private void readHeader() {
    for (byte expected : RawFormat.MAGIC) {
      if (!has(1) || input[at++] != expected) {
        throw damaged("it is not an Avro file");
      }
    }
    for (long entries = readLong(); entries != 0; entries = readLong()) {
      if (entries < 0) {
        readLong();
      }
      for (long i = Math.abs(entries); i > 0; i--) {
        String key = new String(readBytes(), java.nio.charset.StandardCharsets.UTF_8);
        metadata.put(key, readBytes());
      }
    }
    need(sync.length);
    System.arraycopy(input, at, sync, 0, sync.length);
    at += sync.length;
    codec = text(RawFormat.CODEC_KEY).orElse("null");
  }

  java.util.Optional<String> text(String key) {
    return java.util.Optional.ofNullable(metadata.get(key))
        .map(bytes -> new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Moves to the next block; false at the end of the file. */
  boolean next() {
    if (!has(1)) {
      return false;
    }
    records = readLong();
    long size = readLong();
    if (records < 0 || size < 0 || size > MAX_BLOCK) {
      throw damaged("a block says that it has " + records + " records, " + size + " bytes");
    }
    need((int) size + sync.length);
    int end = at + (int) size;
    if (!Arrays.equals(input, end, end + sync.length, sync, 0, sync.length)) {
      throw damaged("a block does not end where it says");
    }
    decompress(at, (int) size);
    at = end + sync.length;
    return true;
  }

  private void decompress(int offset, int size) {
    switch (codec) {
      case "zstandard" -> inflateZstd(offset, size);
      case "deflate" -> inflate(offset, size);
      case "snappy" -> throw damaged("Foz does not write snappy; rewrite it with zstd");
      case "null" -> {
        data = input;
        dataStart = offset;
        dataEnd = offset + size;
      }
      default -> throw damaged("its codec " + codec + " is unknown");
    }
  }

  private void inflateZstd(int offset, int size) {
    long content = Zstd.getFrameContentSize(input, offset, size);
    try {
      if (content >= 0
          && content <= MAX_BLOCK
          && Zstd.getFrameContentSize(input, offset, size) > 0) {
        ensureData((int) content);
        dataEnd = zstd.decompressByteArray(data, 0, data.length, input, offset, size);
      } else {
        byte[] whole = inflateStream(offset, size);
        data = whole;
        dataEnd = whole.length;
      }
      dataStart = 0;
    } catch (ZstdException | IOException e) {
      throw damaged("a block cannot be decompressed: " + e.getMessage());
    }
  }

  /** Frames of writers that do not say how large they are. */
  private byte[] inflateStream(int offset, int size) throws IOException {
    try (var in =
        new com.github.luben.zstd.ZstdInputStreamNoFinalizer(
            new java.io.ByteArrayInputStream(input, offset, size))) {
      return in.readAllBytes();
    }
  }

  private void inflate(int offset, int size) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(input, offset, size);
      int written = 0;
      ensureData(Math.max(data.length, 4 * size));
      while (!inflater.finished()) {
        if (written == data.length) {
          data = Arrays.copyOf(data, 2 * data.length);
        }
        int count = inflater.inflate(data, written, data.length - written);
        if (count == 0 && inflater.needsInput()) {
          throw damaged("a block is cut short");
        }
        written += count;
      }
      dataStart = 0;
      dataEnd = written;
    } catch (DataFormatException e) {
      throw damaged("a block cannot be decompressed: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  private void ensureData(int size) {
    if (data == input || data.length < size) {
      data = new byte[size];
    }
  }

  byte[] data() {
    return data;
  }

  int dataStart() {
    return dataStart;
  }

  int dataEnd() {
    return dataEnd;
  }

  long records() {
    return records;
  }

  private byte[] readBytes() {
    long length = readLong();
    if (length < 0 || length > MAX_BLOCK) {
      throw damaged("its header is broken");
    }
    need((int) length);
    at += (int) length;
    return Arrays.copyOfRange(input, at - (int) length, at);
  }

  private long readLong() {
    long bits = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      need(1);
      byte next = input[at++];
      bits |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (bits >>> 1) ^ -(bits & 1);
      }
    }
    throw damaged("a number is too long");
  }

  private void need(int bytes) {
    if (!has(bytes)) {
      throw damaged("it is cut short");
    }
  }

  /** Makes so many bytes stand in the input buffer; false where the file ends before. */
  private boolean has(int bytes) {
    if (limit - at >= bytes) {
      return true;
    }
    if (input.length - at < bytes) {
      byte[] target = input.length < bytes ? new byte[bytes + READ_BYTES] : input;
      System.arraycopy(input, at, target, 0, limit - at);
      consumed += at;
      limit -= at;
      at = 0;
      input = target;
    }
    return fill(bytes);
  }

  private boolean fill(int bytes) {
    try {
      while (limit - at < bytes) {
        int read = channel.read(ByteBuffer.wrap(input, limit, input.length - limit));
        if (read < 0) {
          return false;
        }
        limit += read;
      }
      return true;
    } catch (IOException e) {
      throw StorageErrors.of("read", java.nio.file.Path.of(name), e);
    }
  }

  FozException damaged(String reason) {
    return Problem.of(Code.TABLE_DAMAGED, "Cannot read " + name + ": " + reason)
        .because("near byte " + (consumed + at))
        .remedy("put the file back from a backup, or load its source again")
        .toException();
  }

  @Override
  public void close() {
    zstd.close();
    try {
      channel.close();
    } catch (IOException e) {
      throw StorageErrors.of("close", java.nio.file.Path.of(name), e);
    }
  }
}
