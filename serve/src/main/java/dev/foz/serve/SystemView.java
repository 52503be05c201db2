package dev.foz.serve;

import dev.foz.base.Field;
import dev.foz.engine.RowSupplier;
import java.util.List;

/** A view of schema {@code system}, backed by rows of Java. */
public record SystemView(String name, List<Field> columns, RowSupplier rows) {
  public SystemView {
    columns = List.copyOf(columns);
  }
}
