package dev.foz.table;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Java values as {@link FieldMetrics} and {@link Filter} have them, in Iceberg's own form. */
final class Values {
  private Values() {}

  /**
   * The value as Iceberg holds it for that type, exactly; empty where the value does not fit: a
   * fraction for a whole number, a number out of range, another kind of thing.
   */
  static Optional<Object> internal(Type type, Object value) {
    return switch (type.typeId()) {
      case BOOLEAN -> only(Boolean.class, value);
      case INTEGER ->
          whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE).map(number -> number.intValue());
      case LONG -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE).map(number -> number.longValue());
      case FLOAT -> floating(value);
      case DOUBLE -> real(value);
      case DECIMAL -> decimal((Types.DecimalType) type, value);
      case STRING -> only(String.class, value);
      case BINARY -> value instanceof byte[] bytes ? Optional.of(ByteBuffer.wrap(bytes)) : none();
      case UUID -> only(UUID.class, value);
      case DATE -> value instanceof LocalDate date ? day(date) : none();
      case TIME ->
          value instanceof LocalTime time ? Optional.of(time.toNanoOfDay() / 1000) : none();
      case TIMESTAMP -> time(((Types.TimestampType) type).shouldAdjustToUTC(), value);
      default -> none();
    };
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }

  private static Optional<Object> only(Class<?> type, Object value) {
    return type.isInstance(value) ? Optional.of(value) : none();
  }

  private static Optional<Object> day(LocalDate date) {
    long days = date.toEpochDay();
    return days == (int) days ? Optional.of((int) days) : none();
  }

  private static Optional<BigInteger> whole(Object value, long lowest, long highest) {
    return exact(value)
        .filter(number -> number.stripTrailingZeros().scale() <= 0)
        .map(BigDecimal::toBigInteger)
        .filter(
            number ->
                number.compareTo(BigInteger.valueOf(lowest)) >= 0
                    && number.compareTo(BigInteger.valueOf(highest)) <= 0);
  }

  private static Optional<BigDecimal> exact(Object value) {
    return switch (value) {
      case Integer number -> Optional.of(BigDecimal.valueOf(number));
      case Long number -> Optional.of(BigDecimal.valueOf(number));
      case BigInteger number -> Optional.of(new BigDecimal(number));
      case BigDecimal number -> Optional.of(number);
      case Double number when Double.isFinite(number) -> Optional.of(new BigDecimal(number));
      case Float number when Float.isFinite(number) -> Optional.of(new BigDecimal(number));
      default -> none();
    };
  }

  private static Optional<Object> floating(Object value) {
    if (value instanceof Float number) {
      return number.isNaN() ? none() : Optional.of(number);
    }
    return exact(value)
        .filter(number -> isExact(number, number.floatValue()))
        .map(BigDecimal::floatValue);
  }

  private static Optional<Object> real(Object value) {
    if (value instanceof Double number) {
      return number.isNaN() ? none() : Optional.of(number);
    }
    if (value instanceof Float number) {
      return number.isNaN() ? none() : Optional.of((double) number);
    }
    return exact(value)
        .filter(number -> isExact(number, number.doubleValue()))
        .map(BigDecimal::doubleValue);
  }

  private static boolean isExact(BigDecimal number, double rounded) {
    return Double.isFinite(rounded) && new BigDecimal(rounded).compareTo(number) == 0;
  }

  private static Optional<Object> decimal(Types.DecimalType type, Object value) {
    return exact(value)
        .filter(number -> number.stripTrailingZeros().scale() <= type.scale())
        .map(number -> number.setScale(type.scale()))
        .filter(number -> number.precision() <= type.precision())
        .map(number -> number);
  }

  private static Optional<Object> time(boolean zoned, Object value) {
    return switch (value) {
      case LocalDateTime time when !zoned -> micros(time.toInstant(ZoneOffset.UTC));
      case OffsetDateTime time when zoned -> micros(time.toInstant());
      case Instant time when zoned -> micros(time);
      default -> none();
    };
  }

  private static Optional<Object> micros(Instant time) {
    if (time.getNano() % 1000 != 0) {
      return none();
    }
    return Optional.of(ChronoUnit.MICROS.between(Instant.EPOCH, time));
  }
}
