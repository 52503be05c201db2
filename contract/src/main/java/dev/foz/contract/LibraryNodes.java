package dev.foz.contract;

import java.math.BigDecimal;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns values into those of the library, so that it never reads a text by rules of its own. */
final class LibraryNodes {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What lies beyond is cut to it: the library would write such numbers out in full. */
  private static final int MAX_EXPONENT = 400;

  private LibraryNodes() {}

  static JsonNode of(JsonValue value) {
    return without(value, Set.of());
  }

  /**
   * @param left keys of the object that are left out
   */
  static JsonNode without(JsonValue value, Set<String> left) {
    return switch (value) {
      case JsonValue.Text text -> NODES.stringNode(text.text());
      case JsonValue.Num number -> number(number.value());
      case JsonValue.Bool bool -> NODES.booleanNode(bool.value());
      case JsonValue.Nothing ignored -> NODES.nullNode();
      case JsonValue.Items items -> {
        ArrayNode array = NODES.arrayNode(items.values().size());
        items.values().forEach(item -> array.add(of(item)));
        yield array;
      }
      case JsonValue.Members object -> {
        ObjectNode node = NODES.objectNode();
        object.members().forEach((key, member) -> add(node, key, member.value(), left));
        yield node;
      }
    };
  }

  private static void add(ObjectNode node, String key, JsonValue value, Set<String> left) {
    if (!left.contains(key)) {
      node.set(key, of(value));
    }
  }

  private static JsonNode number(BigDecimal value) {
    BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    int exponent = plain.precision() - plain.scale();
    if (exponent > MAX_EXPONENT || -exponent > MAX_EXPONENT) {
      int cut = exponent > 0 ? MAX_EXPONENT : -MAX_EXPONENT;
      plain = BigDecimal.valueOf(plain.signum()).scaleByPowerOfTen(cut);
    }
    return plain.scale() <= 0 ? NODES.numberNode(plain.toBigInteger()) : NODES.numberNode(plain);
  }
}
