package dev.foz.base;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Many byte strings in one buffer: the form in which records travel from a reader to a data file
 * without an object each. Filled by one thread, then read by any; the buffer may be larger than
 * what the slices cover.
 */
public final class Slices {
  private byte[] buffer;
  private int used;
  private int[] bounds;
  private int count;

  public Slices(int bytes, int slices) {
    this.buffer = new byte[Math.max(16, bytes)];
    this.bounds = new int[2 * Math.max(4, slices)];
  }

  /** Appends a copy of these bytes as the next slice. */
  public void add(byte[] source, int from, int to) {
    int length = to - from;
    if (buffer.length - used < length) {
      buffer = Arrays.copyOf(buffer, grow(buffer.length, used + length));
    }
    System.arraycopy(source, from, buffer, used, length);
    mark(used, used + length);
    used += length;
  }

  public void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes, 0, bytes.length);
  }

  private void mark(int start, int end) {
    if (bounds.length < 2 * (count + 1)) {
      bounds = Arrays.copyOf(bounds, bounds.length * 2);
    }
    bounds[2 * count] = start;
    bounds[2 * count + 1] = end;
    count++;
  }

  private static int grow(int size, int needed) {
    long doubled = Math.max(2L * size, needed);
    return (int) Math.min(doubled, Integer.MAX_VALUE - 16);
  }

  public int count() {
    return count;
  }

  /** Bytes in all slices. */
  public int bytes() {
    return used;
  }

  /** The shared buffer; callers only read it, between {@link #start} and {@link #end}. */
  public byte[] buffer() {
    return buffer;
  }

  public int start(int slice) {
    return bounds[2 * slice];
  }

  public int end(int slice) {
    return bounds[2 * slice + 1];
  }

  public int length(int slice) {
    return end(slice) - start(slice);
  }

  public byte[] copy(int slice) {
    return Arrays.copyOfRange(buffer, start(slice), end(slice));
  }

  /** The slice as UTF-8 text; for messages and tests. */
  public String text(int slice) {
    return new String(buffer, start(slice), length(slice), StandardCharsets.UTF_8);
  }
}
