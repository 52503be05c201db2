package dev.foz.transform;

import java.util.List;
import java.util.stream.Collectors;

/** Names as SQL wants them. */
final class SqlNames {
  private SqlNames() {}

  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A column, or a field inside of one. */
  static String path(List<String> names) {
    return names.stream().map(SqlNames::quote).collect(Collectors.joining("."));
  }
}
