package dev.foz.engine.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.engine.SqlTableRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Walks the tree of one statement. What is not on a list is refused: DuckDB lets even a SELECT
 * write, and new versions bring new ways.
 */
final class SqlCheck {
  private static final Set<String> KNOWN =
      Set.of(
          // queries
          "SELECT_NODE",
          "SET_OPERATION_NODE",
          "RECURSIVE_CTE_NODE",
          "CTE_NODE",
          // table references
          "EMPTY",
          "BASE_TABLE",
          "SUBQUERY",
          "JOIN",
          "EXPRESSION_LIST",
          "TABLE_FUNCTION",
          "PIVOT",
          "SHOW_REF",
          "CTE",
          // modifiers
          "ORDER_MODIFIER",
          "LIMIT_MODIFIER",
          "LIMIT_PERCENT_MODIFIER",
          "DISTINCT_MODIFIER",
          "ORDER_DEFAULT",
          "ORDER_ASCENDING",
          "ORDER_DESCENDING",
          "ASCENDING",
          "DESCENDING");
  private static final Set<String> EXPRESSIONS =
      Set.of(
          "BETWEEN",
          "CASE",
          "CAST",
          "COLLATE",
          "COLUMN_REF",
          "COMPARISON",
          "CONJUNCTION",
          "CONSTANT",
          "FUNCTION",
          "LAMBDA",
          "LAMBDA_REF",
          "OPERATOR",
          "POSITIONAL_REFERENCE",
          "STAR",
          "SUBQUERY",
          "TYPE",
          "WINDOW");
  private static final Set<String> TABLE_FUNCTIONS =
      Set.of("unnest", "range", "generate_series", "json_each", "json_tree", "repeat");
  private static final Map<String, String> WRITING =
      Map.of(
          "COPY_QUERY_NODE", "COPY",
          "INSERT_QUERY_NODE", "INSERT",
          "UPDATE_QUERY_NODE", "UPDATE",
          "DELETE_QUERY_NODE", "DELETE",
          "MERGE_QUERY_NODE", "MERGE");

  private final String sql;
  private final List<SqlTableRef> tables = new ArrayList<>();

  SqlCheck(String sql) {
    this.sql = sql;
  }

  List<SqlTableRef> check(JsonNode statement) {
    walk(statement, Set.of());
    return tables;
  }

  /**
   * @param names of common table expressions that this part of the tree sees
   */
  private void walk(JsonNode node, Set<String> names) {
    if (node.isArray()) {
      node.forEach(part -> walk(part, names));
      return;
    }
    if (!node.isObject()) {
      return;
    }
    JsonNode type = node.path("type");
    if (type.isTextual()) {
      checkKind(node, type.asText());
    }
    switch (type.asText("")) {
      case "BASE_TABLE" -> table(node, names);
      case "TABLE_FUNCTION" -> tableFunction(node, names);
      case "SHOW_REF" -> show(node, names);
      default -> children(node, names);
    }
  }

  private void checkKind(JsonNode node, String type) {
    String kind = node.path("class").asText("");
    if (WRITING.containsKey(type)) {
      throw writes(WRITING.get(type), node);
    }
    if (kind.equals("PARAMETER")) {
      throw refused("parameters", node).remedy("write the value itself").toException();
    }
    if (kind.isEmpty() ? !KNOWN.contains(type) : !EXPRESSIONS.contains(kind)) {
      String form = (kind.isEmpty() ? type : kind).toLowerCase(Locale.ROOT).replace('_', ' ');
      throw refused("`" + form + "`: it is not known to be harmless", node)
          .remedy("write it in another way")
          .toException();
    }
    if (kind.equals("FUNCTION") || kind.equals("WINDOW")) {
      checkFunction(node);
    }
  }

  /** Such a node does not say where it is, but parts of it do: its word is the nearest before. */
  private FozException writes(String word, JsonNode node) {
    String what = word + ": only queries that read are allowed";
    JsonNode part = placed(node);
    int inside = part.isMissingNode() ? sql.length() : offset(part);
    int offset = sql.toUpperCase(Locale.ROOT).lastIndexOf(word, inside);
    Problem problem = offset < 0 ? refused(what, node) : refused(what, offset);
    return problem.remedy("take it out; tables are made by sources and models").toException();
  }

  private void checkFunction(JsonNode node) {
    String name = node.path("function_name").asText("").toLowerCase(Locale.ROOT);
    if (!name.isEmpty() && !AllowedFunctions.contains(name)) {
      throw function(name, node);
    }
  }

  private FozException function(String name, JsonNode node) {
    String nearest = AllowedFunctions.nearest(name);
    return refused(
            "the function `" + name + "`: it is not known, or reaches outside of the lake", node)
        .remedy(nearest.isEmpty() ? "leave it out" : "did you mean `" + nearest + "`?")
        .toException();
  }

