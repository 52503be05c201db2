package dev.foz.transform;

import dev.foz.base.TableName;
import dev.foz.engine.Moment;
import dev.foz.state.StateStore;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where all tables stand and how far their consumers have come. What looks consumed in it was so
 * when it was read.
 *
 * @param consumed by consumer and input the commit up to which it was consumed
 */
public record Standing(Moment moment, Map<TableName, Map<TableName, Long>> consumed) {
  public static Standing read(StateStore state, Supplier<Moment> now) {
    return new Standing(now.get(), state.consumed());
  }

  long consumed(TableName consumer, TableName input) {
    return consumed.getOrDefault(consumer, Map.of()).getOrDefault(input, 0L);
  }
}
