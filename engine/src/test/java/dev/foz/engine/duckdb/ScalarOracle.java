package dev.foz.engine.duckdb;

import dev.foz.base.Type;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Reads one scalar as a value of a column's type, with nothing of Foz. */
final class ScalarOracle {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final String DAY = "(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}";
  private static final String TIME = "[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?";
  private static final Pattern DATE = Pattern.compile(DAY);
  private static final Pattern TIMESTAMP = Pattern.compile(DAY + "[T ]" + TIME);
  private static final Pattern TIMESTAMPTZ =
      Pattern.compile(DAY + "T" + TIME + "(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])");

  private ScalarOracle() {}

  /** A value cannot be read as the type without another meaning. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  enum Kind {
    TEXT,
    NUMBER,
    /** True or false. */
    WORD
  }

  /** A value as it stands in the record: the content of a string, the literal text of others. */
  record Scalar(Kind kind, String content) {}

  /**
   * @param declared whether the text of a number is a number, too
   */
  static Object read(Scalar scalar, Type type, boolean declared) {
    try {
      return switch (type) {
        case Type.Decimal decimal -> decimal(number(scalar, declared), decimal);
        case Type.Primitive primitive -> read(scalar, primitive, declared);
        default -> throw new AssertionError("no scalar: " + type);
      };
    } catch (ArithmeticException | DateTimeException e) {
      throw new Unreadable();
    }
  }

  private static Object read(Scalar scalar, Type.Primitive type, boolean declared) {
    return switch (type) {
      case BOOLEAN -> word(scalar);
      case LONG -> number(scalar, declared).longValueExact();
      case DOUBLE -> exactDouble(scalar, number(scalar, declared));
      case STRING -> scalar.content();
      case DATE -> LocalDate.parse(text(scalar, DATE));
      case TIMESTAMP ->
          DATE.matcher(scalar.content()).matches()
              ? LocalDate.parse(text(scalar, DATE)).atStartOfDay()
              : LocalDateTime.parse(text(scalar, TIMESTAMP).replace(' ', 'T'));
      case TIMESTAMPTZ ->
          OffsetDateTime.parse(text(scalar, TIMESTAMPTZ)).withOffsetSameInstant(ZoneOffset.UTC);
      case INT, FLOAT, BINARY, TIME, UUID -> throw new AssertionError("not inferred: " + type);
    };
  }

  private static boolean word(Scalar scalar) {
    require(scalar.content().equals("true") || scalar.content().equals("false"));
    return Boolean.parseBoolean(scalar.content());
  }

  private static String text(Scalar scalar, Pattern pattern) {
    require(scalar.kind() == Kind.TEXT && pattern.matcher(scalar.content()).matches());
    return scalar.content();
  }

  private static BigDecimal number(Scalar scalar, boolean declared) {
    require(scalar.kind() == Kind.NUMBER || (declared && scalar.kind() == Kind.TEXT));
    require(NUMBER.matcher(scalar.content()).matches());
    return new BigDecimal(scalar.content());
  }

  private static BigDecimal decimal(BigDecimal number, Type.Decimal type) {
    BigDecimal value = number.setScale(type.scale());
    require(value.precision() <= type.precision());
    return value;
  }

  /** The nearest double, where it says the same number when it is rounded to as many digits. */
  private static double exactDouble(Scalar scalar, BigDecimal number) {
    double nearest = Double.parseDouble(scalar.content());
    require(Double.isFinite(nearest));
    MathContext asMany = new MathContext(Math.max(1, number.precision()), RoundingMode.HALF_EVEN);
    require(new BigDecimal(nearest).round(asMany).compareTo(number) == 0);
    return nearest;
  }

  private static void require(boolean readable) {
    if (!readable) {
      throw new Unreadable();
    }
  }
}
