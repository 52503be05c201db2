package dev.foz.engine.duckdb;

import dev.foz.base.TableName;
import java.util.Collection;
import java.util.stream.Collectors;

/** Names and texts as SQL writes them. */
final class Quote {
  private Quote() {}

  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String name(String schema, String name) {
    return name(schema) + "." + name(name);
  }

  static String name(TableName table) {
    return name(table.layer().label(), table.name());
  }

  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static String texts(Collection<String> texts) {
    return texts.stream().map(Quote::text).collect(Collectors.joining(",", "[", "]"));
  }
}
