package dev.foz.engine.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foz.base.TableName;
import dev.foz.engine.ColumnOrigin;
import dev.foz.engine.ColumnOrigin.Told;
import dev.foz.engine.ColumnOrigin.Untold;
import dev.foz.engine.duckdb.OriginScope.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows columns through the tree of a query. What is not surely understood is told to be so. The
 * names of columns are in lower case.
 */
final class OriginReader {
  /** Kinds of expressions whose value is made from those of their parts, and of nothing else. */
  private static final Set<String> OF_PARTS =
      Set.of(
          "",
          "CONSTANT",
          "CAST",
          "FUNCTION",
          "WINDOW",
          "OPERATOR",
          "COMPARISON",
          "CONJUNCTION",
          "CASE",
          "BETWEEN",
          "COLLATE",
          "TYPE");

  /** Begins what stands for the name of a column that the SQL gives none; no SQL can say it. */
  private static final String NAMELESS = "\u0000";

  private static final Set<String> SET_OPERATIONS = Set.of("UNION", "INTERSECT", "EXCEPT");

  private final Map<TableName, List<String>> columns;

  OriginReader(Map<TableName, List<String>> columns) {
    this.columns = columns;
  }

  Map<String, ColumnOrigin> read(JsonNode node) {
    Map<String, ColumnOrigin> columns =
        new LinkedHashMap<>(query(node, Optional.empty(), "query").columns());
    columns.keySet().removeIf(name -> name.startsWith(NAMELESS));
    return columns;
  }

  private Relation query(JsonNode node, Optional<OriginScope> outer, String alias) {
    OriginScope scope = new OriginScope(outer);
    for (JsonNode entry : node.path("cte_map").path("map")) {
      String name = lower(entry.path("key").asText());
      Relation query = query(entry.path("value").path("query_node"), Optional.of(scope), name);
      scope.define(renamed(query, entry.path("value").path("aliases")));
    }
    return switch (node.path("type").asText()) {
      case "SELECT_NODE" -> select(node, scope, alias);
      case "SET_OPERATION_NODE" -> union(node, scope, alias);
      default -> unknown(alias, "it has a query of a kind that is not followed");
    };
  }

  private static Relation unknown(String alias, String reason) {
    return new Relation("", alias, Map.of(), Optional.of(reason));
  }

  /** Columns of set operations belong together by their place. */
  private Relation union(JsonNode node, OriginScope scope, String alias) {
    List<Relation> parts = new ArrayList<>();
    for (JsonNode child : node.path("children")) {
      parts.add(query(child, Optional.of(scope), alias));
    }
    Optional<String> unknown = parts.stream().flatMap(part -> part.unknown().stream()).findFirst();
    long widths = parts.stream().map(part -> part.columns().size()).distinct().count();
    String kind = node.path("setop_type").asText();
    if (unknown.isPresent() || widths != 1 || !SET_OPERATIONS.contains(kind)) {
      return unknown(alias, unknown.orElse("it puts queries together by name"));
    }
    if (kind.equals("EXCEPT")) {
      return parts.getFirst();
    }
    Map<String, ColumnOrigin> columns = new LinkedHashMap<>();
    List<Iterator<ColumnOrigin>> rest =
        parts.stream().map(part -> part.columns().values().iterator()).toList();
    for (String name : parts.getFirst().columns().keySet()) {
      columns.put(name, ColumnOrigin.all(rest.stream().map(Iterator::next).toList()));
    }
    return new Relation("", alias, columns, Optional.empty());
  }

  private static boolean isSet(JsonNode node) {
    return node.asBoolean(false);
  }

  private Relation select(JsonNode node, OriginScope scope, String alias) {
    from(node.path("from_table"), scope);
    Map<String, ColumnOrigin> columns = new LinkedHashMap<>();
    Optional<String> unknown = Optional.empty();
    for (JsonNode item : node.path("select_list")) {
      if (item.path("class").asText().equals("STAR")) {
        unknown = unknown.or(() -> star(item, scope, columns));
        continue;
      }
      ColumnOrigin origin = expression(item, scope, Set.of());
      String given = lower(NarrowingReader.outputName(item));
      String name = given.isEmpty() ? NAMELESS + columns.size() : given;
      columns.merge(name, origin, (one, other) -> new Untold("`" + name + "` is made twice"));
      scope.name(name, origin);
    }
    return new Relation("", alias, columns, unknown);
  }

