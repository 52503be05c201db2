package dev.foz.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Notices keys that stand twice in one object of unknown shape; objects nest. Not thread-safe. */
final class KeyLog {
  /** Beyond so many keys in one object comparing them one by one costs more than a set. */
  private static final int FEW = 24;

  private byte[][] texts = new byte[64][];
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int[] hashes = new int[64];
  private int size;
  private final Deque<Large> large = new ArrayDeque<>();

  /** The keys of an object that has many. */
  private record Large(int base, Set<String> keys) {}

  void clear() {
    size = 0;
    large.clear();
  }

  /** Begins an object; give the result to {@link #add} and {@link #close}. */
  int open() {
    return size;
  }

  void close(int base) {
    size = base;
    if (!large.isEmpty() && large.getLast().base() >= base) {
      large.removeLast();
    }
  }

  /** Whether this key is new in the object that began at base. */
  boolean add(int base, byte[] text, int from, int to) {
    if (size - base >= FEW) {
      return addToMany(base, text, from, to);
    }
    int hash = to - from;
    for (int p = from; p < to; p++) {
      hash = hash * 31 + text[p];
    }
    for (int i = base; i < size; i++) {
      if (hashes[i] == hash && Arrays.equals(texts[i], starts[i], ends[i], text, from, to)) {
        return false;
      }
    }
    push(text, from, to, hash);
    return true;
  }

  /** Whether the object that began at base, the innermost one, has this key. */
  boolean contains(int base, byte[] key) {
    Large last = large.peekLast();
    if (last != null && last.base() == base) {
      return last.keys().contains(string(key, 0, key.length));
    }
    for (int i = base; i < size; i++) {
      if (Arrays.equals(texts[i], starts[i], ends[i], key, 0, key.length)) {
        return true;
      }
    }
    return false;
  }

  private void push(byte[] text, int from, int to, int hash) {
    if (size >= texts.length) {
      int length = 2 * size;
      texts = Arrays.copyOf(texts, length);
      starts = Arrays.copyOf(starts, length);
      ends = Arrays.copyOf(ends, length);
      hashes = Arrays.copyOf(hashes, length);
    }
    texts[size] = text;
    starts[size] = from;
    ends[size] = to;
    hashes[size++] = hash;
  }

  private boolean addToMany(int base, byte[] text, int from, int to) {
    Large last = large.peekLast();
    if (last == null || last.base() != base) {
      last = new Large(base, new HashSet<>());
      for (int i = base; i < size; i++) {
        last.keys().add(string(texts[i], starts[i], ends[i]));
      }
      large.addLast(last);
    }
    size++;
    return last.keys().add(string(text, from, to));
  }

  private static String string(byte[] text, int from, int to) {
    return new String(text, from, to - from, StandardCharsets.UTF_8);
  }
}
