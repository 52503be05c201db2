package dev.foz.table;

import java.nio.charset.StandardCharsets;

/** What writers and reader of raw files agree on: an Avro container of a {@link RawSchema}. */
final class RawFormat {
  static final byte[] MAGIC = {'O', 'b', 'j', 1};
  static final int SYNC_BYTES = 16;
  static final String SCHEMA_KEY = "avro.schema";
  static final String CODEC_KEY = "avro.codec";
  static final String CODEC = "zstandard";

  /** Branch of a union with null, as Avro writes it. */
  static final byte NULL = 0;

  static final byte PRESENT = 2;

  private RawFormat() {}

  /** Writes a zigzag number; returns the offset after it. At most 10 bytes. */
  static int putLong(byte[] out, int offset, long value) {
    long bits = (value << 1) ^ (value >> 63);
    int at = offset;
    while ((bits & ~0x7FL) != 0) {
      out[at++] = (byte) (bits | 0x80);
      bits >>>= 7;
    }
    out[at++] = (byte) bits;
    return at;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
