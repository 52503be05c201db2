package dev.foz.app.record;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes a JSON text on lines, one member or element on each. Tells apart only what is JSON and
 * what is not: depth, keys that stand twice and halves of surrogate pairs are shown as they are.
 * For one text.
 */
final class JsonLines {
  private static final Pattern SCALAR =
      Pattern.compile("true|false|null|-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][-+]?[0-9]++)?");
  private static final String INDENT = "  ";
  private static final int MOST_INDENTS = 15;
  private static final int MOST_OF_KEY = 40;
  private static final int LEAST_OF_VALUE = 24;

  /** What a cut value has behind it. */
  private static final int ROOM_FOR_SIZE = 24;

  /** What may come next. */
  private enum Next {
    VALUE,
    VALUE_OR_END,
    KEY,
    KEY_OR_END,
    COLON,
    COMMA_OR_END,
    NOTHING
  }

  private final byte[] bytes;
  private final int offset;
  private final int width;
  private final Window window = new Window();
  private final BitSet objects = new BitSet();
  private final StringBuilder line = new StringBuilder();
  private Next next = Next.VALUE;
  private int depth;
  private int at;
  private boolean isMarked;
  private boolean lineIsMarked;
  private int markFrom;
  private int markLength;

  private JsonLines(byte[] bytes, int offset, int width) {
    this.bytes = bytes;
    this.offset = offset;
    this.width = width;
  }

  /**
   * The lines around the value or key at the offset; empty where the bytes are not JSON in UTF-8.
   */
  static Optional<Excerpt> read(byte[] bytes, int offset, int width) {
    if (!Printable.isUtf8(bytes)) {
      return Optional.empty();
    }
    JsonLines lines = new JsonLines(bytes, offset, width);
    return lines.read() ? Optional.of(lines.window.excerpt()) : Optional.empty();
  }

  private boolean read() {
    while (skipSpace()) {
      if (!token()) {
        return false;
      }
    }
    if (!isMarked) {
      // The offset is behind the last token.
      mark(line.length() - 1, 1, Integer.MAX_VALUE);
    }
    endLine();
    return next == Next.NOTHING;
  }

  private boolean skipSpace() {
    while (at < bytes.length && isSpace(bytes[at])) {
      at++;
    }
    return at < bytes.length;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private boolean token() {
    return switch (bytes[at]) {
      case '{' -> open(true);
      case '[' -> open(false);
      case '}' -> close(true);
      case ']' -> close(false);
      case ',' -> comma();
      case ':' -> colon();
      case '"' -> string();
      default -> word();
    };
  }

  private boolean open(boolean isObject) {
    if (!beginValue()) {
      return false;
    }
    line.append(isObject ? '{' : '[');
    at++;
    mark(line.length() - 1, 1, at);
    depth++;
    objects.set(depth, isObject);
    next = isObject ? Next.KEY_OR_END : Next.VALUE_OR_END;
    return true;
  }

  private boolean close(boolean isObject) {
    boolean isEmpty = next == (isObject ? Next.KEY_OR_END : Next.VALUE_OR_END);
    boolean mayEnd = isEmpty || next == Next.COMMA_OR_END;
    if (depth == 0 || objects.get(depth) != isObject || !mayEnd) {
      return false;
    }
    depth--;
    if (!isEmpty) {
      beginLine();
    }
    line.append(isObject ? '}' : ']');
    at++;
    mark(line.length() - 1, 1, at);
    endValue();
    return true;
  }

  private boolean comma() {
    if (next != Next.COMMA_OR_END) {
      return false;
    }
    line.append(',');
    at++;
    next = objects.get(depth) ? Next.KEY : Next.VALUE;
    return true;
  }

  private boolean colon() {
    if (next != Next.COLON) {
      return false;
    }
    line.append(": ");
    at++;
    next = Next.VALUE;
    return true;
  }

  private boolean string() {
    int from = at;
    int to = endOfString();
    if (to < 0) {
      return false;
    }
    at = to;
    if (next == Next.KEY || next == Next.KEY_OR_END) {
      beginLine();
      append(from, to, MOST_OF_KEY);
      next = Next.COLON;
      return true;
    }
    return scalar(from, to);
  }

  /** Behind the closing quote; -1 where the string is none. */
  private int endOfString() {
    int p = at + 1;
    while (p < bytes.length) {
      byte b = bytes[p];
      if (b == '"') {
        return p + 1;
      }
      int length = b == '\\' ? escape(p) : 1;
      if (length == 0 || (b >= 0 && b < ' ')) {
        return -1;
      }
      p += length;
    }
    return -1;
  }

  /** How long an escape is; 0 where it is none. */
  private int escape(int p) {
    if (p + 1 >= bytes.length || "\"\\/bfnrtu".indexOf(bytes[p + 1]) < 0) {
      return 0;
    }
    if (bytes[p + 1] != 'u') {
      return 2;
    }
    for (int i = p + 2; i < p + 6; i++) {
      if (i >= bytes.length || Character.digit((char) bytes[i], 16) < 0) {
        return 0;
      }
    }
    return 6;
  }

  private boolean word() {
    int from = at;
    while (at < bytes.length && isOfWord(bytes[at])) {
      at++;
    }
    String text = new String(bytes, from, at - from, StandardCharsets.US_ASCII);
    return SCALAR.matcher(text).matches() && scalar(from, at);
  }

  private static boolean isOfWord(byte b) {
    return (b >= '0' && b <= '9')
        || (b >= 'a' && b <= 'z')
        || b == '-'
        || b == '+'
        || b == '.'
        || b == 'E';
  }

  private boolean scalar(int from, int to) {
    if (!beginValue()) {
      return false;
    }
    append(from, to, Math.max(LEAST_OF_VALUE, width - line.length() - ROOM_FOR_SIZE));
    endValue();
    return true;
  }

  private void append(int from, int to, int limit) {
    String text = Printable.cut(bytes, from, to, StandardCharsets.UTF_8, limit);
    line.append(text);
    mark(line.length() - text.length(), Printable.width(text), to);
  }

  private boolean beginValue() {
    if (next != Next.VALUE && next != Next.VALUE_OR_END) {
      return false;
    }
    if (depth > 0 && !objects.get(depth)) {
      beginLine();
    }
    return true;
  }

  private void endValue() {
    next = depth == 0 ? Next.NOTHING : Next.COMMA_OR_END;
  }

  private void beginLine() {
    endLine();
    line.append(INDENT.repeat(Math.min(depth, MOST_INDENTS)));
  }

  private void endLine() {
    if (lineIsMarked) {
      int column = line.codePointCount(0, markFrom);
      window.addMarked(line.toString(), column, markLength);
    } else {
      window.add(line.toString());
    }
    lineIsMarked = false;
    line.setLength(0);
  }

  /** Marks a token that ends behind the offset, if it is the first. */
  private void mark(int from, int length, int end) {
    if (!isMarked && end > offset) {
      isMarked = true;
      lineIsMarked = true;
      markFrom = Math.max(0, from);
      markLength = length;
    }
  }
}
