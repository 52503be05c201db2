package dev.foz.app.record;

import dev.foz.app.text.Figures;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The bytes around a place, on one line. */
final class RawLines {
  private static final int COLUMNS_OF_A_BYTE = 4;
  private static final int MOST_CONTINUATIONS = 3;

  private RawLines() {}

  /**
   * @param offset up to the length of the bytes
   */
  static Excerpt read(byte[] bytes, int offset, int width) {
    int from = start(bytes, offset, width / 2);
    int to = end(bytes, offset, width / 2);
    int next = next(bytes, offset, to);
    String before = (from > 0 ? "..." : "") + text(bytes, from, offset);
    String marked = text(bytes, offset, next);
    String after = text(bytes, next, to) + (to < bytes.length ? "..." : "");
    String place =
        bytes.length == 0
            ? "no bytes"
            : "byte " + Figures.count(offset) + " of " + Figures.count(bytes.length);
    return new Excerpt(
        List.of(before + marked + after, "(" + place + ")"),
        0,
        Printable.width(before),
        Math.max(1, Printable.width(marked)));
  }

  private static String text(byte[] bytes, int from, int to) {
    return Printable.of(bytes, from, to, StandardCharsets.UTF_8);
  }

  /** As far back as there is room, and not inside a character. */
  private static int start(byte[] bytes, int offset, int room) {
    int from = offset;
    for (int used = 0; from > 0 && used < room; used += columns(bytes[from])) {
      from--;
    }
    int most = from > 0 ? Math.min(offset, from + MOST_CONTINUATIONS) : from;
    while (from < most && isContinuation(bytes[from])) {
      from++;
    }
    return from;
  }

  private static int end(byte[] bytes, int offset, int room) {
    int to = offset;
    for (int used = 0; to < bytes.length && used < room; to++) {
      used += columns(bytes[to]);
    }
    int least = to < bytes.length ? Math.max(offset, to - MOST_CONTINUATIONS) : to;
    while (to > least && isContinuation(bytes[to])) {
      to--;
    }
    return to;
  }

  /** Behind the character at a place. */
  private static int next(byte[] bytes, int offset, int end) {
    int next = Math.min(offset + 1, end);
    int most = Math.min(end, next + MOST_CONTINUATIONS);
    while (next < most && bytes[offset] < 0 && isContinuation(bytes[next])) {
      next++;
    }
    return next;
  }

  private static int columns(byte value) {
    return value >= ' ' && value < 0x7f ? 1 : COLUMNS_OF_A_BYTE;
  }

  private static boolean isContinuation(byte value) {
    return (value & 0xC0) == 0x80;
  }
}
