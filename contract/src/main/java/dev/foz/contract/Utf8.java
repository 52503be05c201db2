package dev.foz.contract;

/** UTF-8 by the table of well-formed sequences (Unicode, table 3-7). */
final class Utf8 {
  private Utf8() {}

  /** Bytes of the well-formed sequence that starts here; 0 where there is none. */
  static int length(byte[] text, int at, int end) {
    int lead = text[at] & 0xff;
    if (lead < 0x80) {
      return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
      return end - at >= 2 && isTail(text[at + 1]) ? 2 : 0;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
      return end - at >= 3 && isSecond(lead, text[at + 1]) && isTail(text[at + 2]) ? 3 : 0;
    }
    boolean four =
        lead >= 0xF0
            && lead <= 0xF4
            && end - at >= 4
            && isSecond(lead, text[at + 1])
            && isTail(text[at + 2])
            && isTail(text[at + 3]);
    return four ? 4 : 0;
  }

  private static boolean isTail(byte b) {
    return (b & 0xC0) == 0x80;
  }

  private static boolean isSecond(int lead, byte b) {
    int second = b & 0xff;
    return switch (lead) {
      case 0xE0 -> second >= 0xA0 && second <= 0xBF;
      case 0xED -> second >= 0x80 && second <= 0x9F;
      case 0xF0 -> second >= 0x90 && second <= 0xBF;
      case 0xF4 -> second >= 0x80 && second <= 0x8F;
      default -> isTail(b);
    };
  }

  /** The place of the first byte that is not part of well-formed UTF-8; {@code to} if none is. */
  static int firstInvalid(byte[] text, int from, int to) {
    int p = from;
    while (p < to) {
      if (text[p] >= 0) {
        p++;
        continue;
      }
      int length = length(text, p, to);
      if (length == 0) {
        return p;
      }
      p += length;
    }
    return to;
  }

  /** Behind the character that starts here, or one byte further where it is not well-formed. */
  static int skipOne(byte[] text, int at, int end) {
    return at >= end ? end : at + Math.max(1, length(text, at, end));
  }

  /** Writes one character; returns where it ends. */
  static int put(int point, byte[] target, int at) {
    int p = at;
    if (point < 0x80) {
      target[p++] = (byte) point;
    } else if (point < 0x800) {
      target[p++] = (byte) (0xC0 | point >> 6);
      target[p++] = (byte) (0x80 | point & 0x3F);
    } else if (point < 0x10000) {
      target[p++] = (byte) (0xE0 | point >> 12);
      target[p++] = (byte) (0x80 | point >> 6 & 0x3F);
      target[p++] = (byte) (0x80 | point & 0x3F);
    } else {
      target[p++] = (byte) (0xF0 | point >> 18);
      target[p++] = (byte) (0x80 | point >> 12 & 0x3F);
      target[p++] = (byte) (0x80 | point >> 6 & 0x3F);
      target[p++] = (byte) (0x80 | point & 0x3F);
    }
    return p;
  }
}
