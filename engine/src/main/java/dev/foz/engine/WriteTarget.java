package dev.foz.engine;

import dev.foz.base.Field;
import dev.foz.base.TableName;
import java.nio.file.Path;
import java.util.List;

/**
 * Where written rows go.
 *
 * @param fields of the table, with their Iceberg ids, nested ones too
 * @param folder that exists; written files get names that are free in it
 * @param sortBy names of columns by which rows are put in order, nulls last, so that bounds of
 *     files and row groups leave much out; as threads write side by side, a row group may still
 *     overlap with some of its neighbours
 */
public record WriteTarget(TableName table, List<Field> fields, Path folder, List<String> sortBy) {
  public WriteTarget {
    fields = List.copyOf(fields);
    sortBy = List.copyOf(sortBy);
    List<String> names = fields.stream().map(Field::name).toList();
    for (String column : sortBy) {
      if (!names.contains(column)) {
        throw new IllegalArgumentException(table + " has no column " + column + " to sort by");
      }
    }
  }

  /** Rows in any order. */
  public WriteTarget(TableName table, List<Field> fields, Path folder) {
    this(table, fields, folder, List.of());
  }
}
