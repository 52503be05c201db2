package dev.foz.source.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds where a JSON value ends, by its brackets and quotes. Values on one line, the usual case,
 * are scanned 64 bytes at a time with one bit a byte, because the branches of a loop over the bytes
 * cannot be foretold and would cost more than all the rest of reading (after Langdale and Lemire,
 * "Parsing gigabytes of JSON per second", 2019).
 */
final class JsonScan {
  /** The value goes on behind the bytes that are there. */
  static final int MORE = -1;

  /** No value starts here. */
  static final int BROKEN = -2;

  private static final int UNDECIDED = -3;
  private static final int BLOCK = 64;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101_0101_0101_0101L;
  private static final long QUOTES = '"' * EACH;
  private static final long ESCAPES = '\\' * EACH;
  private static final long LINE_ENDS = '\n' * EACH;
  private static final long OPENS = '{' * EACH;
  private static final long CLOSES = '}' * EACH;

  /** The bit in which square brackets differ from braces. */
  private static final long CASE = 0x20 * EACH;

  private static final long LOW = 0x7f * EACH;
  private static final long GATHER = 0x0102_0408_1020_4080L;

  private static final byte QUOTE = 1;
  private static final byte OPEN = 2;
  private static final byte CLOSE = 3;
  private static final byte ESCAPE = 4;
  private static final byte LINE_END = 5;
  private static final byte[] OUTSIDE =
      kinds('"', QUOTE, '{', OPEN, '[', OPEN, '}', CLOSE, ']', CLOSE);
  private static final byte[] INSIDE = kinds('"', QUOTE, '\\', ESCAPE, '\n', LINE_END);

  // The last block, a bit for each of its bytes.
  private long quotes;
  private long escapes;
  private long opens;
  private long closes;
  private long lines;
  // Line ends, and backslashes outside a text: from there on only the bytes tell.
  private long doubts;
  // What the blocks before it left.
  private long inText;
  private long escaped;
  private int depth;

  private static byte[] kinds(int... pairs) {
    byte[] kinds = new byte[256];
    for (int i = 0; i < pairs.length; i += 2) {
      kinds[pairs[i]] = (byte) pairs[i + 1];
    }
    return kinds;
  }

  static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /**
   * The end, exclusive, of the object or array that starts at {@code from}; or {@link #MORE}; or
   * {@link #BROKEN} where it does not start with a bracket, a text in it holds a line end, or a
   * line in it starts with a bracket although the line before ended a value.
   */
  int endOfBrackets(byte[] bytes, int from, int to) {
    if (from < to && OUTSIDE[bytes[from] & 0xff] != OPEN) {
      return BROKEN;
    }
    int end = endOnLine(bytes, from, to);
    return end == UNDECIDED ? byBytes(bytes, from, to) : end;
  }

  /** Same as {@link #byBytes} for a value on one line, undecided about others. */
  private int endOnLine(byte[] bytes, int from, int to) {
    inText = 0;
    escaped = 0;
    depth = 0;
    for (int at = from; at < to; at += BLOCK) {
      if (at + BLOCK > bytes.length) {
        return UNDECIDED;
      }
      load(bytes, at);
      mark(to - at);
      if (doubts != 0 || Long.bitCount(closes) >= depth) {
        int end = walk();
        if (end != MORE) {
          return end == UNDECIDED ? UNDECIDED : at + end;
        }
      } else {
        depth += Long.bitCount(opens) - Long.bitCount(closes);
      }
    }
    return MORE;
  }

  private void load(byte[] bytes, int at) {
    long quote = 0;
    long open = 0;
    long close = 0;
    long rare = 0;
    for (int i = 0; i < BLOCK; i += Long.BYTES) {
      long word = (long) WORDS.get(bytes, at + i);
      long folded = word | CASE;
      quote |= gather(zeros(word ^ QUOTES)) << i;
      open |= gather(zeros(folded ^ OPENS)) << i;
      close |= gather(zeros(folded ^ CLOSES)) << i;
      rare |= zeros(word ^ ESCAPES) | zeros(word ^ LINE_ENDS);
    }
    quotes = quote;
    opens = open;
    closes = close;
    escapes = rare == 0 ? 0 : find(bytes, at, ESCAPES);
    lines = rare == 0 ? 0 : find(bytes, at, LINE_ENDS);
  }

