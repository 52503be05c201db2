package dev.foz.engine.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foz.engine.UnsteadyPart;
import dev.foz.engine.UnsteadyPart.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds what makes a query come out otherwise over the same rows. Used once. */
final class UnsteadyParts {
  private static final Set<String> CLOCK =
      Set.of(
          "now",
          "current_timestamp",
          "get_current_timestamp",
          "transaction_timestamp",
          "current_date",
          "today",
          "current_time",
          "get_current_time",
          "current_localtime",
          "current_localtimestamp",
          "localtime",
          "localtimestamp");

  private static final Set<String> CHANCE =
      Set.of(
          "random", "uuid", "gen_random_uuid", "uuidv4", "uuidv7", "nextval", "currval", "setseed");

  /** Of several rows they take one, or all one after the other. */
  private static final Set<String> ORDERED =
      Set.of(
          "first",
          "last",
          "any_value",
          "arbitrary",
          "list",
          "array_agg",
          "string_agg",
          "group_concat",
          "listagg",
          "row_number",
          "first_value",
          "last_value",
          "nth_value",
          "ntile",
          "lag",
          "lead");

  /** Of a list they need no order. */
  private static final Set<String> ORDERING =
      Set.of(
          "list_sort",
          "array_sort",
          "list_reverse_sort",
          "array_reverse_sort",
          "len",
          "length",
          "array_length",
          "list_unique",
          "array_unique");

  private final String sql;
  private final List<UnsteadyPart> found = new ArrayList<>();

  UnsteadyParts(String sql) {
    this.sql = sql;
  }

  /** In order of appearance. */
  List<UnsteadyPart> of(JsonNode statement) {
    walk(statement, false);
    found.sort(Comparator.comparingInt(UnsteadyPart::offset));
    return found;
  }

  /** The first of them in a part of a tree, in words. */
  static Optional<String> first(JsonNode part) {
    return new UnsteadyParts("").of(part).stream().map(UnsteadyPart::text).findFirst();
  }

  /**
   * @param ordering whether the node is an argument of what puts it in order
   */
  private void walk(JsonNode node, boolean ordering) {
    String name = node.path("function_name").asText("").toLowerCase(Locale.ROOT);
    switch (node.path("class").asText()) {
      case "COLUMN_REF" -> column(node);
      case "FUNCTION" -> function(node, name, ordering);
      case "WINDOW" -> window(node, name);
      default -> {}
    }
    if (node.path("modifiers").isArray()) {
      modifiers(node, node.path("modifiers"));
    }
    if (node.path("sample").isObject()) {
      add(Kind.CHANCE, "a sample", node);
    }
    boolean inside = ORDERING.contains(name) || (ordering && node.path("class").isMissingNode());
    for (JsonNode part : node) {
      if (part.isContainerNode()) {
        walk(part, inside);
      }
    }
  }

  /** These may be written without parentheses, and then look like a column. */
  private void column(JsonNode node) {
    JsonNode names = node.path("column_names");
    String name = names.path(0).asText().toLowerCase(Locale.ROOT);
    if (names.size() == 1 && CLOCK.contains(name)) {
      add(Kind.CLOCK, name, node);
    }
  }

  private void function(JsonNode node, String name, boolean ordering) {
    if (CLOCK.contains(name) || (name.equals("age") && node.path("arguments").size() == 1)) {
      add(Kind.CLOCK, name + "()", node);
    } else if (CHANCE.contains(name)) {
      add(Kind.CHANCE, name + "()", node);
    } else if (ORDERED.contains(name)
        && !ordering
        && node.path("order_bys").path("orders").isEmpty()) {
      add(Kind.ORDER, name + "() without order by", node);
    }
  }

  private void window(JsonNode node, String name) {
    boolean unordered = node.path("orders").isEmpty() && node.path("arg_orders").isEmpty();
    if (unordered && ORDERED.contains(name)) {
      add(Kind.ORDER, name + "() over rows without order by", node);
    }
  }

  private void modifiers(JsonNode select, JsonNode modifiers) {
    int orders = 0;
    for (JsonNode modifier : modifiers) {
      orders += modifier.path("orders").size();
    }
    for (JsonNode modifier : modifiers) {
      int targets = modifier.path("distinct_on_targets").size();
      if (modifier.path("type").asText().startsWith("LIMIT") && orders == 0) {
        add(Kind.ORDER, "limit without order by", modifier);
      } else if (targets > 0 && orders <= targets) {
        add(Kind.ORDER, "distinct on without order by of more columns", modifier);
      }
    }
  }

  private void add(Kind kind, String text, JsonNode node) {
    int offset = SqlPlace.characters(sql, location(node).orElse(0));
    found.add(new UnsteadyPart(kind, text, offset, Math.max(1, SqlText.tokenLength(sql, offset))));
  }

  /** The first in or under a node. */
  private static Optional<Integer> location(JsonNode node) {
    JsonNode own = node.path("query_location");
    if (own.isIntegralNumber() && own.canConvertToInt()) {
      return Optional.of(own.asInt());
    }
    for (JsonNode part : node) {
      Optional<Integer> below = part.isContainerNode() ? location(part) : Optional.empty();
      if (below.isPresent()) {
        return below;
      }
    }
    return Optional.empty();
  }
}
