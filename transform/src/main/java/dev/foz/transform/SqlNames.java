package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.base.TableName;
import java.util.List;
import java.util.stream.Collectors;

/** Names as SQL wants them. */
final class SqlNames {
  private SqlNames() {}

  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String table(TableName table) {
    return quote(table.layer().label()) + "." + quote(table.name());
  }

  /** Columns by name. */
  static String list(List<Field> columns) {
    return columns.stream().map(Field::name).map(SqlNames::quote).collect(Collectors.joining(", "));
  }

  /** A text as a value. */
  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A column, or a field inside of one. */
  static String path(List<String> names) {
    return names.stream().map(SqlNames::quote).collect(Collectors.joining("."));
  }
}
