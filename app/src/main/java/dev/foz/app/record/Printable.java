package dev.foz.app.record;

import dev.foz.app.text.Figures;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes and texts of others in characters that cannot write to the terminal. */
final class Printable {
  private static final int CHUNK = 8192;
  private static final int MAX_BYTES_OF_A_CHARACTER = 4;

  private Printable() {}

  /** Bytes that are no text of the charset, and control characters, are {@code \xHH}. */
  static String of(byte[] bytes, int from, int to, Charset charset) {
    return of(decode(bytes, from, to, charset));
  }

  /** Bytes that are no text of the charset are {@code \xHH}; control characters stay. */
  static String decode(byte[] bytes, int from, int to, Charset charset) {
    StringBuilder text = new StringBuilder();
    ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
    CharBuffer out = CharBuffer.allocate(to - from + 1);
    CharsetDecoder decoder = decoder(charset);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      text.append(out.flip());
      out.clear();
      if (!result.isError()) {
        return text.toString();
      }
      for (int i = 0; i < result.length(); i++) {
        text.append(hex(in.get()));
      }
      decoder.reset();
    }
  }

  /**
   * The same, cut behind so many characters, with the size of the whole where it was cut.
   *
   * @param limit of characters before the cut
   */
  static String cut(byte[] bytes, int from, int to, Charset charset, int limit) {
    int enough = (int) Math.min(to, from + (limit + 1L) * MAX_BYTES_OF_A_CHARACTER);
    String head = of(bytes, from, enough, charset);
    return enough == to && width(head) <= limit
        ? head
        : cut(head, limit) + " (" + Figures.count(to - from, "byte") + ")";
  }

  /** Cut behind so many characters where it has more. */
  static String cut(String text, int limit) {
    return width(text) <= limit
        ? text
        : text.substring(0, text.offsetByCodePoints(0, limit)) + "...";
  }

  /** Control characters, and those that change the direction of a line, are spelt. */
  static String of(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(point -> append(shown, point));
    return shown.toString();
  }

  private static void append(StringBuilder shown, int point) {
    if (point < ' ' || point == 0x7f) {
      shown.append(hex((byte) point));
    } else if (isPlain(point)) {
      shown.appendCodePoint(point);
    } else {
      shown.append(String.format(point > 0xffff ? "\\U%08x" : "\\u%04x", point));
    }
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String hex(byte value) {
    return String.format("\\x%02X", value);
  }

  static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  static boolean isUtf8(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(CHUNK);
    CharsetDecoder decoder = decoder(StandardCharsets.UTF_8);
    CoderResult result = CoderResult.OVERFLOW;
    while (result.isOverflow()) {
      out.clear();
      result = decoder.decode(in, out, true);
    }
    return !result.isError();
  }

  private static CharsetDecoder decoder(Charset charset) {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }
}
