package dev.foz.source.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads gzip files (RFC 1952) of any number of members. Java's own stream takes a damaged member
 * for the end of the file, which would lose records silently; this one fails there. Zero bytes
 * after the last member are padding.
 */
final class GzipStream extends InputStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[64 << 10];
  private int from;
  private int to;
  private boolean inMember;
  private boolean ended;

  GzipStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      int count = inMember ? inflate(target, offset, length) : nextMember();
      if (count > 0) {
        return count;
      }
    }
    return -1;
  }

  private int inflate(byte[] target, int offset, int length) throws IOException {
    if (inflater.needsInput()) {
      require(from < to || fill());
      inflater.setInput(buffer, from, to - from);
    }
    try {
      int count = inflater.inflate(target, offset, length);
      from = to - inflater.getRemaining();
      crc.update(target, offset, count);
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw new DamagedException("the gzip data asks for a dictionary");
      }
      return count;
    } catch (DataFormatException e) {
      throw new DamagedException("the gzip data is damaged");
    }
  }

  private void endMember() throws IOException {
    long expectedCrc = number(4);
    long expectedSize = number(4);
    if (expectedCrc != crc.getValue()
        || expectedSize != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw new DamagedException("the gzip data is damaged: its checksum does not match");
    }
    inMember = false;
  }

  /** Reads a member's header, or finds that there is none. */
  private int nextMember() throws IOException {
    int first = next();
    while (first == 0) {
      first = next();
    }
    if (first < 0) {
      ended = true;
      return 0;
    }
    if (first != 0x1f || required() != 0x8b || required() != 8) {
      throw new DamagedException("the gzip data is damaged: something else follows it");
    }
    skipHeader(required());
    inflater.reset();
    inflater.setInput(buffer, from, to - from);
    crc.reset();
    inMember = true;
    return 0;
  }

  private void skipHeader(int flags) throws IOException {
    number(6);
    if ((flags & EXTRA) != 0) {
      for (long left = number(2); left > 0; left--) {
        required();
      }
    }
    for (int texts = flags & (NAME | COMMENT); texts != 0; texts &= texts - 1) {
      while (required() != 0) {}
    }
    if ((flags & HEADER_CRC) != 0) {
      number(2);
    }
  }

  /** Little-endian, as everything in gzip. */
  private long number(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) required() << (8 * i);
    }
    return value;
  }

  private int required() throws IOException {
    int value = next();
    require(value >= 0);
    return value;
  }

  private static void require(boolean more) throws IOException {
    if (!more) {
      throw new DamagedException("the gzip data ends too early");
    }
  }

  private int next() throws IOException {
    return from < to || fill() ? buffer[from++] & 0xff : -1;
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, in.read(buffer, 0, buffer.length));
    return to > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
