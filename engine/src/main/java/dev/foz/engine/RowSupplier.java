package dev.foz.engine;

import org.jspecify.annotations.Nullable;

/** Rows of Java that a query may read. Asked anew, possibly at the same time, for every read. */
@FunctionalInterface
public interface RowSupplier {
  /** Hands all rows to the sink and returns. Called on a thread of the engine's own. */
  void supply(Sink sink) throws Exception;

  /** Where rows go. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes one row: a value for each column, null, Boolean, Integer, Long, Double, BigDecimal,
     * String, LocalDate, Instant. May wait for the reader; throws when the query has ended, which
     * the supplier lets pass.
     */
    void row(@Nullable Object[] values);
  }
}
