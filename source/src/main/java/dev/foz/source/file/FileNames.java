package dev.foz.source.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Paths as text that can stand in a position, a message and a line: never two paths with the same
 * text, no control characters, the same whatever the locale of the process is.
 */
final class FileNames {
  private static final char UNREADABLE = '\uFFFD';

  private FileNames() {}

  /** The path below {@code base} with {@code /} between names, or the whole path if elsewhere. */
  static String text(Path base, Path file) {
    Path shown = file.startsWith(base) && !file.equals(base) ? base.relativize(file) : file;
    String text = shown.toString();
    if (text.indexOf(UNREADABLE) >= 0) {
      return decode(base, file);
    }
    return isPlain(text) ? text : escape(text);
  }

  private static boolean isPlain(String text) {
    return text.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '\\');
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder();
    text.chars().forEach(c -> append(out, (char) c));
    return out.toString();
  }

  private static void append(StringBuilder out, char c) {
    if (c == '\\') {
      out.append("\\\\");
    } else if (c < ' ' || c == 0x7f) {
      out.append(hex((byte) c));
    } else {
      out.append(c);
    }
  }

  private static String hex(byte value) {
    return "\\x" + HexFormat.of().withUpperCase().toHexDigits(value);
  }

  /** A path's URI is the only place where Java shows the bytes of a name that it cannot decode. */
  private static String decode(Path base, Path file) {
    byte[] bytes = bytes(file);
    int from = file.startsWith(base) && !file.equals(base) ? bytes(base).length : 0;
    while (from > 0 && from < bytes.length && bytes[from] == '/') {
      from++;
    }
    StringBuilder out = new StringBuilder();
    ByteBuffer rest = ByteBuffer.wrap(bytes, from, bytes.length - from);
    CharBuffer chars = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(rest, chars, true);
    while (result.isError()) {
      drain(chars, out);
      for (int i = 0; i < result.length(); i++) {
        out.append(hex(rest.get()));
      }
      result = decoder.reset().decode(rest, chars, true);
    }
    drain(chars, out);
    return out.toString();
  }

  private static void drain(CharBuffer chars, StringBuilder out) {
    chars.flip().chars().forEach(c -> append(out, (char) c));
    chars.clear();
  }

  private static byte[] bytes(Path file) {
    String raw = file.toUri().getRawPath();
    byte[] bytes = new byte[raw.length()];
    int count = 0;
    for (int i = 0; i < raw.length(); i++) {
      boolean escaped = raw.charAt(i) == '%';
      bytes[count++] = (byte) (escaped ? Integer.parseInt(raw, i + 1, i + 3, 16) : raw.charAt(i));
      i += escaped ? 2 : 0;
    }
    return Arrays.copyOf(bytes, count);
  }
}