  /** Walks the parts of a node; those of a query see its common table expressions. */
  private void children(JsonNode node, Set<String> names) {
    Set<String> inside = names;
    JsonNode expressions = node.path("cte_map").path("map");
    if (expressions.isArray() && !expressions.isEmpty()) {
      inside = new HashSet<>(names);
      for (JsonNode entry : expressions) {
        common(entry, inside);
      }
    }
    for (var part : node.properties()) {
      if (!part.getKey().equals("cte_map")) {
        walk(part.getValue(), inside);
      }
    }
  }

  /** One common table expression: sees those before it, and itself only when it is recursive. */
  private void common(JsonNode entry, Set<String> names) {
    String name = entry.path("key").asText().toLowerCase(Locale.ROOT);
    JsonNode value = entry.path("value");
    Set<String> inside = names;
    if (value.path("query_node").path("type").asText().equals("RECURSIVE_CTE_NODE")) {
      inside = new HashSet<>(names);
      inside.add(name);
    }
    walk(value, inside);
    names.add(name);
  }

  private void table(JsonNode node, Set<String> names) {
    String catalog = node.path("catalog_name").asText("");
    String schema = node.path("schema_name").asText("");
    String name = node.path("table_name").asText("");
    if (!catalog.isEmpty() || node.path("qualified_name").path("path").size() > 2) {
      throw refused("a table name of three parts", node)
          .remedy("name tables `layer.name`")
          .toException();
    }
    if (node.path("at_clause").isObject()) {
      throw refused("AT: queries read the last commit", node).remedy("leave it out").toException();
    }
    if (schema.isEmpty() && names.contains(name.toLowerCase(Locale.ROOT))) {
      return;
    }
    checkName(schema, name, node);
    tables.add(new SqlTableRef(schema, name, offset(node)));
  }

  private void checkName(String schema, String name, JsonNode node) {
    if (!name.chars().allMatch(c -> SqlText.isWord((char) c) || c == '-' || c == ' ')) {
      throw refused("`" + name + "` as a table: queries do not read files", node)
          .remedy("make a source of type `file` for it, and query its table")
          .toException();
    }
    String space = schema.toLowerCase(Locale.ROOT);
    boolean internal = Set.of("information_schema", "pg_catalog", "main", "temp").contains(space);
    if (internal || name.matches("(?i)(duckdb_|pg_|pragma_|sqlite_|foz_).*")) {
      throw refused("`" + name + "`: it belongs to the engine", node)
          .remedy("`system.tables` and `system.columns` say what there is")
          .toException();
    }
  }

  private void tableFunction(JsonNode node, Set<String> names) {
    JsonNode function = node.path("function");
    String name = function.path("function_name").asText("").toLowerCase(Locale.ROOT);
    if (!TABLE_FUNCTIONS.contains(name)) {
      throw refused("the table function `" + name + "`: queries read tables only", node)
          .remedy(
              name.startsWith("read_")
                  ? "make a source of type `file` for it, and query its table"
                  : "allowed are " + String.join(", ", TABLE_FUNCTIONS.stream().sorted().toList()))
          .toException();
    }
    function.path("arguments").forEach(argument -> walk(argument, names));
    for (var part : function.properties()) {
      if (!part.getKey().equals("arguments") && !part.getKey().equals("order_bys")) {
        walk(part.getValue(), names);
      }
    }
    walk(node.path("sample"), names);
  }

  private void show(JsonNode node, Set<String> names) {
    JsonNode query = node.path("query");
    if (!query.isObject()) {
      throw refused("SHOW of names", node)
          .remedy("`select * from system.tables` lists the tables")
          .toException();
    }
    walk(query, names);
  }

  private Problem refused(String what, JsonNode node) {
    JsonNode place = placed(node);
    return refused(what, place.isMissingNode() ? 0 : offset(place));
  }

  private Problem refused(String what, int offset) {
    return Problem.of(Code.SQL_REFUSED, "Cannot run " + what)
        .at(SqlPlace.of(sql).at(offset, Math.max(1, SqlText.tokenLength(sql, offset))));
  }

  /** The first node in or under this one that says where it is. */
  private JsonNode placed(JsonNode node) {
    JsonNode location = node.path("query_location");
    if (location.isIntegralNumber() && location.canConvertToInt()) {
      return node;
    }
    for (JsonNode part : node) {
      JsonNode found = part.isContainerNode() ? placed(part) : part;
      if (found.isObject()) {
        return found;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  private int offset(JsonNode node) {
    return SqlPlace.characters(sql, node.path("query_location").asInt());
  }
}
