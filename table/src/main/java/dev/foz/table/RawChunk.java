package dev.foz.table;

import org.jspecify.annotations.Nullable;

/**
 * Some records of a raw file as columns; filled again and again by {@link RawFileReader#next}.
 * Columns that the projection leaves out keep whatever they held. The byte arrays are fresh for
 * every chunk, except that equal neighbours (op, headers, contract version) may be one array:
 * callers do not write into them.
 */
public final class RawChunk {
  public final long[] seq;
  public final byte[] @Nullable [] position;
  public final byte[] @Nullable [] op;
  public final byte[] @Nullable [] key;

  /** Microseconds since 1970, or {@link #NO_TIME}. */
  public final long[] eventTime;

  /** Microseconds since 1970, or {@link #NO_TIME}. */
  public final long[] ingestedAt;

  /** A JSON object of texts, keys in stored order. */
  public final byte[] @Nullable [] headersJson;

  public final byte[] @Nullable [] contractVersion;
  public final byte[] @Nullable [] payload;

  /** Stands for null in a time column. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /**
   * @param capacity records at most
   */
  public RawChunk(int capacity) {
    seq = new long[capacity];
    position = new byte[capacity][];
    op = new byte[capacity][];
    key = new byte[capacity][];
    eventTime = new long[capacity];
    ingestedAt = new long[capacity];
    headersJson = new byte[capacity][];
    contractVersion = new byte[capacity][];
    payload = new byte[capacity][];
  }

  public int capacity() {
    return seq.length;
  }
}
