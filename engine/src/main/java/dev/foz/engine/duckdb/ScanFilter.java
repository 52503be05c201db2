package dev.foz.engine.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foz.base.Field;
import dev.foz.base.Type;
import dev.foz.table.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the filters that DuckDB says it pushes into a scan ({@code "((f7 >= '2026-01-01'::DATE) AND
 * (f7 < '2026-02-01'::DATE))"}). Whatever is not surely understood becomes {@link Filter#ALWAYS},
 * so that the filter read never leaves out more than DuckDB's.
 */
final class ScanFilter {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String OPTIONAL = "optional: ";

  private final DuckDbParser parser;
  private final Map<String, Field> columns;

  /**
   * @param columns by the name that the scan gives them
   */
  ScanFilter(DuckDbParser parser, Map<String, Field> columns) {
    this.parser = parser;
    this.columns = columns;
  }

  /**
   * @param filters one conjunct each
   */
  Filter read(List<String> filters) {
    List<Filter> parts = new ArrayList<>();
    for (String filter : filters) {
      parts.add(readOne(filter));
    }
    return and(parts);
  }

  private Filter readOne(String text) {
    // What an optional filter would drop, another part of the plan drops too.
    JsonNode tree = parser.tree("select " + withoutOptional(text));
    JsonNode list = tree.path("statements").path(0).path("node").path("select_list");
    return list.size() == 1 ? expression(list.get(0)) : Filter.ALWAYS;
  }

  private static String withoutOptional(String text) {
    StringBuilder out = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      if (!quoted && text.startsWith(OPTIONAL, i)) {
        i += OPTIONAL.length() - 1;
      } else {
        quoted ^= text.charAt(i) == '\'';
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  private Filter expression(JsonNode node) {
    return switch (node.path("type").asText()) {
      case "CONJUNCTION_AND" -> and(parts(node));
      case "CONJUNCTION_OR" -> or(parts(node));
      case "COMPARE_EQUAL" -> compare(node, Filter.Op.EQUAL, Filter.Op.EQUAL);
      case "COMPARE_NOTEQUAL" -> compare(node, Filter.Op.NOT_EQUAL, Filter.Op.NOT_EQUAL);
      case "COMPARE_LESSTHAN" -> compare(node, Filter.Op.LESS, Filter.Op.GREATER);
      case "COMPARE_LESSTHANOREQUALTO" ->
          compare(node, Filter.Op.LESS_OR_EQUAL, Filter.Op.GREATER_OR_EQUAL);
      case "COMPARE_GREATERTHAN" -> compare(node, Filter.Op.GREATER, Filter.Op.LESS);
      case "COMPARE_GREATERTHANOREQUALTO" ->
          compare(node, Filter.Op.GREATER_OR_EQUAL, Filter.Op.LESS_OR_EQUAL);
      case "OPERATOR_IS_NULL" ->
          column(node.path("children").path(0))
              .<Filter>map(column -> new Filter.IsNull(column.path()))
              .orElse(Filter.ALWAYS);
      case "OPERATOR_IS_NOT_NULL" ->
          column(node.path("children").path(0))
              .<Filter>map(column -> new Filter.NotNull(column.path()))
              .orElse(Filter.ALWAYS);
      case "COMPARE_IN" -> in(node.path("children"));
      case "COLUMN_REF" -> truth(node, true);
      case "OPERATOR_NOT" -> truth(node.path("children").path(0), false);
      default -> Filter.ALWAYS;
    };
  }

  /** A boolean column that stands for itself. */
  private Filter truth(JsonNode node, boolean value) {
    return column(node)
        .filter(column -> column.type() == Type.Primitive.BOOLEAN)
        .<Filter>map(column -> new Filter.Compare(column.path(), Filter.Op.EQUAL, value))
        .orElse(Filter.ALWAYS);
  }

  private List<Filter> parts(JsonNode node) {
    List<Filter> parts = new ArrayList<>();
    node.path("children").forEach(child -> parts.add(expression(child)));
    return parts;
  }

  private static Filter and(List<Filter> parts) {
    List<Filter> known = parts.stream().filter(part -> part != Filter.ALWAYS).toList();
    return known.isEmpty() ? Filter.ALWAYS : new Filter.And(known);
  }

  private static Filter or(List<Filter> parts) {
    return parts.isEmpty() || parts.contains(Filter.ALWAYS) ? Filter.ALWAYS : new Filter.Or(parts);
  }

  private Filter compare(JsonNode node, Filter.Op op, Filter.Op turned) {
    JsonNode left = node.path("left");
    JsonNode right = node.path("right");
    Optional<Column> column = column(left);
    if (column.isPresent()) {
      return compare(column.get(), op, right);
    }
    return column(right).map(other -> compare(other, turned, left)).orElse(Filter.ALWAYS);
  }

  private static Filter compare(Column column, Filter.Op op, JsonNode literal) {
    if (mayBeNan(column.type(), op)) {
      return Filter.ALWAYS;
    }
    return literal(literal, column.type())
        .<Filter>map(value -> new Filter.Compare(column.path(), op, value))
        .orElse(Filter.ALWAYS);
  }

  /** In DuckDB NaN is above every number; bounds do not count it. */
  private static boolean mayBeNan(Type type, Filter.Op op) {
    boolean floating = type == Type.Primitive.DOUBLE || type == Type.Primitive.FLOAT;
    return floating
        && switch (op) {
          case GREATER, GREATER_OR_EQUAL, NOT_EQUAL -> true;
          case EQUAL, LESS, LESS_OR_EQUAL -> false;
        };
  }

  private Filter in(JsonNode children) {
    Optional<Column> column = column(children.path(0));
    if (column.isEmpty() || children.size() < 2) {
      return Filter.ALWAYS;
    }
    List<Object> values = new ArrayList<>();
    for (int i = 1; i < children.size(); i++) {
      Optional<Object> value = literal(children.get(i), column.get().type());
      if (value.isEmpty()) {
        return Filter.ALWAYS;
      }
      values.add(value.get());
    }
    return new Filter.In(column.get().path(), values);
  }

  /** A leaf of the table that a filter names. */
  private record Column(List<String> path, Type type) {}

  private Optional<Column> column(JsonNode node) {
    if (node.path("function_name").asText().equals("struct_extract")) {
      JsonNode arguments = node.path("arguments");
      String name = arguments.path(1).path("expression").path("literal").path("text").asText();
      return column(arguments.path(0).path("expression")).flatMap(outer -> inner(outer, name));
    }
    if (!node.path("class").asText().equals("COLUMN_REF")) {
      return Optional.empty();
    }
    JsonNode names = node.path("column_names");
    Optional<Column> column =
        Optional.ofNullable(columns.get(names.path(0).asText()))
            .map(field -> new Column(List.of(field.name()), field.type()));
    for (int i = 1; i < names.size(); i++) {
      String name = names.get(i).asText();
      column = column.flatMap(outer -> inner(outer, name));
    }
    return column;
  }

  /**
   * A field of a struct. DuckDB prints names without quotes, so a struct with a name that reads as
   * something else is not judged at all.
   */
  private static Optional<Column> inner(Column outer, String name) {
    if (!(outer.type() instanceof Type.Struct struct)
        || !struct.fields().stream().allMatch(field -> PLAIN.matcher(field.name()).matches())) {
      return Optional.empty();
    }
    List<String> path = new ArrayList<>(outer.path());
    path.add(name);
    return struct.fields().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .map(field -> new Column(path, field.type()));
  }

  private static Optional<Object> literal(JsonNode node, Type type) {
    return switch (node.path("class").asText()) {
      case "CONSTANT" -> {
        JsonNode literal = node.path("literal");
        yield literal.path("text").isTextual() || literal.path("kind").asText().equals("BOOLEAN")
            ? Literals.parse(literal.path("text").asText(), type)
            : Optional.empty();
      }
      case "CAST" ->
          node.path("try_cast").asBoolean() ? Optional.empty() : literal(node.path("child"), type);
      case "FUNCTION" -> negative(node, type);
      default -> Optional.empty();
    };
  }

  private static Optional<Object> negative(JsonNode node, Type type) {
    JsonNode arguments = node.path("arguments");
    if (!node.path("function_name").asText().equals("-") || arguments.size() != 1) {
      return Optional.empty();
    }
    JsonNode inner = arguments.get(0).path("expression");
    String text = inner.path("literal").path("text").asText("");
    return text.isEmpty() ? Optional.empty() : Literals.parse("-" + text, type);
  }
}
