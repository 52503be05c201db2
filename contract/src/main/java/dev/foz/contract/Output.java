package dev.foz.contract;

import java.util.Arrays;

/** Grows a JSON text in UTF-8. Not thread-safe. */
final class Output {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };
  private byte[] buffer;
  private int size;

  Output(int capacity) {
    buffer = new byte[Math.max(64, capacity)];
  }

  byte[] buffer() {
    return buffer;
  }

  int size() {
    return size;
  }

  byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  private void reserve(int more) {
    if (buffer.length - size < more) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + more));
    }
  }

  void add(char ascii) {
    reserve(1);
    buffer[size++] = (byte) ascii;
  }

  void add(byte[] bytes, int from, int to) {
    reserve(to - from);
    System.arraycopy(bytes, from, buffer, size, to - from);
    size += to - from;
  }

  void add(byte[] bytes) {
    add(bytes, 0, bytes.length);
  }

  /** Adds UTF-8 text as a JSON string. */
  void quote(byte[] text, int from, int to) {
    reserve(to - from + 2);
    buffer[size++] = '"';
    int plain = from;
    for (int p = from; p < to; p++) {
      byte b = text[p];
      if (b == '"' || b == '\\' || (b >= 0 && b < ' ')) {
        add(text, plain, p);
        escape(b);
        plain = p + 1;
      }
    }
    add(text, plain, to);
    add('"');
  }

  private void escape(byte b) {
    reserve(6);
    buffer[size++] = '\\';
    if (b >= ' ') {
      buffer[size++] = b;
      return;
    }
    buffer[size++] = 'u';
    buffer[size++] = '0';
    buffer[size++] = '0';
    buffer[size++] = HEX[b >> 4];
    buffer[size++] = HEX[b & 0xf];
  }
}
