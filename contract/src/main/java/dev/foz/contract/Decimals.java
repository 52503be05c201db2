package dev.foz.contract;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers as JSON writes them, compared by their value whatever their size. */
final class Decimals {
  /**
   * Exponents beyond are cut to it: such numbers lie beyond every type, and compare as they did.
   */
  private static final int MAX_EXPONENT = 100_000_000;

  private static final int MAX_EXPONENT_LENGTH = 9;

  private Decimals() {}

  /** The value of a number in the syntax of JSON. */
  static BigDecimal parse(String number) {
    int mark = Math.max(number.indexOf('e'), number.indexOf('E'));
    if (mark < 0) {
      return new BigDecimal(number);
    }
    BigDecimal digits = new BigDecimal(number.substring(0, mark));
    return digits.signum() == 0
        ? BigDecimal.ZERO
        : digits.scaleByPowerOfTen(exponent(number.substring(mark + 1)));
  }

  private static int exponent(String text) {
    boolean negative = text.startsWith("-");
    String digits = text.replaceFirst("^[+-]?0*", "");
    int size =
        digits.length() > MAX_EXPONENT_LENGTH
            ? MAX_EXPONENT
            : Math.min(MAX_EXPONENT, digits.isEmpty() ? 0 : Integer.parseInt(digits));
    return negative ? -size : size;
  }

  static boolean isInteger(BigDecimal value) {
    return value.signum() == 0 || value.scale() <= 0 || value.stripTrailingZeros().scale() <= 0;
  }

  /**
   * Whether the value is an integer times the positive divisor. Never writes a number out in full,
   * as {@link BigDecimal#remainder} would do with {@code 1e100000}.
   */
  static boolean isMultiple(BigDecimal value, BigDecimal divisor) {
    if (value.signum() == 0) {
      return true;
    }
    BigDecimal part = divisor.stripTrailingZeros();
    BigDecimal whole = value.stripTrailingZeros();
    BigInteger modulus = part.unscaledValue();
    int shift = part.scale() - whole.scale();
    // whole.unscaled * 10^shift must be divisible by modulus.
    if (shift >= 0) {
      BigInteger power = BigInteger.TEN.modPow(BigInteger.valueOf(shift), modulus);
      return whole.unscaledValue().multiply(power).mod(modulus).signum() == 0;
    }
    // An unscaled value without trailing zeros has no factor 10.
    return false;
  }

  /** In plain digits where that is short, without superfluous zeros. */
  static String text(BigDecimal value) {
    BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    boolean isShort = Math.abs(plain.scale()) <= 40 && plain.precision() <= 80;
    return isShort ? plain.toPlainString() : plain.toString();
  }
}
