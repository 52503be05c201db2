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
 */
public record WriteTarget(TableName table, List<Field> fields, Path folder) {
  public WriteTarget {
    fields = List.copyOf(fields);
  }
}
