package dev.foz.table;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some records of a raw or quarantine file as columns; filled again and again by {@link
 * RawFileReader#next}. Columns that the projection leaves out keep whatever they held. The byte
 * arrays are fresh for every chunk, except that equal neighbours (op, headers, contract version)
 * may be one array: callers do not write into them.
 */
public final class RawChunk {
  public final long[] seq;
  public final byte[] @Nullable [] position;
  public final byte[] @Nullable [] op;
  public final byte[] @Nullable [] key;

  /** Microseconds since 1970, or {@link #NO_NUMBER}. */
  public final long[] eventTime;

  /** Microseconds since 1970, or {@link #NO_NUMBER}. */
  public final long[] ingestedAt;

  /** A JSON object of texts, keys in stored order. */
  public final byte[] @Nullable [] headersJson;

  public final byte[] @Nullable [] contractVersion;
  public final byte[] @Nullable [] payload;

  /** From here on of quarantine files; null for the records of raw files. */
  public final byte[] @Nullable [] code;

  public final byte[] @Nullable [] rule;
  public final byte[] @Nullable [] path;
  public final byte[] @Nullable [] reason;

  /** In bytes, or {@link #NO_NUMBER}. */
  public final long[] offset;

  public final byte[] @Nullable [] dropped;

  /** Stands for null in a column of numbers or times. */
  public static final long NO_NUMBER = Long.MIN_VALUE;

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
    code = new byte[capacity][];
    rule = new byte[capacity][];
    path = new byte[capacity][];
    reason = new byte[capacity][];
    offset = new long[capacity];
    dropped = new byte[capacity][];
  }

  /** The headers of a row; none where it has no headers. */
  public Map<String, String> headers(int row) {
    byte[] json = headersJson[row];
    return json == null ? Map.of() : HeadersJson.parse(json);
  }

  public int capacity() {
    return seq.length;
  }
}
