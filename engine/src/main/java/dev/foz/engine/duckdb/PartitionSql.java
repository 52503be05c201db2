package dev.foz.engine.duckdb;

import dev.foz.base.Field;
import dev.foz.base.PartitionField;
import dev.foz.base.Transform;
import dev.foz.base.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * One value by which rows are told into partitions, as SQL over the columns of a table. Gives what
 * Iceberg's transforms give: <a href="https://iceberg.apache.org/spec/#partition-transforms">the
 * specification</a>.
 */
final class PartitionSql {
  private static final long MICROS_OF_AN_HOUR = 3_600_000_000L;

  private final PartitionField field;
  private final String column;
  private final Type source;

  private PartitionSql(PartitionField field, String column, Type source) {
    this.field = field;
    this.column = column;
    this.source = source;
  }

  /**
   * @param columns of the table
   */
  static PartitionSql of(PartitionField field, List<Field> columns) {
    Field source =
        columns.stream()
            .filter(column -> column.name().equals(field.column()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no column for " + field));
    if (!field.transform().fits(source.type())) {
      throw new IllegalArgumentException(field + " of " + source.type());
    }
    return new PartitionSql(field, Quote.name(source.name()), source.type());
  }

  /** The expression; null where the column is. */
  String expression() {
    return switch (field.transform()) {
      case Transform.Simple simple ->
          switch (simple) {
            case IDENTITY -> isTime() ? finite(column) : column;
            case YEAR -> finite("cast(" + yearsSince1970() + " as integer)");
            case MONTH ->
                finite(
                    "cast("
                        + yearsSince1970()
                        + " * 12 + extract(month from "
                        + utc()
                        + ") - 1 as integer)");
            case DAY -> finite("cast(" + utc() + " as date)");
            case HOUR ->
                finite(
                    "cast("
                        + floor("epoch_us(" + utc() + ")", MICROS_OF_AN_HOUR)
                        + " // "
                        + MICROS_OF_AN_HOUR
                        + " as integer)");
          };
      case Transform.Truncate(int width) -> truncated(width);
    };
  }

  private boolean isTime() {
    return source == Type.Primitive.DATE
        || source == Type.Primitive.TIMESTAMP
        || source == Type.Primitive.TIMESTAMPTZ;
  }

  private String yearsSince1970() {
    return "(extract(year from " + utc() + ") - 1970)";
  }

  private String utc() {
    return source == Type.Primitive.TIMESTAMPTZ ? "(" + column + " at time zone 'UTC')" : column;
  }

  /** There is no partition for a time without end. */
  private String finite(String value) {
    return "case when isinf("
        + column
        + ") then error('"
        + field.toString().replace("'", "''")
        + " of infinity') else "
        + value
        + " end";
  }

  private String truncated(int width) {
    if (source == Type.Primitive.STRING) {
      return "left(" + column + ", " + width + ")";
    }
    if (source instanceof Type.Decimal) {
      String digits = "replace(cast(" + column + " as varchar), '.', '')";
      return floor("cast(" + digits + " as hugeint)", width);
    }
    // What lies below the least number goes on from the greatest, as it does in Java.
    int bits = source == Type.Primitive.INT ? 32 : 64;
    BigInteger all = BigInteger.ONE.shiftLeft(bits);
    String type = DuckTypes.sql(source);
    String floor = floor("cast(" + column + " as hugeint)", width);
    return "cast(case when "
        + floor
        + " < "
        + all.shiftRight(1).negate()
        + " then "
        + floor
        + " + "
        + all
        + " else "
        + floor
        + " end as "
        + type
        + ")";
  }

  /** The multiple of the width that is not above a whole number, also where it is negative. */
  private static String floor(String number, long width) {
    return "(%1$s - ((%1$s %% %2$d) + %2$d) %% %2$d)".formatted(number, width);
  }

  /**
   * A value of a column with the expression as text that tells it exactly.
   *
   * @param value the column
   */
  String text(String value) {
    boolean instant = type() == Type.Primitive.TIMESTAMP || type() == Type.Primitive.TIMESTAMPTZ;
    return "cast(" + (instant ? "epoch_us(" + value + ")" : value) + " as varchar)";
  }

  /** What a text says, as SQL. */
  String literal(String text) {
    if (type() == Type.Primitive.TIMESTAMP) {
      return "make_timestamp(" + text + ")";
    }
    if (type() == Type.Primitive.TIMESTAMPTZ) {
      return "make_timestamptz(" + text + ")";
    }
    return "cast(" + quoted(text) + " as " + DuckTypes.sql(type()) + ")";
  }

  /** SQL text cannot hold the character with the number 0. */
  private static String quoted(String text) {
    return text.indexOf('\0') < 0
        ? Quote.text(text)
        : "decode(from_hex('"
            + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))
            + "'))";
  }

  /** The type by which values of the expression are read. */
  Type type() {
    return switch (field.transform()) {
      case Transform.Simple simple ->
          switch (simple) {
            case IDENTITY -> source;
            case YEAR, MONTH, HOUR -> Type.Primitive.INT;
            case DAY -> Type.Primitive.DATE;
          };
      case Transform.Truncate truncate ->
          source instanceof Type.Decimal ? new Type.Decimal(38, 0) : source;
    };
  }

  /** A value of the expression as {@link dev.foz.table.WrittenFile#partition} has it. */
  Object value(Object read) {
    return field.transform() instanceof Transform.Truncate
            && source instanceof Type.Decimal(int precision, int scale)
        ? new BigDecimal(((BigDecimal) read).toBigIntegerExact(), scale)
        : read;
  }
}
