package dev.foz.state;

import dev.foz.base.Field;
import java.util.List;

/**
 * A view over the state database.
 *
 * @param name without the layer: {@code runs} for {@code system.runs}
 * @param columns in the order of the values that {@link RowSink#row} gets; ids are 0
 */
public record SystemTable(String name, List<Field> columns) {
  public SystemTable {
    columns = List.copyOf(columns);
  }
}
