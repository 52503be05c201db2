package dev.foz.contract;

import dev.foz.base.Type;
import java.nio.charset.StandardCharsets;

/** Reads the text of CSV fields as values. Not thread-safe. */
final class CsvValues {
  private static final int MAX_NUMBER_LENGTH = 100;
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  private final byte decimal;
  private final byte group;

  /** The last number in plain form: no groups, a point. */
  private final byte[] plain = new byte[MAX_NUMBER_LENGTH];

  private int length;
  private int digits;
  private int scale;

  /**
   * @param decimal the character between digits and fraction; the other of point and comma may
   *     separate groups of three digits
   */
  CsvValues(char decimal) {
    this.decimal = (byte) decimal;
    this.group = (byte) (decimal == '.' ? ',' : '.');
  }

  byte[] plain() {
    return plain;
  }

  int plainLength() {
    return length;
  }

  int digits() {
    return digits;
  }

  int scale() {
    return scale;
  }

  /** How the last number goes into a type, see {@link ExactNumbers}. */
  ExactNumbers.Fit fit(Type type) {
    return ExactNumbers.fit(type, plain, 0, length, digits, scale, false);
  }

  /** The bits of a field that is not null. */
  long facts(byte[] text, int from, int to) {
    if (from == to) {
      return Facts.TEXT;
    }
    byte first = text[from];
    if (first == '-' || (first >= '0' && first <= '9')) {
      return readNumber(text, from, to)
          ? Numbers.plainFacts(plain, 0, length, digits, scale, 0)
          : Temporal.kind(text, from, to);
    }
    return isBoolean(text, from, to) ? Facts.BOOLEAN : Facts.TEXT;
  }

  /** As {@link #facts}, for a field of the primary key: only integers are more than text. */
  long keyFacts(byte[] text, int from, int to) {
    for (int p = from; p < to; p++) {
      if ((text[p] < '0' || text[p] > '9') && (text[p] != '-' || p > from)) {
        return Facts.TEXT;
      }
    }
    boolean fits = to - from <= Facts.MAX_PRECISION && readNumber(text, from, to);
    return fits ? Numbers.plainFacts(plain, 0, length, digits, scale, 0) : Facts.TEXT;
  }

  static boolean isBoolean(byte[] text, int from, int to) {
    return isWord(text, from, to, TRUE) || isWord(text, from, to, FALSE);
  }

  static boolean isTrue(byte[] text, int from, int to) {
    return isWord(text, from, to, TRUE);
  }

  private static boolean isWord(byte[] text, int from, int to, byte[] word) {
    if (to - from != word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      byte b = text[from + i];
      if (b != word[i] && b != word[i] - ('a' - 'A')) {
        return false;
      }
    }
    return true;
  }

  /** Whether this is a number; it then stands in {@link #plain}. */
  boolean readNumber(byte[] text, int from, int to) {
    if (from == to || to - from > MAX_NUMBER_LENGTH) {
      return false;
    }
    length = 0;
    boolean negative = text[from] == '-';
    if (negative) {
      plain[length++] = '-';
    }
    int p = readInteger(text, negative ? from + 1 : from, to);
    if (p == to) {
      return !(negative && digits == 0);
    }
    return p > 0 && text[p] == decimal && readFraction(text, p + 1, to);
  }

  private boolean readFraction(byte[] text, int from, int to) {
    plain[length++] = '.';
    int end = copyDigits(text, from, to);
    scale = end - from;
    return scale > 0 && end == to;
  }

  /** Passes the digits before the point; -1 where there are none in canonical form. */
  private int readInteger(byte[] text, int from, int to) {
    scale = 0;
    int p = copyDigits(text, from, to);
    int leading = p - from;
    if (leading == 0 || (text[from] == '0' && leading > 1)) {
      return -1;
    }
    digits = text[from] == '0' ? 0 : leading;
    if (p == to || text[p] != group) {
      return p;
    }
    return leading <= 3 && digits > 0 ? readGroups(text, p, to) : -1;
  }

  private int readGroups(byte[] text, int from, int to) {
    int p = from;
    int groups = 0;
    while (p < to && text[p] == group) {
      int end = copyDigits(text, p + 1, Math.min(to, p + 4));
      if (end != p + 4) {
        return -1;
      }
      digits += 3;
      groups++;
      p = end;
    }
    // With the default point, 1,234 may as well be a fraction whose comma nobody declared.
    boolean ambiguous = groups == 1 && p == to && decimal == '.';
    return ambiguous ? -1 : p;
  }

  private int copyDigits(byte[] text, int from, int to) {
    int p = from;
    while (p < to && text[p] >= '0' && text[p] <= '9') {
      plain[length++] = text[p++];
    }
    return p;
  }
}
