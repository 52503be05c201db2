package dev.foz.engine;

import dev.foz.base.Field;
import dev.foz.base.PartitionField;
import dev.foz.base.TableName;
import java.nio.file.Path;
import java.util.List;

/**
 * Where written rows go.
 *
 * @param fields of the table, with their Iceberg ids, nested ones too
 * @param folder that exists; written files get names that are free in it
 * @param partitionBy what all rows of a file have in common, over columns at the top
 * @param sortBy names of columns by which rows are put in order, nulls last, so that bounds of
 *     files and row groups leave much out; as threads write side by side, a row group may still
 *     overlap with some of its neighbours
 */
public record WriteTarget(
    TableName table,
    List<Field> fields,
    Path folder,
    List<PartitionField> partitionBy,
    List<String> sortBy) {
  public WriteTarget {
    fields = List.copyOf(fields);
    partitionBy = List.copyOf(partitionBy);
    sortBy = List.copyOf(sortBy);
    List<String> names = fields.stream().map(Field::name).toList();
    for (String column : sortBy) {
      if (!names.contains(column)) {
        throw new IllegalArgumentException(table + " has no column " + column + " to sort by");
      }
    }
    for (PartitionField field : partitionBy) {
      if (!names.contains(field.column())) {
        throw new IllegalArgumentException(table + " has no column for " + field);
      }
    }
  }

  /** Rows in any order. */
  public WriteTarget(TableName table, List<Field> fields, Path folder) {
    this(table, fields, folder, List.of(), List.of());
  }

  /** Rows in the order of some columns. */
  public WriteTarget(TableName table, List<Field> fields, Path folder, List<String> sortBy) {
    this(table, fields, folder, List.of(), sortBy);
  }
}
