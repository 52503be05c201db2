package dev.foz.contract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tokens of strict JSON (RFC 8259) in UTF-8 bytes. Every method checks what it passes and throws
 * {@link RecordError} where the text breaks a rule. Not thread-safe.
 */
final class JsonReader {
  static final int MAX_DEPTH = 500;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long SPACES = 0x20 * ONES;

  private byte[] buffer = new byte[0];
  private int end;

  /** The next byte to read. */
  int at;

  /** Of the last number: digits before the point, without a leading zero. */
  int digits;

  /** Of the last number: digits after the point. */
  int scale;

  /** Of the last number: whether it is written with an exponent. */
  boolean exponent;

  void reset(byte[] bytes, int from, int to) {
    buffer = bytes;
    at = from;
    end = to;
  }

  byte[] buffer() {
    return buffer;
  }

  int end() {
    return end;
  }

  String text(int from, int to) {
    return new String(buffer, from, to - from, StandardCharsets.UTF_8);
  }

  /** The next byte that is no white space, or -1 at the end; stays before it. */
  int peek() {
    while (at < end) {
      byte b = buffer[at];
      if (b > ' ' || (b != ' ' && b != '\n' && b != '\r' && b != '\t')) {
        return b & 0xff;
      }
      at++;
    }
    return -1;
  }

  /** Passes white space and then this byte. */
  void expect(char wanted, String where) {
    if (peek() != wanted) {
      throw RecordError.malformed("expected `" + wanted + "` " + where + ", found " + found(), at);
    }
    at++;
  }

  String found() {
    if (at >= end) {
      return "the end of the record";
    }
    int b = buffer[at] & 0xff;
    return b > ' ' && b < 0x7f ? "`" + (char) b + "`" : String.format("byte 0x%02X", b);
  }

  void checkStart() {
    if (end - at >= 3
        && buffer[at] == (byte) 0xEF
        && buffer[at + 1] == (byte) 0xBB
        && buffer[at + 2] == (byte) 0xBF) {
      throw RecordError.malformed("bom", "starts with a byte order mark", at);
    }
    if (peek() < 0) {
      throw RecordError.malformed("is empty", at);
    }
  }

  void checkEnd() {
    if (peek() >= 0) {
      throw RecordError.malformed("more text follows the value: " + found(), at);
    }
  }

  /** Passes a string, from its opening quote; returns the place of its closing quote. */
  int string() {
    int from = at + 1;
    int p = from;
    while (true) {
      p = skipPlain(p);
      if (p >= end) {
        throw RecordError.malformed("a string does not end", from - 1);
      }
      byte b = buffer[p];
      if (b == '"') {
        at = p + 1;
        return p;
      }
      if (b == '\\') {
        p = escape(p);
      } else if (b < 0) {
        p = utf8(p);
      } else if (b < ' ') {
        throw RecordError.malformed(
            String.format("a string holds the control character 0x%02X unescaped", b), p);
      } else {
        p++;
      }
    }
  }

  /** The next byte that ends or disturbs a run of plain ASCII, searched eight at a time. */
  private int skipPlain(int from) {
    int p = from;
    while (p + Long.BYTES <= end) {
      long word = (long) LONG.get(buffer, p);
      long quote = word ^ QUOTES;
      long backslash = word ^ BACKSLASHES;
      // A borrow can mark a plain byte above a special one, never below: the lowest mark is right.
      long marks =
          ((quote - ONES) & ~quote
                  | (backslash - ONES) & ~backslash
                  | (word - SPACES) & ~word
                  | word)
              & HIGHS;
      if (marks != 0) {
        return p + (Long.numberOfTrailingZeros(marks) >>> 3);
      }
      p += Long.BYTES;
    }
    while (p < end && buffer[p] >= ' ' && buffer[p] != '"' && buffer[p] != '\\') {
      p++;
    }
    return p;
  }

