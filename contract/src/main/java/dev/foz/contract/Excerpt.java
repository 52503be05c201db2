package dev.foz.contract;

import java.nio.charset.StandardCharsets;

/** Values as messages show them. */
final class Excerpt {
  private static final int LENGTH = 40;

  private Excerpt() {}

  /** The text, cut where it is long; control characters as {@code ?}. */
  static String of(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    if (line.codePointCount(0, line.length()) <= LENGTH) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, LENGTH)) + "…";
  }

  /** Of UTF-8 text, of which only the beginning is read. */
  static String of(byte[] text, int from, int to) {
    int end = Math.min(to, from + 4 * LENGTH + 4);
    while (end < to && (text[end] & 0xC0) == 0x80) {
      end++;
    }
    return of(new String(text, from, end - from, StandardCharsets.UTF_8));
  }
}
