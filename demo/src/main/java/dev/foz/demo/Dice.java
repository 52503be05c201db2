package dev.foz.demo;

import java.util.List;
import java.util.SplittableRandom;

/** Choices from one seeded sequence. Not thread-safe. */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A number from {@code low} to {@code high}, both possible. */
  int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  boolean inPercent(int percent) {
    return random.nextInt(100) < percent;
  }

  <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** One of these characters, {@code length} times. */
  String text(String characters, int length) {
    StringBuilder out = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      out.append(characters.charAt(random.nextInt(characters.length())));
    }
    return out.toString();
  }

  String digits(int length) {
    return text("0123456789", length);
  }
}
