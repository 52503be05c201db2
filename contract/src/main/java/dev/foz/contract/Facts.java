package dev.foz.contract;

import dev.foz.base.Type;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * What was seen of a field's values, as a set of bits. A type covers a value when the value's bits
 * are among its own; the join of two types is the {@link #normal} form of the union of their bits.
 * Sizes of numbers are ladders: step n sets the bits of all lower steps, so the union of two
 * ladders is the higher one.
 */
final class Facts {
  static final long BOOLEAN = 1;
  static final long NUMBER = 1 << 1;
  static final long DATE = 1 << 2;
  static final long TIMESTAMP = 1 << 3;
  static final long TIMESTAMPTZ = 1 << 4;
  static final long TEXT = 1 << 5;
  static final long STRUCT = 1 << 6;
  static final long LIST = 1 << 7;
  static final long INEXACT = 1 << 8;
  static final long EXPONENT = 1 << 9;

  static final int LONG_DIGITS = 19;
  static final int BEYOND_LONG = 20;
  static final int MAX_PRECISION = 38;
  static final int TOO_MANY = 39;

  private static final int DIGITS_AT = 16;
  private static final int SCALE_AT = 32;
  private static final int[] DIGITS = {
    6, 9, 12, 14, 16, LONG_DIGITS, BEYOND_LONG, 26, 29, 32, 34, 36, MAX_PRECISION, TOO_MANY
  };
  private static final int[] SCALES = {0, 2, 4, 6, 9, 12, 18, 24, 32, TOO_MANY};
  private static final long[] DIGIT_BITS = ladder(DIGITS, DIGITS_AT);
  private static final long[] SCALE_BITS = ladder(SCALES, SCALE_AT);

  /** Strings of any kind. */
  static final long STRINGS = DATE | TIMESTAMP | TIMESTAMPTZ | TEXT;

  /** Scalars of any kind. */
  static final long MIXED =
      BOOLEAN | NUMBER | INEXACT | EXPONENT | STRINGS | DIGIT_BITS[TOO_MANY] | SCALE_BITS[TOO_MANY];

  /** Everything. */
  static final long JSON = -1L;

  private Facts() {}

  private static long[] ladder(int[] steps, int shift) {
    long[] bits = new long[TOO_MANY + 1];
    for (int size = 0; size <= TOO_MANY; size++) {
      int step = 0;
      while (steps[step] < size) {
        step++;
      }
      bits[size] = ((1L << step) - 1) << shift;
    }
    return bits;
  }

  static boolean isStep(int digits, int scale) {
    return Arrays.binarySearch(DIGITS, digits) >= 0 && Arrays.binarySearch(SCALES, scale) >= 0;
  }

  /**
   * @param digits before the point; {@link #BEYOND_LONG} or more for integers that are no long
   */
  static long number(int digits, int scale) {
    return NUMBER | DIGIT_BITS[Math.min(digits, TOO_MANY)] | SCALE_BITS[Math.min(scale, TOO_MANY)];
  }

  static boolean covers(long type, long value) {
    return (type & value) == value;
  }

  static long normal(long bits) {
    if ((bits & (STRUCT | LIST)) != 0) {
      return bits == STRUCT || bits == LIST ? bits : JSON;
    }
    int kinds = (int) (bits & BOOLEAN) + (int) ((bits & NUMBER) >> 1);
    long strings = bits & STRINGS;
    if (kinds + (strings == 0 ? 0 : 1) > 1) {
      return MIXED;
    }
    return (bits & TEXT) != 0 || Long.bitCount(strings) > 1 ? STRINGS : bits;
  }

  /** The bits of a type, itself without its fields or elements. */
  static long of(ContractType type) {
    return switch (type) {
      case ContractType.Struct ignored -> STRUCT;
      case ContractType.ListOf ignored -> LIST;
      case ContractType.Fixed fixed ->
          number(TOO_MANY, TOO_MANY)
              | INEXACT
              | (fixed.respelled() || fixed.type() == Type.Primitive.DOUBLE ? EXPONENT : 0);
      case ContractType.Number number ->
          number(number.digits(), number.scale())
              | (number.has(ContractType.Trait.INEXACT) ? INEXACT : 0)
              | (number.has(ContractType.Trait.EXPONENT) ? EXPONENT : 0);
      case ContractType.Simple simple ->
          switch (simple) {
            case UNKNOWN -> 0;
            case BOOLEAN -> BOOLEAN;
            case DATE -> DATE;
            case TIMESTAMP -> TIMESTAMP;
            case TIMESTAMPTZ -> TIMESTAMPTZ;
            case STRING -> STRINGS;
            case MIXED -> MIXED;
            case JSON -> JSON;
          };
    };
  }

  /** The type of bits in normal form that are neither of an object nor of a list. */
  static ContractType type(long bits) {
    if (bits == JSON) {
      return ContractType.Simple.JSON;
    }
    if (bits == MIXED) {
      return ContractType.Simple.MIXED;
    }
    return (bits & NUMBER) != 0 ? numberType(bits) : simpleType(bits);
  }

  private static ContractType simpleType(long bits) {
    if (bits == STRINGS) {
      return ContractType.Simple.STRING;
    }
    if (bits == 0) {
      return ContractType.Simple.UNKNOWN;
    }
    if (bits == BOOLEAN) {
      return ContractType.Simple.BOOLEAN;
    }
    if (bits == DATE) {
      return ContractType.Simple.DATE;
    }
    return bits == TIMESTAMP ? ContractType.Simple.TIMESTAMP : ContractType.Simple.TIMESTAMPTZ;
  }

  static ContractType.Number numberType(long bits) {
    int digits = Long.bitCount(bits & DIGIT_BITS[TOO_MANY]);
    int scale = Long.bitCount(bits & SCALE_BITS[TOO_MANY]);
    Set<ContractType.Trait> traits = EnumSet.noneOf(ContractType.Trait.class);
    if ((bits & INEXACT) != 0) {
      traits.add(ContractType.Trait.INEXACT);
    }
    if ((bits & EXPONENT) != 0) {
      traits.add(ContractType.Trait.EXPONENT);
    }
    return new ContractType.Number(DIGITS[digits], SCALES[scale], traits);
  }
}
