package dev.foz.transform;

import dev.foz.base.TableName;
import java.util.List;

/**
 * A source table that is kept typed.
 *
 * @param raw where its records land
 * @param curated what is made of them
 * @param primaryKey fields that name a row, dots for nested ones; empty to keep every record
 * @param history whether every version of each key is kept, not only the last; only with a key
 */
public record CuratedTable(
    TableName raw, TableName curated, List<String> primaryKey, boolean history) {
  public CuratedTable {
    primaryKey = List.copyOf(primaryKey);
    if (history && primaryKey.isEmpty()) {
      throw new IllegalArgumentException(curated + " has no key to keep the history of");
    }
  }
}
