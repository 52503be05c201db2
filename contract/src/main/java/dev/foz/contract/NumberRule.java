package dev.foz.contract;

import dev.foz.base.Type;
import java.math.BigDecimal;
import java.util.List;

/** What a contract asks of numbers, integers or not. */
record NumberRule(List<Bound> bounds, List<Multiple> multiples, List<Type.Decimal> decimals) {
  NumberRule {
    bounds = List.copyOf(bounds);
    multiples = List.copyOf(multiples);
    decimals = List.copyOf(decimals);
  }

  /**
   * A limit.
   *
   * @param upper whether numbers must lie below it
   * @param inclusive whether they may be equal to it
   * @param nearest double to the value
   */
  record Bound(BigDecimal value, double nearest, boolean upper, boolean inclusive, String keyword) {
    static Bound of(BigDecimal value, boolean upper, boolean inclusive, String keyword) {
      return new Bound(value, value.doubleValue(), upper, inclusive, keyword);
    }

    /**
     * @param comparison of a number with the value
     */
    boolean accepts(int comparison) {
      return comparison == 0 ? inclusive : comparison < 0 == upper;
    }

    String words() {
      String bound = Decimals.text(value);
      if (inclusive) {
        return (upper ? "at most " : "at least ") + bound;
      }
      return (upper ? "less than " : "more than ") + bound;
    }
  }

  /**
   * A divisor.
   *
   * @param unscaled the divisor without its point, 0 where it has too many digits
   * @param scale digits after its point
   */
  record Multiple(BigDecimal value, long unscaled, int scale) {
    private static final int MAX_DIGITS = 15;

    static Multiple of(BigDecimal value) {
      BigDecimal plain =
          value.scale() < 0 && value.scale() > -MAX_DIGITS ? value.setScale(0) : value;
      boolean isShort =
          plain.scale() >= 0 && plain.precision() <= MAX_DIGITS && plain.scale() <= MAX_DIGITS;
      long unscaled = isShort ? plain.unscaledValue().longValue() : 0;
      return new Multiple(value, unscaled, isShort ? plain.scale() : 0);
    }
  }
}
