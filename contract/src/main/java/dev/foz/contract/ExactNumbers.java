package dev.foz.contract;

import dev.foz.base.Type;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Whether a number is exactly a value of a column's type. */
final class ExactNumbers {
  private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);

  private ExactNumbers() {}

  /** How a number goes into a type. */
  enum Fit {
    AS_IT_STANDS,
    /** It is such a value, but the engine would read another from this spelling. */
    RESPELLED,
    /** It lies outside of the type. */
    OUT_OF_RANGE,
    /** It has digits after the point for which the type has no place. */
    FRACTION,
    /** It is no double: the nearest, rounded to as many digits, is another number. */
    INEXACT;

    boolean fits() {
      return this == AS_IT_STANDS || this == RESPELLED;
    }
  }

  /**
   * Tells it of the number that a reader has just passed.
   *
   * @param type long, double or a decimal
   */
  static Fit fit(Type type, JsonReader in, int from, int to) {
    return fit(type, in.buffer(), from, to, in.digits, in.scale, in.exponent);
  }

  /**
   * Tells it of a number in JSON's spelling.
   *
   * @param digits before its point, without a leading zero
   * @param scale digits after its point
   */
  static Fit fit(
      Type type, byte[] text, int from, int to, int digits, int scale, boolean exponent) {
    if (type == Type.Primitive.DOUBLE) {
      boolean exact = Numbers.isDouble(text, from, to, digits, scale, exponent);
      return exact ? Fit.AS_IT_STANDS : Fit.INEXACT;
    }
    if (exponent) {
      return Numbers.isLongerThanAny(text, from, to)
          ? Fit.OUT_OF_RANGE
          : respelled(type, new BigDecimal(Numbers.text(text, from, to)));
    }
    return type instanceof Type.Decimal decimal
        ? decimalFit(decimal, text, to, digits, scale)
        : longFit(text, from, to, digits, scale);
  }

  private static Fit decimalFit(Type.Decimal type, byte[] text, int to, int digits, int scale) {
    if (digits > type.precision() - type.scale()) {
      return Fit.OUT_OF_RANGE;
    }
    return scale <= type.scale() || isZero(text, to - scale + type.scale(), to)
        ? Fit.AS_IT_STANDS
        : Fit.FRACTION;
  }

  private static Fit longFit(byte[] text, int from, int to, int digits, int scale) {
    if (scale > 0 && !isZero(text, to - scale, to)) {
      return Fit.FRACTION;
    }
    if (digits < Facts.LONG_DIGITS) {
      return scale == 0 ? Fit.AS_IT_STANDS : Fit.RESPELLED;
    }
    Fit fit = respelled(Type.Primitive.LONG, new BigDecimal(Numbers.text(text, from, to)));
    return fit == Fit.RESPELLED && scale == 0 ? Fit.AS_IT_STANDS : fit;
  }

  private static boolean isZero(byte[] digits, int from, int to) {
    for (int p = from; p < to; p++) {
      if (digits[p] != '0') {
        return false;
      }
    }
    return true;
  }

  private static Fit respelled(Type type, BigDecimal number) {
    if (number.signum() == 0) {
      return Fit.RESPELLED;
    }
    BigDecimal value = number.stripTrailingZeros();
    int most = type instanceof Type.Decimal(int precision, int scale) ? scale : 0;
    if (value.scale() > most) {
      return Fit.FRACTION;
    }
    boolean inRange =
        type instanceof Type.Decimal(int precision, int scale)
            ? value.precision() - value.scale() <= precision - scale
            : value.precision() - value.scale() <= Facts.LONG_DIGITS && isLong(value);
    return inRange ? Fit.RESPELLED : Fit.OUT_OF_RANGE;
  }

  private static boolean isLong(BigDecimal value) {
    BigInteger integer = value.toBigInteger();
    return integer.compareTo(MAX_LONG) <= 0 && integer.compareTo(MIN_LONG) >= 0;
  }
}
