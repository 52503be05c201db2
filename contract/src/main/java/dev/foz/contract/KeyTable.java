package dev.foz.contract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers the keys of an object from 0 in the order of their addition, and finds them by their
 * bytes without an object each. Once filled, safe for reading by many threads.
 */
final class KeyTable {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int EMPTY = -1;

  /** Each key with the closing quote behind it. */
  private byte[][] quoted = new byte[8][];

  /** The first eight bytes of each, and which of them count. */
  private long[] heads = new long[8];

  private long[] masks = new long[8];
  private int[] slots = emptySlots(16);
  private int size;

  private static int[] emptySlots(int length) {
    int[] slots = new int[length];
    Arrays.fill(slots, EMPTY);
    return slots;
  }

  int size() {
    return size;
  }

  int add(String key) {
    byte[] bytes = (key + '"').getBytes(StandardCharsets.UTF_8);
    if (size == quoted.length) {
      quoted = Arrays.copyOf(quoted, 2 * size);
      heads = Arrays.copyOf(heads, 2 * size);
      masks = Arrays.copyOf(masks, 2 * size);
    }
    quoted[size] = bytes;
    heads[size] = (long) LONG.get(Arrays.copyOf(bytes, Math.max(Long.BYTES, bytes.length)), 0);
    masks[size] = bytes.length >= Long.BYTES ? -1L : (1L << 8 * bytes.length) - 1;
    size++;
    if (2 * size > slots.length) {
      rehash();
    } else {
      place(size - 1);
    }
    return size - 1;
  }

  private void rehash() {
    slots = emptySlots(2 * slots.length);
    for (int index = 0; index < size; index++) {
      place(index);
    }
  }

  private void place(int index) {
    byte[] key = quoted[index];
    int slot = hash(key, 0, key.length - 1) & (slots.length - 1);
    while (slots[slot] != EMPTY) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = index;
  }

  /** The number of the key between these bounds, or -1. */
  int find(byte[] text, int from, int to) {
    int slot = hash(text, from, to) & (slots.length - 1);
    while (slots[slot] != EMPTY) {
      byte[] key = quoted[slots[slot]];
      if (Arrays.equals(key, 0, key.length - 1, text, from, to)) {
        return slots[slot];
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return EMPTY;
  }

  /**
   * Whether this key and its closing quote stand here as they are; escaped spellings do not match.
   *
   * @return bytes of both, or 0
   */
  int match(int index, byte[] text, int at, int end) {
    byte[] key = quoted[index];
    int length = key.length;
    if (at + Math.max(length, Long.BYTES) > end) {
      boolean same = at + length <= end && Arrays.equals(key, 0, length, text, at, at + length);
      return same ? length : 0;
    }
    if (((long) LONG.get(text, at) & masks[index]) != heads[index]) {
      return 0;
    }
    boolean same =
        length <= Long.BYTES
            || Arrays.equals(key, Long.BYTES, length, text, at + Long.BYTES, at + length);
    return same ? length : 0;
  }

  private static int hash(byte[] text, int from, int to) {
    int hash = to - from;
    for (int p = from; p < to; p++) {
      hash = hash * 31 + text[p];
    }
    return hash ^ hash >>> 15;
  }
}
