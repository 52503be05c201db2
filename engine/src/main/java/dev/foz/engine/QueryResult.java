package dev.foz.engine;

import dev.foz.base.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a query, while it runs; never all in memory. Used by the thread that asked. */
public interface QueryResult extends AutoCloseable {
  List<Field> columns();

  /** Moves to the next row; the first call moves to the first. */
  boolean next();

  /**
   * A value of the current row, column from 0: null, Boolean, Integer, Long, Float, Double,
   * BigDecimal, String, byte[], LocalDate, LocalTime, LocalDateTime, OffsetDateTime in UTC, UUID,
   * List, Map from String (a struct, in the order of its fields) or a Map from any value (a map).
   */
  @Nullable Object value(int column);

  /** What the query had to open; complete from the start. */
  ScanStats stats();

  /** Stops the query if it still runs. */
  @Override
  void close();
}
