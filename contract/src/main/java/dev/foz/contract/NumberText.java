package dev.foz.contract;

import dev.foz.base.Type;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The number that is being checked, in JSON's spelling. Not thread-safe. */
final class NumberText {
  /** So many digits make an exact double, and their quotient by a power of ten is the nearest. */
  private static final int EXACT_DIGITS = 15;

  private static final double[] POWERS = powers();

  byte[] text = new byte[0];
  int from;
  int to;
  int digits;
  int scale;
  private boolean exponent;
  private boolean isShort;
  private long unscaled;
  private @Nullable BigDecimal value;

  private static double[] powers() {
    double[] powers = new double[EXACT_DIGITS + 1];
    for (int n = 0; n < powers.length; n++) {
      powers[n] = Double.parseDouble("1e" + n);
    }
    return powers;
  }

  void set(byte[] bytes, int start, int end, int before, int after, boolean hasExponent) {
    text = bytes;
    from = start;
    to = end;
    digits = before;
    scale = after;
    exponent = hasExponent;
    value = null;
    isShort = !hasExponent && before + after <= EXACT_DIGITS;
    if (isShort) {
      readDigits();
    }
  }

  private void readDigits() {
    long sum = 0;
    for (int p = from; p < to; p++) {
      int digit = text[p] - '0';
      if (digit >= 0) {
        sum = sum * 10 + digit;
      }
    }
    unscaled = text[from] == '-' ? -sum : sum;
  }

  /** {@link Kinds#INTEGER} or {@link Kinds#FRACTION}. */
  int kind() {
    if (exponent) {
      return Decimals.isInteger(value()) ? Kinds.INTEGER : Kinds.FRACTION;
    }
    for (int p = to - scale; p < to; p++) {
      if (text[p] != '0') {
        return Kinds.FRACTION;
      }
    }
    return Kinds.INTEGER;
  }

  BigDecimal value() {
    BigDecimal known = value;
    if (known == null) {
      known = Decimals.parse(Numbers.text(text, from, to));
      value = known;
    }
    return known;
  }

  /** Less than, equal to or greater than 0, as this number is to the bound. */
  int compare(NumberRule.Bound bound) {
    if (isShort) {
      // Rounding keeps order, so doubles that differ tell how the numbers do.
      double nearest = unscaled / POWERS[scale];
      if (nearest != bound.nearest()) {
        return nearest < bound.nearest() ? -1 : 1;
      }
    }
    return value().compareTo(bound.value());
  }

  boolean isMultiple(NumberRule.Multiple multiple) {
    int missing = multiple.scale() - scale;
    if (isShort && multiple.unscaled() > 0 && missing >= 0 && missing <= 3) {
      long scaled = missing == 0 ? unscaled : unscaled * (long) POWERS[missing];
      return scaled % multiple.unscaled() == 0;
    }
    return Decimals.isMultiple(value(), multiple.value());
  }

  ExactNumbers.Fit fit(Type type) {
    return ExactNumbers.fit(type, text, from, to, digits, scale, exponent);
  }

  @Override
  public String toString() {
    return Numbers.text(text, from, to);
  }
}
