package dev.foz.source.file;

import dev.foz.base.Slices;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes {@code <file>:<offset>} for each record without an object each. */
final class PositionText {
  private static final int MAX_DIGITS = 19;
  private final byte[] bytes;
  private final int prefix;

  PositionText(String name) {
    byte[] text = (name + ":").getBytes(StandardCharsets.UTF_8);
    this.prefix = text.length;
    this.bytes = Arrays.copyOf(text, text.length + MAX_DIGITS);
  }

  void add(Slices target, long offset) {
    int digits = 1;
    for (long rest = offset / 10; rest > 0; rest /= 10) {
      digits++;
    }
    long rest = offset;
    for (int at = prefix + digits - 1; at >= prefix; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    target.add(bytes, 0, prefix + digits);
  }
}
