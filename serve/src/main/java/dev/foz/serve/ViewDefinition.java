package dev.foz.serve;

import dev.foz.base.TableName;
import java.util.Set;

/**
 * A query with a name.
 *
 * @param inputs tables and views that its SQL names
 */
public record ViewDefinition(TableName name, String sql, Set<TableName> inputs) {
  public ViewDefinition {
    inputs = Set.copyOf(inputs);
  }
}
