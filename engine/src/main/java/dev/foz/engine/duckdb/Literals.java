package dev.foz.engine.duckdb;

import dev.foz.base.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** Values as DuckDB prints them, read as those of {@link dev.foz.table.FieldMetrics}. */
final class Literals {
  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .toFormatter(java.util.Locale.ROOT);
  private static final DateTimeFormatter TIMESTAMPTZ =
      new DateTimeFormatterBuilder()
          .append(TIMESTAMP)
          .appendPattern("[xxxxx][xxx][x]")
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter(java.util.Locale.ROOT);

  private Literals() {}

  /** Empty where the text is no value of the type that Java can hold: {@code infinity}. */
  static Optional<Object> parse(String text, Type type) {
    try {
      return switch (type) {
        case Type.Primitive primitive -> parse(text, primitive);
        case Type.Decimal decimal -> Optional.of(new BigDecimal(text).setScale(decimal.scale()));
        case Type.Struct struct -> Optional.empty();
        case Type.ListOf list -> Optional.empty();
        case Type.MapOf map -> Optional.empty();
      };
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> parse(String text, Type.Primitive type) {
    return switch (type) {
      case BOOLEAN -> bool(text);
      case INT -> Optional.of(Integer.valueOf(text));
      case LONG -> Optional.of(Long.valueOf(text));
      case FLOAT -> finite(Double.parseDouble(text)).map(number -> (Object) Float.valueOf(text));
      case DOUBLE -> finite(Double.parseDouble(text)).map(number -> (Object) number);
      case STRING -> Optional.of(text);
      case BINARY -> Optional.of(HexFormat.of().parseHex(text));
      case DATE -> Optional.of(LocalDate.parse(text));
      case TIME -> Optional.of(LocalTime.parse(text));
      case TIMESTAMP -> Optional.of(LocalDateTime.parse(text, TIMESTAMP));
      case TIMESTAMPTZ ->
          Optional.of(
              OffsetDateTime.parse(text, TIMESTAMPTZ).withOffsetSameInstant(ZoneOffset.UTC));
      case UUID -> Optional.of(UUID.fromString(text));
    };
  }

  private static Optional<Object> bool(String text) {
    return switch (text) {
      case "true", "1" -> Optional.of(true);
      case "false", "0" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<Double> finite(double number) {
    return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
  }
}