  /** Adds the columns that a star stands for; returns why they are not known, if they are not. */
  private static Optional<String> star(
      JsonNode item, OriginScope scope, Map<String, ColumnOrigin> columns) {
    boolean plain =
        !isSet(item.path("columns"))
            && NarrowingReader.isAbsent(item.path("expr"))
            && item.path("replace_list").isEmpty()
            && item.path("rename_list").isEmpty()
            && item.path("qualified_exclude_list").isEmpty();
    if (!plain) {
      return Optional.of("it has `*` with REPLACE, RENAME or COLUMNS");
    }
    Set<String> left = new HashSet<>();
    for (JsonNode name : item.path("exclude_list")) {
      left.add(lower(name.asText()));
    }
    String wanted = lower(item.path("relation_name").asText());
    Optional<String> unknown = Optional.empty();
    for (Relation relation : scope.relations()) {
      if (wanted.isEmpty() || wanted.equals(relation.alias())) {
        unknown = unknown.or(relation::unknown);
        relation.columns().keySet().stream()
            .filter(name -> !left.contains(name))
            .forEach(
                name -> columns.putIfAbsent(name, scope.find(List.of(relation.alias(), name))));
      }
    }
    return unknown;
  }

  private void from(JsonNode node, OriginScope scope) {
    String alias = lower(node.path("alias").asText());
    JsonNode names = node.path("column_name_alias");
    switch (node.path("type").asText()) {
      case "EMPTY" -> {}
      case "BASE_TABLE" -> scope.add(renamed(table(node, alias, scope), names));
      case "JOIN" -> join(node, scope);
      case "SUBQUERY" -> {
        JsonNode inner = node.path("subquery").path("node");
        scope.add(renamed(query(inner, Optional.of(scope), alias), names));
      }
      case "TABLE_FUNCTION" -> scope.add(function(node, alias, names, scope));
      default -> scope.add(unknown(alias, "its FROM clause has a part that is not followed"));
    }
  }

  private void join(JsonNode node, OriginScope scope) {
    from(node.path("left"), scope);
    from(node.path("right"), scope);
    node.path("using_columns").forEach(name -> scope.share(lower(name.asText())));
    if (node.path("ref_type").asText().equals("NATURAL")) {
      scope.shareAll();
    }
  }

  private Relation table(JsonNode node, String alias, OriginScope scope) {
    String schema = lower(node.path("schema_name").asText());
    String name = lower(node.path("table_name").asText());
    String shown = alias.isEmpty() ? name : alias;
    Optional<Relation> query = schema.isEmpty() ? scope.defined(name) : Optional.empty();
    if (query.isPresent()) {
      return new Relation("", shown, query.get().columns(), query.get().unknown());
    }
    Optional<TableName> table = TableName.find(schema + "." + name);
    List<String> known = table.map(columns::get).orElse(null);
    if (table.isEmpty() || known == null) {
      return new Relation(
          schema,
          shown,
          Map.of(),
          Optional.of("the columns of " + schema + "." + name + " are not known yet"));
    }
    Map<String, ColumnOrigin> made = new LinkedHashMap<>();
    for (String column : known) {
      ColumnOrigin.Column origin = new ColumnOrigin.Column(table.get(), lower(column));
      made.put(lower(column), new Told(Set.of(origin), true));
    }
    return new Relation(alias.isEmpty() ? schema : "", shown, made, Optional.empty());
  }