  private static long find(byte[] bytes, int at, long wanted) {
    long found = 0;
    for (int i = 0; i < BLOCK; i += Long.BYTES) {
      found |= gather(zeros((long) WORDS.get(bytes, at + i) ^ wanted)) << i;
    }
    return found;
  }

  /** The high bit of each byte of the word that is zero. */
  private static long zeros(long word) {
    return ~(((word & LOW) + LOW) | word | LOW);
  }

  private static long gather(long highBits) {
    return ((highBits >>> 7) * GATHER) >>> 56;
  }

  /** Takes away what is escaped, in a text, or not there yet. */
  private void mark(int available) {
    if ((escapes | escaped) != 0) {
      long targets = targets();
      quotes &= ~targets;
      escapes &= ~targets;
      escaped = escapes >>> (BLOCK - 1);
    }
    long text = quotes;
    for (int shift = 1; shift < BLOCK; shift <<= 1) {
      text ^= text << shift;
    }
    text ^= inText;
    inText = text >> (BLOCK - 1);
    long there = available < BLOCK ? (1L << available) - 1 : -1;
    opens &= there & ~text;
    closes &= there & ~text;
    doubts = (lines | escapes & ~text) & there;
  }

  /** The bytes that follow a backslash which is not escaped itself. */
  private long targets() {
    long targets = escaped;
    for (long rest = escapes & ~escaped; rest != 0; ) {
      long first = Long.lowestOneBit(rest);
      targets |= first << 1;
      rest &= ~(first | first << 1);
    }
    return targets;
  }

  /** Goes through the brackets of a block in which the value may end. */
  private int walk() {
    for (long rest = opens | closes | doubts; rest != 0; rest &= rest - 1) {
      long bit = Long.lowestOneBit(rest);
      if ((bit & doubts) != 0) {
        return UNDECIDED;
      }
      depth += (bit & opens) != 0 ? 1 : -1;
      if (depth == 0) {
        return Long.numberOfTrailingZeros(bit) + 1;
      }
    }
    return MORE;
  }

  /** The plain way, for values of many lines. */
  static int byBytes(byte[] bytes, int from, int to) {
    int depth = 0;
    for (int at = from; at < to; at++) {
      switch (OUTSIDE[bytes[at] & 0xff]) {
        case QUOTE -> {
          at = endOfText(bytes, at + 1, to) - 1;
          if (at < 0) {
            return at + 1;
          }
        }
        case OPEN -> {
          if (depth > 0 && !mayOpen(bytes, at - 1)) {
            return BROKEN;
          }
          depth++;
        }
        case CLOSE -> {
          if (--depth == 0) {
            return at + 1;
          }
        }
        default -> {}
      }
    }
    return MORE;
  }

  /**
   * The index behind the closing quote of the text whose first byte is at {@code from}, or {@link
   * #MORE}, or {@link #BROKEN} where it holds a line end: that is where a lost quote shows.
   */
  private static int endOfText(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      switch (INSIDE[bytes[at] & 0xff]) {
        case QUOTE -> {
          return at + 1;
        }
        case ESCAPE -> at++;
        case LINE_END -> {
          return BROKEN;
        }
        default -> {}
      }
    }
    return MORE;
  }

  private static boolean mayOpen(byte[] bytes, int before) {
    boolean sameLine = true;
    int at = before;
    while (isSpace(bytes[at])) {
      sameLine &= bytes[at] != '\n';
      at--;
    }
    return sameLine || bytes[at] == ':' || bytes[at] == ',' || bytes[at] == '[';
  }

  /** The end of a text, a number or a word within an array, in the same way. */
  static int endOfScalar(byte[] bytes, int from, int to) {
    if (bytes[from] == '"') {
      return endOfText(bytes, from + 1, to);
    }
    for (int at = from; at < to; at++) {
      if (isSpace(bytes[at]) || bytes[at] == ',' || bytes[at] == ']') {
        return at == from ? BROKEN : at;
      }
    }
    return MORE;
  }
}
