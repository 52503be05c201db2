package dev.foz.transform;

import dev.foz.base.TableName;
import dev.foz.engine.Moment;
import dev.foz.state.Pause;
import dev.foz.state.StateStore;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where all tables stand and how far their consumers have come. What looks consumed in it was so
 * when it was read.
 *
 * @param consumed by consumer and input the commit up to which it was consumed
 * @param pauses tables that are not to be made
 */
public record Standing(
    Moment moment, Map<TableName, Map<TableName, Long>> consumed, Map<TableName, Pause> pauses) {
  public static Standing read(StateStore state, Supplier<Moment> now) {
    return new Standing(now.get(), state.consumed(), state.pauses());
  }

  /** Why a table is not to be made, if it is paused. */
  Optional<String> paused(TableName table) {
    return Optional.ofNullable(pauses.get(table)).map(Pause::told);
  }

  long consumed(TableName consumer, TableName input) {
    return consumed.getOrDefault(consumer, Map.of()).getOrDefault(input, 0L);
  }
}
