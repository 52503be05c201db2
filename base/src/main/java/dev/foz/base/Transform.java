package dev.foz.base;

import java.util.Locale;

/**
 * What of a column's value tells rows into partitions, as Iceberg defines it. The value of a null
 * is null.
 */
public sealed interface Transform {
  /** Transforms without a parameter. Times with zone count in UTC. */
  enum Simple implements Transform {
    /** The value itself. */
    IDENTITY,
    /** Years since 1970. */
    YEAR,
    /** Months since January 1970. */
    MONTH,
    /** Days since the first of January 1970. */
    DAY,
    /** Hours since the first hour of 1970. */
    HOUR;

    @Override
    public boolean fits(Type type) {
      boolean instant = type == Type.Primitive.TIMESTAMP || type == Type.Primitive.TIMESTAMPTZ;
      return switch (this) {
        case IDENTITY -> type instanceof Type.Decimal || isExact(type);
        case YEAR, MONTH, DAY -> instant || type == Type.Primitive.DATE;
        case HOUR -> instant;
      };
    }

    /** Floating numbers are left out: those that are equal need not look equal, and NaN is none. */
    private static boolean isExact(Type type) {
      return type instanceof Type.Primitive primitive
          && switch (primitive) {
            case BOOLEAN, INT, LONG, STRING, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, UUID -> true;
            case FLOAT, DOUBLE, BINARY -> false;
          };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The first characters of a text; of a number the multiple of the width that is not above it,
   * where a decimal counts in units of its last digit.
   */
  record Truncate(int width) implements Transform {
    /** Above it, sums of two 32-bit numbers might overflow in some engine. */
    public static final int MAX_WIDTH = 1_000_000_000;

    public Truncate {
      if (width < 1 || width > MAX_WIDTH) {
        throw new IllegalArgumentException("Invalid width: " + width);
      }
    }

    @Override
    public boolean fits(Type type) {
      return type instanceof Type.Decimal
          || type == Type.Primitive.INT
          || type == Type.Primitive.LONG
          || type == Type.Primitive.STRING;
    }

    @Override
    public String toString() {
      return "truncate";
    }
  }

  /** Whether values of this type can be told apart by it. */
  boolean fits(Type type);
}
