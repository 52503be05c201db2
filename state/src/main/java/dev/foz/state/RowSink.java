package dev.foz.state;

import org.jspecify.annotations.Nullable;

/** Takes the rows of a system table one by one. */
@FunctionalInterface
public interface RowSink {
  /**
   * @param values one a column: Long, String, Instant, Double, Boolean or null; the array is the
   *     sink's to keep
   */
  void row(@Nullable Object[] values);
}
