package dev.foz.contract;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Turns the text of numbers into {@link Facts}. */
final class Numbers {
  /** Every decimal number of so many digits survives as a double, unless very small or large. */
  private static final int SAFE_DIGITS = 15;

  /** No double needs more digits to be written in full; longer numbers count as inexact. */
  private static final int MAX_EXACT_LENGTH = 800;

  /** Longer exponents lie beyond every double. */
  private static final int MAX_EXPONENT_LENGTH = 5;

  private static final byte[] MAX_LONG = "9223372036854775807".getBytes(StandardCharsets.US_ASCII);

  private Numbers() {}

  /**
   * The bits of the number that a reader has just passed.
   *
   * @param known bits that the field has already, to leave out what would add nothing
   */
  static long facts(JsonReader in, int from, int to, long known) {
    return in.exponent
        ? exponentFacts(in.text(from, to)) | Facts.EXPONENT
        : plainFacts(in.buffer(), from, to, in.digits, in.scale, known);
  }

  /** The bits of a number without exponent, with so many digits before and after its point. */
  static long plainFacts(byte[] text, int from, int to, int digits, int scale, long known) {
    int length = digits == Facts.LONG_DIGITS && scale == 0 ? longDigits(text, from, to) : digits;
    long facts = Facts.number(length, scale);
    if (digits + scale <= SAFE_DIGITS || (known & Facts.INEXACT) != 0) {
      return facts;
    }
    String number = new String(text, from, to - from, StandardCharsets.US_ASCII);
    return isExact(number) ? facts : facts | Facts.INEXACT;
  }

  /** Whether a number in JSON's spelling is a double, as {@link #isExact} has it. */
  static boolean isDouble(byte[] text, int from, int to, int digits, int scale, boolean exponent) {
    if (!exponent && digits + scale <= SAFE_DIGITS) {
      return true;
    }
    return !(exponent && isLongerThanAny(text, from, to)) && isExact(text(text, from, to));
  }

  /** Whether the exponent of a number, or its digits, are so many that no type has room for it. */
  static boolean isLongerThanAny(byte[] text, int from, int to) {
    int sign = from;
    while (sign < to && (text[sign] | 0x20) != 'e') {
      sign++;
    }
    return exponentLength(text, sign, to) > MAX_EXPONENT_LENGTH || sign - from > MAX_EXACT_LENGTH;
  }

  /** Digits of an exponent after its leading zeros. */
  private static int exponentLength(byte[] text, int sign, int to) {
    int first = sign + 1;
    while (first < to && (text[first] == '+' || text[first] == '-' || text[first] == '0')) {
      first++;
    }
    return Math.max(0, to - first);
  }

  static String text(byte[] text, int from, int to) {
    return new String(text, from, to - from, StandardCharsets.US_ASCII);
  }

  /** 19, or {@link Facts#BEYOND_LONG} for an integer of 19 digits that is no long. */
  private static int longDigits(byte[] text, int from, int to) {
    boolean negative = text[from] == '-';
    int first = negative ? from + 1 : from;
    for (int i = 0; i < MAX_LONG.length; i++) {
      int difference = text[first + i] - MAX_LONG[i];
      if (difference != 0) {
        boolean lowest = negative && difference == 1 && i == MAX_LONG.length - 1;
        return difference < 0 || lowest ? Facts.LONG_DIGITS : Facts.BEYOND_LONG;
      }
    }
    return to - first == MAX_LONG.length ? Facts.LONG_DIGITS : Facts.BEYOND_LONG;
  }

  private static long exponentFacts(String number) {
    byte[] text = number.getBytes(StandardCharsets.US_ASCII);
    if (isLongerThanAny(text, 0, text.length)) {
      return Facts.number(Facts.TOO_MANY, Facts.TOO_MANY) | Facts.INEXACT;
    }
    BigDecimal value = new BigDecimal(number);
    if (value.signum() == 0) {
      return Facts.number(0, 0);
    }
    int digits = Math.max(0, value.precision() - value.scale());
    int scale = Math.max(0, value.scale());
    if (digits == Facts.LONG_DIGITS && scale == 0 && !isLong(value)) {
      digits = Facts.BEYOND_LONG;
    }
    return Facts.number(digits, scale) | (isExact(number) ? 0 : Facts.INEXACT);
  }

  private static boolean isLong(BigDecimal value) {
    return value.toBigInteger().bitLength() < Long.SIZE;
  }

  /** Whether the nearest double, rounded back to as many digits, is the number again. */
  private static boolean isExact(String number) {
    if (number.length() > MAX_EXACT_LENGTH) {
      return false;
    }
    double nearest = Double.parseDouble(number);
    if (!Double.isFinite(nearest)) {
      return false;
    }
    if (number.equals(Double.toString(nearest))) {
      return true;
    }
    BigDecimal value = new BigDecimal(number);
    MathContext asMany = new MathContext(value.precision(), RoundingMode.HALF_EVEN);
    return new BigDecimal(nearest).round(asMany).compareTo(value) == 0;
  }
}
