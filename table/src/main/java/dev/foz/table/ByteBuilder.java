package dev.foz.table;

import java.util.Arrays;

/** A byte array that grows, with Avro's basic encodings. */
final class ByteBuilder {
  byte[] bytes;
  int size;

  ByteBuilder(int capacity) {
    bytes = new byte[capacity];
  }

  void reserve(int more) {
    if (bytes.length - size < more) {
      long wanted = Math.max(2L * bytes.length, (long) size + more);
      bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 16));
    }
  }

  void put(byte value) {
    reserve(1);
    bytes[size++] = value;
  }

  void put(byte[] source, int from, int to) {
    reserve(to - from);
    System.arraycopy(source, from, bytes, size, to - from);
    size += to - from;
  }

  void putLong(long value) {
    reserve(10);
    size = RawFormat.putLong(bytes, size, value);
  }

  /** Length, then the bytes: Avro's text and bytes. */
  void putBytes(byte[] source, int from, int to) {
    reserve(10 + to - from);
    size = RawFormat.putLong(bytes, size, to - from);
    System.arraycopy(source, from, bytes, size, to - from);
    size += to - from;
  }

  void putText(String text) {
    byte[] utf8 = RawFormat.utf8(text);
    putBytes(utf8, 0, utf8.length);
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }
}
