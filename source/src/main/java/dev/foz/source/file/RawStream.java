package dev.foz.source.file;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** The bytes of a file as they lie on the disk, up to the size that it had when it was opened. */
final class RawStream extends InputStream {
  private static final int MAGIC_BYTES = 4;
  private static final int GZIP = 0x1f8b;
  private static final int ZSTD = 0x28b52ffd;

  private final InputStream in;
  private final long size;
  private long count;
  private boolean packed;

  RawStream(InputStream in, long size) {
    this.in = in;
    this.size = size;
  }

  /** Bytes read so far. */
  long count() {
    return count;
  }

  /** Whether the content is packed; known once it was opened. */
  boolean isPacked() {
    return packed;
  }

  /** The content, unpacked where the first bytes say that it is packed. */
  InputStream unpacked() throws IOException {
    PushbackInputStream all = new PushbackInputStream(this, MAGIC_BYTES);
    byte[] first = all.readNBytes(MAGIC_BYTES);
    all.unread(first);
    int magic = 0;
    for (int i = 0; i < MAGIC_BYTES; i++) {
      magic = magic << 8 | (i < first.length ? first[i] & 0xff : 0);
    }
    packed = magic >>> 16 == GZIP || magic == ZSTD;
    if (magic >>> 16 == GZIP) {
      return new GzipStream(all);
    }
    return magic == ZSTD ? new ZstdInputStream(all) : all;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int wanted = (int) Math.min(length, size - count);
    int got = wanted == 0 && length > 0 ? -1 : in.read(target, offset, wanted);
    count += Math.max(0, got);
    return got;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
