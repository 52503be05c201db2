package dev.foz.bench;

import java.nio.charset.StandardCharsets;

/** A growing line of bytes with the few ways to append that records need. Not thread-safe. */
final class Bytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PAIRS = pairs();

  final byte[] array;
  int length;

  /**
   * @param capacity never grows: the caller knows how long its lines are at most
   */
  Bytes(int capacity) {
    array = new byte[capacity];
  }

  void add(byte[] bytes) {
    System.arraycopy(bytes, 0, array, length, bytes.length);
    length += bytes.length;
  }

  void add(char ascii) {
    array[length++] = (byte) ascii;
  }

  /** A number from 0 to 99 with two digits. */
  void twoDigits(int number) {
    array[length] = PAIRS[2 * number];
    array[length + 1] = PAIRS[2 * number + 1];
    length += 2;
  }

  /** A number from 0 to 9999 with four digits. */
  void fourDigits(int number) {
    twoDigits(number / 100);
    twoDigits(number % 100);
  }

  /** A number that is not negative, as short as it goes. */
  void number(long number) {
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      array[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  /** An amount with two decimal places. */
  void cents(long cents) {
    number(cents / 100);
    add('.');
    twoDigits((int) (cents % 100));
  }

  /** Sixteen hexadecimal digits. */
  void hex(long bits) {
    for (int shift = 60; shift >= 0; shift -= 4) {
      array[length++] = HEX[(int) (bits >>> shift) & 15];
    }
  }

  private static byte[] pairs() {
    byte[] pairs = new byte[200];
    for (int i = 0; i < 100; i++) {
      pairs[2 * i] = (byte) ('0' + i / 10);
      pairs[2 * i + 1] = (byte) ('0' + i % 10);
    }
    return pairs;
  }
}
