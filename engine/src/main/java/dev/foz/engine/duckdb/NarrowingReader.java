package dev.foz.engine.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foz.base.TableName;
import dev.foz.engine.Narrowing;
import dev.foz.engine.duckdb.FromTables.From;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides how a query may be narrowed. What is not surely understood is computed whole: a model may
 * be slow, never wrong. Used once.
 */
final class NarrowingReader {
  /** Functions of one row that give the same for the same arguments. */
  private static final Set<String> SCALARS =
      Set.of(
          "+",
          "-",
          "*",
          "/",
          "//",
          "%",
          "||",
          "date_trunc",
          "date_part",
          "datepart",
          "year",
          "month",
          "day",
          "hour",
          "minute",
          "quarter",
          "week",
          "isoyear",
          "lower",
          "upper",
          "trim",
          "ltrim",
          "rtrim",
          "substring",
          "substr",
          "left",
          "right",
          "concat",
          "strftime",
          "round",
          "floor",
          "ceil",
          "ceiling",
          "abs",
          "replace",
          "regexp_replace",
          "struct_extract",
          "last_day",
          "dayofweek",
          "dayofyear",
          "hash",
          "md5");

  private static final Set<String> OF_ONE_ROW =
      Set.of(
          "COLUMN_REF",
          "CONSTANT",
          "CAST",
          "OPERATOR",
          "COMPARISON",
          "CONJUNCTION",
          "CASE",
          "BETWEEN",
          "TYPE",
          "COLLATE");

  private final DuckDbParser parser;
  private final TableName driving;
  private final Map<TableName, List<String>> columns;

  NarrowingReader(DuckDbParser parser, TableName driving, Map<TableName, List<String>> columns) {
    this.parser = parser;
    this.driving = driving;
    this.columns = columns;
  }

  Narrowing read(JsonNode select, List<String> primaryKey) {
    Optional<String> obstacle = obstacle(select);
    if (obstacle.isPresent()) {
      return new Narrowing.Whole(obstacle.get());
    }
    FromTables from = FromTables.read(select.path("from_table"), columns);
    if (from.obstacle().isPresent()) {
      return new Narrowing.Whole(from.obstacle().get());
    }
    Optional<From> owner = from.find(driving);
    if (owner.isEmpty()) {
      return new Narrowing.Whole("it reads " + driving + " more than once");
    }
    if (!owner.get().kept()) {
      return new Narrowing.Whole(driving + " is on the optional side of an outer join");
    }
    Narrowing byKeys = byKeys(select, from, owner.get(), primaryKey);
    return new SumsReader(NarrowingReader::isOfOneRow).read(select, primaryKey, byKeys);
  }

  private static Optional<String> obstacle(JsonNode select) {
    if (!select.path("type").asText().equals("SELECT_NODE")) {
      return Optional.of("it puts several queries together");
    }
    if (!select.path("cte_map").path("map").isEmpty()) {
      return Optional.of("it has a WITH clause");
    }
    for (JsonNode modifier : select.path("modifiers")) {
      // The order of its rows is nothing that a table keeps.
      if (!modifier.path("type").asText().equals("ORDER_MODIFIER")) {
        return Optional.of("it has DISTINCT or LIMIT");
      }
    }
    if (!isAbsent(select.path("qualify")) || !isAbsent(select.path("sample"))) {
      return Optional.of("it has QUALIFY or a sample");
    }
    if (select.path("group_sets").size() > 1) {
      return Optional.of("it has several grouping sets");
    }
    return inside(select).or(() -> UnsteadyParts.first(select).map(part -> "it has " + part));
  }

