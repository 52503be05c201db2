package dev.foz.engine.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * DuckDB has a database named {@code system}, so a schema of that name can never be named in SQL.
 * Foz's lies under another name of the same length, which leaves all places in the SQL as they are.
 */
final class SystemSchema {
  static final String NAME = "system";
  static final String STAND_IN = "sistem";

  private static final Pattern STOOD_IN = Pattern.compile("\\b" + STAND_IN + "\\.");

  private SystemSchema() {}

  static String nameOf(String schema) {
    return schema.equalsIgnoreCase(NAME) ? STAND_IN : schema;
  }

  /** The SQL with the schema's name replaced wherever it names a table or a table's column. */
  static String replaceIn(String sql, DuckDbParser parser) {
    if (!sql.toLowerCase(Locale.ROOT).contains(NAME)) {
      return sql;
    }
    TreeSet<Integer> places = new TreeSet<>();
    collect(parser.tree(sql), sql, places);
    StringBuilder out = new StringBuilder(sql);
    for (int place : places) {
      int at = place + (sql.startsWith("\"", place) ? 1 : 0);
      if (sql.regionMatches(true, at, NAME, 0, NAME.length())) {
        out.replace(at, at + NAME.length(), STAND_IN);
      }
    }
    return out.toString();
  }

  /** A message of DuckDB in the words that its reader wrote. */
  static String told(String message) {
    return STOOD_IN.matcher(message).replaceAll(NAME + ".");
  }

  private static void collect(JsonNode node, String sql, TreeSet<Integer> places) {
    boolean table = node.path("schema_name").asText("").equalsIgnoreCase(NAME);
    JsonNode names = node.path("column_names");
    boolean column = names.size() > 2 && names.get(0).asText().equalsIgnoreCase(NAME);
    if (table || column) {
      places.add(SqlPlace.characters(sql, node.path("query_location").asInt()));
    }
    for (JsonNode part : node) {
      if (part.isContainerNode()) {
        collect(part, sql, places);
      }
    }
  }
}
