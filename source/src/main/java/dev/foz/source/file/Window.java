package dev.foz.source.file;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file that are looked at now: those from {@link #from} to {@link #to} of {@link
 * #bytes} were read and not yet consumed. Everything consumed is hashed, in order. Indexes hold
 * until {@link #more} or {@link #skip} is called.
 */
final class Window {
  /** Told when the bytes run out; may refuse to go on by throwing. */
  interface Watch {
    /** Called before each read. */
    void reading();

    /** Whether the file still looks as it did when it was opened. */
    boolean isSettled() throws IOException;

    /** What stops a file with a record above the limit that starts at this offset. */
    FileStop tooLarge(long offset);
  }

  private final InputStream in;
  private final Watch watch;
  private final int limit;
  private final MessageDigest digest = sha256();
  private byte[] bytes;
  private int from;
  private int to;
  private int hashed;
  private long base;
  private boolean ended;
  private boolean settled;
  private @Nullable IOException failure;

  /**
   * @param buffer to be used as long as it is large enough
   * @param limit of a single record
   */
  Window(InputStream in, Watch watch, byte[] buffer, int limit) {
    this.in = in;
    this.watch = watch;
    this.bytes = buffer;
    this.limit = limit;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** Offset in the uncompressed file of {@link #from}. */
  long offset() {
    return base + from;
  }

  void consume(int upTo) {
    from = upTo;
  }

  /** Whether all bytes of the file are in the window, and the file did not change meanwhile. */
  boolean isComplete() {
    return ended && settled;
  }

  /**
   * Reads on behind {@link #to}, after it moved what is not consumed to the front.
   *
   * @return false at the end of the file
   * @throws FileStop when a whole record does not fit into the limit
   */
  boolean more() throws IOException {
    if (failure == null && ended) {
      return false;
    }
    compact();
    if (to == bytes.length) {
      grow();
    }
    return fill();
  }

  private void compact() {
    hash();
    System.arraycopy(bytes, from, bytes, 0, to - from);
    base += from;
    to -= from;
    from = 0;
    hashed = 0;
  }

  private void grow() throws FileStop {
    if (bytes.length > limit) {
      throw watch.tooLarge(offset());
    }
    bytes = Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, limit + 1L));
  }

  private boolean fill() throws IOException {
    if (failure != null) {
      throw failure;
    }
    watch.reading();
    int before = to;
    try {
      read();
    } catch (IOException e) {
      failure = e;
    }
    if (failure != null && to == before) {
      throw failure;
    }
    return to > before;
  }

  private void read() throws IOException {
    while (to < bytes.length && !ended) {
      int count = in.read(bytes, to, bytes.length - to);
      ended = count < 0;
      to += Math.max(0, count);
    }
    settled = ended && watch.isSettled();
  }

  /**
   * Consumes up to this offset.
   *
   * @return false where the file ends before it
   */
  boolean skip(long target) throws IOException {
    while (target > base + to) {
      from = to;
      if (!more()) {
        return false;
      }
    }
    from = (int) Math.max(from, target - base);
    return true;
  }

  private void hash() {
    digest.update(bytes, hashed, from - hashed);
    hashed = from;
  }

  /** Hex SHA-256 of all that was consumed. */
  String sha() {
    hash();
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("every Java can clone SHA-256", e);
    }
  }
}
