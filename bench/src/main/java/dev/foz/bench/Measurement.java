package dev.foz.bench;

import java.util.List;

/**
 * One quantity, measured several times.
 *
 * @param subject whose it is or what, {@code foz}
 * @param unit {@code s}, {@code MB}
 * @param values in the order measured; at least one
 */
record Measurement(String subject, String unit, List<Double> values) {
  Measurement {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured of " + subject);
    }
  }

  /** The middle value, or the mean of the two in the middle. */
  double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double least() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  double most() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }
}
