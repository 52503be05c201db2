package dev.foz.transform;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Raw records by when or in what order they came.
 *
 * @param from the first of them; empty = from the beginning
 * @param to where they end; empty = up to now
 */
public record RawSpan(Optional<Bound> from, Optional<Bound> to) {
  /** An end of a span. */
  public sealed interface Bound {
    /**
     * @param seq {@code _seq} of a record that belongs to the span
     */
    record Seq(long seq) implements Bound {}

    /**
     * @param at a time of {@code _ingested_at}: the first that belongs to the span, or the first
     *     behind its end
     */
    record Time(Instant at) implements Bound {}
  }

  /** Condition on records of the alias. */
  String condition(String alias) {
    List<String> conditions = new ArrayList<>();
    from.ifPresent(
        bound ->
            conditions.add(
                switch (bound) {
                  case Bound.Seq(long seq) -> alias + "._seq >= " + seq;
                  case Bound.Time(Instant at) -> alias + "._ingested_at >= " + constant(at);
                }));
    to.ifPresent(
        bound ->
            conditions.add(
                switch (bound) {
                  case Bound.Seq(long seq) -> alias + "._seq <= " + seq;
                  case Bound.Time(Instant at) -> alias + "._ingested_at < " + constant(at);
                }));
    return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
  }

  private static String constant(Instant at) {
    return "cast('" + at + "' as timestamptz)";
  }
}
