package dev.foz.transform;

import dev.foz.base.TableName;
import dev.foz.base.lake.MaskSpec;
import java.util.List;

/**
 * A source table that is kept typed.
 *
 * @param raw where its records land
 * @param curated what is made of them
 * @param primaryKey fields that name a row, dots for nested ones; empty to keep every record
 * @param masks of its columns, as the records name their fields
 */
public record CuratedTable(
    TableName raw, TableName curated, List<String> primaryKey, List<MaskSpec> masks) {
  public CuratedTable {
    primaryKey = List.copyOf(primaryKey);
    masks = List.copyOf(masks);
  }
}
