package dev.foz.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.foz.app.text.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows in one form, wherever they come from: maps, lists, texts, truth values and decimals without
 * trailing zeros; dates and binary are texts as {@code foz sql} prints them.
 */
final class Plain {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .build();

  private Plain() {}

  /** What {@code foz sql --format json} printed. */
  static List<Map<String, @Nullable Object>> rows(String json) {
    try {
      List<Map<String, @Nullable Object>> rows = new ArrayList<>();
      for (JsonNode row : JSON.readTree(json)) {
        rows.add(object(row));
      }
      return rows;
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }

  /** The one value of a query with one row and one column. */
  static long number(String json) {
    Object value = rows(json).getFirst().values().iterator().next();
    return value == null ? 0 : ((BigDecimal) value).longValueExact();
  }

  /** A row of Java values. */
  static Map<String, @Nullable Object> row(Map<String, ? extends @Nullable Object> row) {
    return rows("[" + Values.json(row) + "]").getFirst();
  }

  private static Map<String, @Nullable Object> object(JsonNode node) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    node.properties().forEach(field -> object.put(field.getKey(), value(field.getValue())));
    return object;
  }

  private static @Nullable Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case NULL, MISSING -> null;
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> normal(node.decimalValue());
      case ARRAY -> list(node);
      case OBJECT -> object(node);
      default -> node.textValue();
    };
  }

  private static List<@Nullable Object> list(JsonNode node) {
    List<@Nullable Object> list = new ArrayList<>();
    node.forEach(item -> list.add(value(item)));
    return list;
  }

  private static BigDecimal normal(BigDecimal number) {
    BigDecimal bare = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    return bare.scale() < 0 ? bare.setScale(0) : bare;
  }

  /**
   * @throws AssertionError with the first row that differs, instead of all of them
   */
  static void requireSame(
      String what,
      List<Map<String, @Nullable Object>> actual,
      List<Map<String, @Nullable Object>> expected) {
    for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
      if (!actual.get(i).equals(expected.get(i))) {
        throw new AssertionError(
            "%s differs in row %d of %d:%n  is  %s%n  not %s"
                .formatted(what, i, expected.size(), actual.get(i), expected.get(i)));
      }
    }
    if (actual.size() != expected.size()) {
      throw new AssertionError(what + " has " + actual.size() + " rows, not " + expected.size());
    }
  }

  /** The row without these columns. */
  static Map<String, @Nullable Object> without(
      Map<String, ? extends @Nullable Object> row, String... columns) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(row);
    rest.keySet().removeAll(List.of(columns));
    return rest;
  }
}
