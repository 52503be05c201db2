package dev.foz.engine.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foz.base.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The tables of the FROM clause of one SELECT, as far as they matter for narrowing. */
final class FromTables {
  /**
   * @param alias that columns are qualified by, lower case
   * @param kept whether each row of the table is needed for the rows of the result that it makes,
   *     and for no others: not the optional side of an outer join
   */
  record From(TableName table, String alias, boolean kept) {}

  private final List<From> tables = new ArrayList<>();
  private final Map<TableName, List<String>> columns;
  private boolean others;
  private Optional<String> obstacle = Optional.empty();

  private FromTables(Map<TableName, List<String>> columns) {
    this.columns = columns;
  }

  static FromTables read(JsonNode from, Map<TableName, List<String>> columns) {
    FromTables found = new FromTables(columns);
    found.collect(from, true);
    return found;
  }

  /** Why the clause cannot be understood. */
  Optional<String> obstacle() {
    return obstacle;
  }

  private void collect(JsonNode node, boolean kept) {
    switch (node.path("type").asText()) {
      case "BASE_TABLE" -> table(node, kept);
      case "JOIN" -> join(node, kept);
      case "TABLE_FUNCTION", "EXPRESSION_LIST" -> others = true;
      case "SUBQUERY" -> obstacle = Optional.of("it reads from a subquery");
      default -> obstacle = Optional.of("its FROM clause is of a kind that is not known");
    }
    if (!node.path("sample").isNull() && !node.path("sample").isMissingNode()) {
      obstacle = Optional.of("it samples rows");
    }
  }

  private void table(JsonNode node, boolean kept) {
    String name = node.path("schema_name").asText() + "." + node.path("table_name").asText();
    Optional<TableName> table = TableName.find(name.toLowerCase(Locale.ROOT));
    if (table.isEmpty() || !columns.containsKey(table.get())) {
      obstacle = Optional.of("it reads `" + name + "`, whose columns are not known");
      return;
    }
    String alias = node.path("alias").asText();
    String shown = alias.isEmpty() ? node.path("table_name").asText() : alias;
    tables.add(new From(table.get(), shown.toLowerCase(Locale.ROOT), kept));
  }

  private void join(JsonNode node, boolean kept) {
    String kind = node.path("ref_type").asText();
    if (!List.of("REGULAR", "CROSS", "NATURAL").contains(kind)) {
      obstacle = Optional.of("it has a join of another kind than by equal values");
    }
    String type = node.path("join_type").asText();
    boolean outerLeft = type.equals("RIGHT") || type.equals("OUTER");
    boolean outerRight = type.equals("LEFT") || type.equals("OUTER");
    boolean known = type.equals("INNER") || outerLeft || outerRight;
    if (!known) {
      obstacle = Optional.of("it has a join of another kind than by equal values");
    }
    collect(node.path("left"), kept && !outerLeft);
    collect(node.path("right"), kept && !outerRight);
  }

  /** The table, where it stands in the clause exactly once. */
  Optional<From> find(TableName table) {
    List<From> found = tables.stream().filter(from -> from.table().equals(table)).toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  int size() {
    return tables.size();
  }

  /** Whether a column reference surely means a column of this table. */
  boolean owns(From owner, JsonNode names) {
    String first = names.path(0).asText().toLowerCase(Locale.ROOT);
    boolean alias = tables.stream().anyMatch(from -> from.alias().equals(first));
    if (alias) {
      return names.size() > 1 && first.equals(owner.alias()) && has(owner, names.path(1).asText());
    }
    boolean elsewhere =
        others || tables.stream().anyMatch(from -> !from.equals(owner) && has(from, first));
    return !elsewhere && has(owner, first);
  }

  private boolean has(From from, String column) {
    return columns.getOrDefault(from.table(), List.of()).stream()
        .anyMatch(name -> name.equalsIgnoreCase(column));
  }
}
