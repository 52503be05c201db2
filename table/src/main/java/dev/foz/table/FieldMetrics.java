package dev.foz.table;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of one leaf field in one file. A bound is a Java value of the field's type: {@code
 * Boolean}, {@code Integer}, {@code Long}, {@code Float}, {@code Double}, {@code BigDecimal} (of
 * the column's scale), {@code String}, {@code byte[]}, {@code LocalDate}, {@code LocalTime}, {@code
 * LocalDateTime}, {@code OffsetDateTime} or {@code Instant}, {@code UUID}. Bounds may be wider than
 * the values (a shortened text), never narrower; long texts are shortened when they are committed.
 *
 * @param values how many, nulls included
 * @param nulls how many of them are null
 * @param nans how many are not a number, where counted
 * @param bytes size in the file, 0 where unknown
 * @param lower no value is below; NaN does not count
 * @param upper no value is above; NaN does not count
 */
public record FieldMetrics(
    long values,
    long nulls,
    OptionalLong nans,
    long bytes,
    Optional<Object> lower,
    Optional<Object> upper) {

  public FieldMetrics {
    if (values < 0 || nulls < 0 || nulls > values || bytes < 0) {
      throw new IllegalArgumentException("Invalid metrics: " + values + " values, " + nulls);
    }
  }

  public static FieldMetrics counts(long values, long nulls) {
    return new FieldMetrics(
        values, nulls, OptionalLong.empty(), 0, Optional.empty(), Optional.empty());
  }

  public static FieldMetrics bounded(long values, long nulls, Object lower, Object upper) {
    return new FieldMetrics(
        values, nulls, OptionalLong.empty(), 0, Optional.of(lower), Optional.of(upper));
  }
}
