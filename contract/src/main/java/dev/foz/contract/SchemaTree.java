package dev.foz.contract;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The schemas of one contract. A schema is a value of the tree; it is told from its equals by its
 * identity, and has a number. Filled while the contract is checked, then only read.
 */
final class SchemaTree {
  private final JsonValue root;
  private final Map<String, JsonValue> anchors = new HashMap<>();
  private final Map<JsonValue, Integer> numbers = new IdentityHashMap<>();
  private final Map<JsonValue, String> origins = new IdentityHashMap<>();
  private final Optional<String> id;

  SchemaTree(JsonValue root) {
    this.root = root;
    this.id = text(root, Keyword.ID).map(text -> text.replaceFirst("#$", ""));
  }

  JsonValue root() {
    return root;
  }

  /** Notes a schema and the keyword under which it stands; whether it is new. */
  boolean add(JsonValue schema, String origin) {
    if (numbers.putIfAbsent(schema, numbers.size()) != null) {
      return false;
    }
    origins.put(schema, origin);
    text(schema, Keyword.ANCHOR).ifPresent(anchor -> anchors.put(anchor, schema));
    text(schema, Keyword.DYNAMIC_ANCHOR).ifPresent(anchor -> anchors.put(anchor, schema));
    return true;
  }

  int number(JsonValue schema) {
    return numbers.getOrDefault(schema, -1);
  }

  /** The keyword under which a schema stands. */
  String origin(JsonValue schema) {
    return origins.getOrDefault(schema, "");
  }

  static Optional<JsonValue> find(JsonValue schema, Keyword keyword) {
    return schema instanceof JsonValue.Members object
        ? Optional.ofNullable(object.members().get(keyword.word())).map(JsonValue.Member::value)
        : Optional.empty();
  }

  static boolean has(JsonValue schema, Keyword keyword) {
    return schema instanceof JsonValue.Members object
        && object.members().containsKey(keyword.word());
  }

  static Optional<String> text(JsonValue schema, Keyword keyword) {
    return find(schema, keyword)
        .filter(JsonValue.Text.class::isInstance)
        .map(value -> ((JsonValue.Text) value).text());
  }

  static List<JsonValue> list(JsonValue schema, Keyword keyword) {
    return find(schema, keyword)
        .filter(JsonValue.Items.class::isInstance)
        .map(value -> ((JsonValue.Items) value).values())
        .orElse(List.of());
  }

  static List<String> texts(JsonValue schema, Keyword keyword) {
    return list(schema, keyword).stream()
        .filter(JsonValue.Text.class::isInstance)
        .map(value -> ((JsonValue.Text) value).text())
        .toList();
  }

  static Map<String, JsonValue> map(JsonValue schema, Keyword keyword) {
    Map<String, JsonValue> map = new LinkedHashMap<>();
    if (find(schema, keyword).orElse(null) instanceof JsonValue.Members object) {
      object.members().forEach((key, member) -> map.put(key, member.value()));
    }
    return map;
  }

  /** One entry of a keyword whose value is an object. */
  static Optional<JsonValue> member(JsonValue schema, Keyword keyword, String key) {
    return find(schema, keyword).orElse(null) instanceof JsonValue.Members object
        ? Optional.ofNullable(object.members().get(key)).map(JsonValue.Member::value)
        : Optional.empty();
  }

  /** The schema that a reference within this contract means. */
  Optional<JsonValue> resolve(String reference) {
    String local =
        id.filter(own -> !own.isEmpty() && reference.startsWith(own))
            .map(own -> reference.substring(own.length()))
            .orElse(reference);
    if (local.isEmpty() || local.equals("#")) {
      return Optional.of(root);
    }
    if (local.startsWith("#/")) {
      return pointer(local.substring(2));
    }
    return local.startsWith("#")
        ? Optional.ofNullable(anchors.get(local.substring(1)))
        : Optional.empty();
  }

  /** Whether a reference leads out of this contract. */
  boolean isForeign(String reference) {
    return !reference.startsWith("#")
        && !reference.isEmpty()
        && id.filter(own -> reference.equals(own) || reference.startsWith(own + "#")).isEmpty();
  }

  private Optional<JsonValue> pointer(String pointer) {
    JsonValue at = root;
    for (String step : steps(pointer)) {
      Optional<JsonValue> next = step(at, step);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      at = next.get();
    }
    return Optional.of(at);
  }

  private static List<String> steps(String pointer) {
    List<String> steps = new ArrayList<>();
    for (String step : pointer.split("/", -1)) {
      // A plus is a plus in fragments, unlike in forms.
      String decoded = decode(step.replace("+", "%2B"));
      steps.add(decoded.replace("~1", "/").replace("~0", "~"));
    }
    return steps;
  }

  private static String decode(String step) {
    try {
      return URLDecoder.decode(step, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException noEscape) {
      return step;
    }
  }

  private static Optional<JsonValue> step(JsonValue at, String step) {
    return switch (at) {
      case JsonValue.Members object ->
          Optional.ofNullable(object.members().get(step)).map(JsonValue.Member::value);
      case JsonValue.Items items when step.matches("0|[1-9][0-9]{0,8}") -> {
        int index = Integer.parseInt(step);
        yield index < items.values().size()
            ? Optional.of(items.values().get(index))
            : Optional.empty();
      }
      default -> Optional.empty();
    };
  }
}