  /**
   * A function's columns are made from its arguments; their names are known where they are given.
   */
  private Relation function(JsonNode node, String alias, JsonNode names, OriginScope scope) {
    JsonNode call = node.path("function");
    ColumnOrigin origin = computed(expression(call, scope, Set.of()));
    Map<String, ColumnOrigin> made = new LinkedHashMap<>();
    names.forEach(name -> made.put(lower(name.asText()), origin));
    boolean unnest = call.path("function_name").asText().equals("unnest");
    if (made.isEmpty() && unnest) {
      made.put("unnest", origin);
    }
    Optional<String> unknown =
        unnest && made.size() == 1
            ? Optional.empty()
            : Optional.of("the columns of a function in its FROM clause are not known");
    String shown = alias.isEmpty() ? lower(call.path("function_name").asText()) : alias;
    return new Relation("", shown, made, unknown);
  }

  private static ColumnOrigin computed(ColumnOrigin origin) {
    return origin instanceof Told told ? new Told(told.columns(), false) : origin;
  }

  /** The same with its first columns under other names. */
  private static Relation renamed(Relation relation, JsonNode names) {
    if (names.isEmpty()) {
      return relation;
    }
    if (relation.unknown().isPresent() || names.size() > relation.columns().size()) {
      return unknown(
          relation.alias(), relation.unknown().orElse("its columns are renamed by their places"));
    }
    Map<String, ColumnOrigin> renamed = new LinkedHashMap<>();
    int place = 0;
    for (Map.Entry<String, ColumnOrigin> column : relation.columns().entrySet()) {
      String name = place < names.size() ? lower(names.get(place).asText()) : column.getKey();
      renamed.put(name, column.getValue());
      place++;
    }
    return new Relation(relation.schema(), relation.alias(), renamed, Optional.empty());
  }

  /**
   * @param bound names of parameters of lambdas around, which are no columns
   */
  private ColumnOrigin expression(JsonNode node, OriginScope scope, Set<String> bound) {
    String kind = node.path("class").asText();
    return switch (kind) {
      case "COLUMN_REF" -> reference(node, scope, bound);
      case "LAMBDA" -> lambda(node, scope, bound);
      case "SUBQUERY" -> subquery(node, scope, bound);
      default ->
          OF_PARTS.contains(kind)
              ? ColumnOrigin.all(parts(node, scope, bound))
              : new Untold("it has an expression that is not followed (" + lower(kind) + ")");
    };
  }

  private List<ColumnOrigin> parts(JsonNode node, OriginScope scope, Set<String> bound) {
    List<ColumnOrigin> parts = new ArrayList<>();
    for (JsonNode part : node) {
      if (part.isContainerNode()) {
        parts.add(expression(part, scope, bound));
      }
    }
    return parts;
  }

  private static ColumnOrigin reference(JsonNode node, OriginScope scope, Set<String> bound) {
    List<String> names = new ArrayList<>();
    node.path("column_names").forEach(name -> names.add(name.asText()));
    if (bound.contains(lower(names.getFirst()))) {
      return new Told(Set.of(), false);
    }
    ColumnOrigin found = scope.find(names);
    boolean whole =
        names.size() == 1
            || (names.size() == 2 && scope.relation(lower(names.getFirst())).isPresent());
    return whole ? found : computed(found);
  }

  private ColumnOrigin lambda(JsonNode node, OriginScope scope, Set<String> bound) {
    Set<String> inner = new HashSet<>(bound);
    parameters(node.path("lhs"), inner);
    return expression(node.path("expr"), scope, inner);
  }

  private static void parameters(JsonNode node, Set<String> names) {
    if (node.path("class").asText().equals("COLUMN_REF")) {
      names.add(lower(node.path("column_names").path(0).asText()));
    }
    for (JsonNode part : node) {
      if (part.isContainerNode()) {
        parameters(part, names);
      }
    }
  }

  /** A subquery in an expression: all that it selects, and what it is compared with. */
  private ColumnOrigin subquery(JsonNode node, OriginScope scope, Set<String> bound) {
    Relation query = query(node.path("subquery").path("node"), Optional.of(scope), "subquery");
    if (query.unknown().isPresent()) {
      return new Untold(query.unknown().get());
    }
    List<ColumnOrigin> parts = new ArrayList<>(query.columns().values());
    parts.add(expression(node.path("child"), scope, bound));
    return computed(ColumnOrigin.all(parts));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