  private int escape(int p) {
    if (p + 1 >= end) {
      throw RecordError.malformed("a string does not end", p);
    }
    return switch (buffer[p + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> p + 2;
      case 'u' -> unicode(p);
      default ->
          throw RecordError.malformed(
              "a string holds an unknown escape: \\"
                  + text(p + 1, Utf8.skipOne(buffer, p + 1, end)),
              p);
    };
  }

  private int unicode(int p) {
    int unit = hex(p);
    if (unit < 0xD800 || unit > 0xDFFF) {
      return p + 6;
    }
    boolean paired = unit < 0xDC00 && p + 7 < end && buffer[p + 6] == '\\' && buffer[p + 7] == 'u';
    int low = paired ? hex(p + 6) : 0;
    if (low < 0xDC00 || low > 0xDFFF) {
      throw RecordError.malformed("surrogate", "a string holds half of a surrogate pair", p);
    }
    return p + 12;
  }

  private int hex(int p) {
    if (p + 6 > end) {
      throw RecordError.malformed("a string does not end", p);
    }
    int unit = 0;
    for (int i = p + 2; i < p + 6; i++) {
      int digit = Character.digit(buffer[i], 16);
      if (digit < 0 || buffer[i] < 0) {
        throw RecordError.malformed("\\u needs four hexadecimal digits", p);
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  private int utf8(int p) {
    int length = Utf8.length(buffer, p, end);
    if (length == 0) {
      throw RecordError.malformed(
          "utf-8", String.format("a string holds invalid UTF-8: byte 0x%02X", buffer[p] & 0xff), p);
    }
    return p + length;
  }

  /** Passes a number and notes its digits; returns where it ends. */
  int number() {
    int p = buffer[at] == '-' ? at + 1 : at;
    int first = p;
    p = skipDigits(p);
    checkDigits(first, p, "a number needs a digit");
    boolean zero = buffer[first] == '0';
    if (zero && p - first > 1) {
      throw RecordError.malformed("a number starts with a zero", first);
    }
    digits = zero ? 0 : p - first;
    scale = 0;
    exponent = false;
    if (p < end && buffer[p] == '.') {
      int fraction = p + 1;
      p = skipDigits(fraction);
      checkDigits(fraction, p, "a number needs a digit after its point");
      scale = p - fraction;
    }
    if (p < end && (buffer[p] | 0x20) == 'e') {
      p = exponent(p + 1);
    }
    at = p;
    return p;
  }

  /** Whether all that is left to read is one number; it is then passed. */
  boolean isNumber() {
    try {
      return at < end && (buffer[at] == '-' || isDigit(buffer[at])) && number() == end;
    } catch (RecordError noNumber) {
      return false;
    }
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private int exponent(int from) {
    int first = from < end && (buffer[from] == '+' || buffer[from] == '-') ? from + 1 : from;
    int p = skipDigits(first);
    checkDigits(first, p, "a number needs a digit in its exponent");
    exponent = true;
    return p;
  }

  private int skipDigits(int from) {
    int p = from;
    while (p < end && buffer[p] >= '0' && buffer[p] <= '9') {
      p++;
    }
    return p;
  }

  private void checkDigits(int from, int to, String what) {
    if (from == to) {
      at = to;
      throw RecordError.malformed(what + ", found " + found(), to);
    }
  }

  /** Passes {@code true}, {@code false} or {@code null}, whose first byte is next. */
  void word(byte[] word) {
    if (!isWord(word)) {
      throw noValue();
    }
    at += word.length;
  }

  /** Whether this word is next; stays before it. */
  boolean isWord(byte[] word) {
    return end - at >= word.length
        && Arrays.equals(buffer, at, at + word.length, word, 0, word.length);
  }

  RecordError tooDeep() {
    return RecordError.malformed("depth", "is nested deeper than " + MAX_DEPTH, at);
  }

  RecordError noValue() {
    return RecordError.malformed("expected a value, found " + found(), at);
  }

  /** The bytes of a string without its quotes, unescaped; the string was passed before. */
  static byte[] unescape(byte[] buffer, int from, int to) {
    byte[] bytes = new byte[to - from];
    int size = 0;
    int p = from;
    while (p < to) {
      byte b = buffer[p];
      if (b != '\\') {
        bytes[size++] = b;
        p++;
      } else if (buffer[p + 1] == 'u') {
        int unit = unit(buffer, p);
        boolean pair = Character.isHighSurrogate((char) unit);
        int point = pair ? Character.toCodePoint((char) unit, (char) unit(buffer, p + 6)) : unit;
        size = Utf8.put(point, bytes, size);
        p += pair ? 12 : 6;
      } else {
        bytes[size++] = plainEscape(buffer[p + 1]);
        p += 2;
      }
    }
    return Arrays.copyOf(bytes, size);
  }

  private static int unit(byte[] buffer, int p) {
    int unit = 0;
    for (int i = p + 2; i < p + 6; i++) {
      unit = unit << 4 | Character.digit(buffer[i], 16);
    }
    return unit;
  }

  private static byte plainEscape(byte letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> letter;
    };
  }

  static boolean hasEscape(byte[] buffer, int from, int to) {
    for (int p = from; p < to; p++) {
      if (buffer[p] == '\\') {
        return true;
      }
    }
    return false;
  }
}