  static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  /** What stands in the way anywhere in the tree. */
  private static Optional<String> inside(JsonNode node) {
    String kind = node.path("class").asText();
    if (kind.equals("SUBQUERY")) {
      return Optional.of("it has a subquery");
    }
    if (kind.equals("WINDOW")) {
      return Optional.of("it has a window function");
    }
    for (JsonNode part : node) {
      Optional<String> found = part.isContainerNode() ? inside(part) : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Narrowing byKeys(JsonNode select, FromTables from, From owner, List<String> primaryKey) {
    List<String> keys = new ArrayList<>();
    List<JsonNode> expressions = new ArrayList<>();
    for (String key : primaryKey) {
      Optional<JsonNode> expression =
          expression(select, from, owner, key)
              .filter(found -> isOfOneRow(found) && isOwned(found, from, owner));
      if (expression.isPresent()) {
        keys.add(key);
        expressions.add(expression.get());
      }
    }
    if (keys.isEmpty()) {
      return new Narrowing.Whole("no part of its primary key comes from " + driving + " alone");
    }
    return new Narrowing.ByKeys(
        keys,
        query(Narrowing.CHANGED, owner, expressions, "select distinct", "k"),
        expressions.stream().map(NarrowingReader::plainColumn).toList(),
        query(
            Narrowing.DRIVING,
            owner,
            expressions,
            "select " + Quote.name(owner.alias()) + ".*,",
            "_k"),
        columns.getOrDefault(driving, List.of()).stream().map(Quote::name).toList());
  }

  /** What the select list has for a column of the result. */
  private Optional<JsonNode> expression(
      JsonNode select, FromTables from, From owner, String column) {
    Optional<JsonNode> found = Optional.empty();
    for (JsonNode item : select.path("select_list")) {
      if (item.path("class").asText().equals("STAR")) {
        found = found.or(() -> fromStar(item, from, owner, column));
      } else if (outputName(item).equalsIgnoreCase(column)) {
        return Optional.of(item);
      }
    }
    return found;
  }

  private Optional<JsonNode> fromStar(JsonNode star, FromTables from, From owner, String column) {
    String relation = star.path("relation_name").asText();
    boolean whole = relation.isEmpty() && from.size() == 1;
    boolean plain =
        star.path("replace_list").isEmpty()
            && star.path("exclude_list").isEmpty()
            && star.path("qualified_exclude_list").isEmpty()
            && star.path("rename_list").isEmpty()
            && !star.path("columns").asBoolean();
    if (!plain || !(whole || relation.equalsIgnoreCase(owner.alias()))) {
      return Optional.empty();
    }
    return columns.getOrDefault(driving, List.of()).stream()
        .filter(name -> name.equalsIgnoreCase(column))
        .findFirst()
        .map(name -> reference(owner, name));
  }

  private JsonNode reference(From owner, String column) {
    String sql = "select " + Quote.name(owner.alias()) + "." + Quote.name(column);
    return parser.tree(sql).path("statements").path(0).path("node").path("select_list").path(0);
  }

  static String outputName(JsonNode item) {
    String alias = item.path("alias").asText();
    JsonNode names = item.path("column_names");
    return alias.isEmpty() && !names.isEmpty() ? names.path(names.size() - 1).asText() : alias;
  }

  /**
   * Whether the value follows from one row of the input. Where the query groups, SQL lets such an
   * expression stand beside aggregates only if it is the same for all rows of a group; so a group
   * depends on rows of its value alone.
   */
  private static boolean isOfOneRow(JsonNode node) {
    String kind = node.path("class").asText();
    boolean known =
        kind.isEmpty()
            || OF_ONE_ROW.contains(kind)
            || (kind.equals("FUNCTION") && SCALARS.contains(node.path("function_name").asText()));
    if (!known) {
      return false;
    }
    for (JsonNode part : node) {
      if (part.isContainerNode() && !isOfOneRow(part)) {
        return false;
      }
    }
    return true;
  }

  /** Whether it has a column, and none but of the driving input. */
  private static boolean isOwned(JsonNode expression, FromTables from, From owner) {
    List<JsonNode> references = new ArrayList<>();
    collect(expression, references);
    return !references.isEmpty() && references.stream().allMatch(names -> from.owns(owner, names));
  }

  private static void collect(JsonNode node, List<JsonNode> references) {
    if (node.path("class").asText().equals("COLUMN_REF")) {
      references.add(node.path("column_names"));
    }
    for (JsonNode part : node) {
      if (part.isContainerNode()) {
        collect(part, references);
      }
    }
  }

  private static Optional<String> plainColumn(JsonNode expression) {
    JsonNode names = expression.path("column_names");
    boolean plain = expression.path("class").asText().equals("COLUMN_REF") && names.size() <= 2;
    return plain ? Optional.of(names.path(names.size() - 1).asText()) : Optional.empty();
  }

  /** A query of these expressions over one table that has the alias of the driving input. */
  private String query(
      String table, From owner, List<JsonNode> expressions, String head, String name) {
    List<String> places = new ArrayList<>();
    for (int i = 0; i < expressions.size(); i++) {
      places.add("null as " + name + i);
    }
    String template =
        head
            + " "
            + String.join(", ", places)
            + " from "
            + Quote.name(table)
            + " as "
            + Quote.name(owner.alias());
    JsonNode tree = parser.tree(template);
    ArrayNode list = (ArrayNode) tree.path("statements").path(0).path("node").path("select_list");
    int first = list.size() - expressions.size();
    for (int i = 0; i < expressions.size(); i++) {
      ObjectNode expression = expressions.get(i).deepCopy();
      expression.put("alias", name + i);
      list.set(first + i, expression);
    }
    return parser.text(tree);
  }
}
