package dev.foz.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Random schemas of a seed over the native keywords, and documents that often meet them. */
final class RandomSchema {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String[] KEYS = {"a", "b", "c", "é"};
  private static final String[] DEFINITIONS = {"one", "two"};
  private static final String[] SCALARS = {
    "null",
    "true",
    "false",
    "0",
    "1",
    "2",
    "1.0",
    "1.5",
    "2.50",
    "-1",
    "-0",
    "10",
    "1e1",
    "12345678901234567890",
    "0.30",
    "\"\"",
    "\"a\"",
    "\"ab\"",
    "\"abc\"",
    "\"\\u0061b\"",
    "\"é😀\"",
    "\"2026-01-31\"",
    "\"2026-02-30\"",
    "\"2026-01-31T10:00:00Z\"",
    "\"1.50\"",
    "\"123\""
  };
  private static final String[] PATTERNS = {"^a", "b$", "^[a-z]*$", "\\\\d", "^.{1,2}$", "[^a]"};
  private static final String[] FORMATS = {"date", "date-time", "decimal(4,1)", "ipv4", "int32"};
  private final Random random;

  RandomSchema(long seed) {
    random = new Random(seed);
  }

  ObjectNode schema() {
    ObjectNode root = object(3);
    ObjectNode definitions = root.putObject("$defs");
    for (String name : DEFINITIONS) {
      definitions.set(name, schema(2));
    }
    return root;
  }

  private boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  private String of(String[] words) {
    return words[random.nextInt(words.length)];
  }

  private JsonNode schema(int depth) {
    if (oneIn(20)) {
      return JSON.getNodeFactory().booleanNode(random.nextBoolean());
    }
    ObjectNode schema =
        switch (random.nextInt(depth > 0 ? 8 : 5)) {
          case 0, 1 -> number();
          case 2, 3 -> string();
          case 4 -> choices();
          case 5 -> list(depth);
          default -> object(depth);
        };
    combine(schema, depth);
    return schema;
  }

  private void combine(ObjectNode schema, int depth) {
    if (depth > 0 && oneIn(6)) {
      schema.putArray("allOf").add(schema(depth - 1)).add(schema(depth - 1));
    }
    if (depth > 0 && oneIn(5)) {
      schema.put("$ref", oneIn(4) ? "#" : "#/$defs/" + of(DEFINITIONS));
    }
    if (depth > 0 && oneIn(5)) {
      ArrayNode branches = schema.putArray(random.nextBoolean() ? "anyOf" : "oneOf");
      branches.add(string().put("type", "string"));
      branches.add(list(depth - 1).put("type", "array"));
      branches.addObject().put("type", "null");
    }
  }

  private ObjectNode typed(String type) {
    ObjectNode schema = JSON.createObjectNode();
    if (!oneIn(4)) {
      if (oneIn(3)) {
        schema.putArray("type").add(type).add(type.equals("null") ? "boolean" : "null");
      } else {
        schema.put("type", type);
      }
    }
    return schema;
  }

  private ObjectNode number() {
    ObjectNode schema = typed(random.nextBoolean() ? "integer" : "number");
    for (String keyword : List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")) {
      if (oneIn(5)) {
        schema.set(keyword, JSON.readTree(of(new String[] {"-1", "0", "1", "1.5", "10", "3e0"})));
      }
    }
    if (oneIn(5)) {
      schema.set("multipleOf", JSON.readTree(of(new String[] {"1", "2", "0.1", "0.5", "1.5"})));
    }
    if (oneIn(6)) {
      schema.put("format", of(FORMATS));
    }
    return schema;
  }

  private ObjectNode string() {
    ObjectNode schema = typed("string");
    if (oneIn(4)) {
      schema.put("minLength", random.nextInt(3));
    }
    if (oneIn(4)) {
      schema.put("maxLength", random.nextInt(4));
    }
    if (oneIn(4)) {
      schema.put("pattern", of(PATTERNS).replace("\\\\", "\\"));
    }
    if (oneIn(4)) {
      schema.put("format", of(FORMATS));
    }
    return schema;
  }

  private ObjectNode choices() {
    ObjectNode schema = JSON.createObjectNode();
    if (oneIn(3)) {
      schema.set("const", value(1));
    } else {
      ArrayNode values = schema.putArray("enum");
      for (int i = 0; i < 5; i++) {
        values.add(value(1));
      }
    }
    return schema;
  }

  private ObjectNode list(int depth) {
    ObjectNode schema = typed("array");
    if (!oneIn(4)) {
      schema.set("items", schema(depth - 1));
    }
    if (oneIn(5)) {
      schema.putArray("prefixItems").add(schema(depth - 1)).add(schema(depth - 1));
    }
    count(schema, "Items");
    return schema;
  }

  private void count(ObjectNode schema, String things) {
    if (oneIn(6)) {
      schema.put("min" + things, random.nextInt(3));
    }
    if (oneIn(6)) {
      schema.put("max" + things, random.nextInt(4));
    }
  }

  private ObjectNode object(int depth) {
    ObjectNode schema = typed("object");
    ObjectNode properties = schema.putObject("properties");
    for (String key : KEYS) {
      if (!oneIn(3)) {
        properties.set(key, schema(depth - 1));
      }
    }
    if (oneIn(3)) {
      schema.putArray("required").add(of(KEYS));
    }
    if (oneIn(5)) {
      schema.set("additionalProperties", schema(depth - 1));
    }
    count(schema, "Properties");
    return schema;
  }

  /** A document, often one that meets the schema. */
  JsonNode document(JsonNode schema) {
    return document(schema, schema, 4);
  }

  private JsonNode document(JsonNode root, JsonNode schema, int depth) {
    if (!schema.isObject() || oneIn(30) || depth < 0) {
      return value(1);
    }
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
    }
    if (schema.has("$ref") && random.nextBoolean()) {
      String target = schema.get("$ref").stringValue();
      JsonNode meant = target.equals("#") ? root : root.at(target.substring(1));
      return document(root, meant, depth - 1);
    }
    for (String choice : List.of("anyOf", "oneOf")) {
      if (schema.has(choice) && !oneIn(4)) {
        return document(root, schema.get(choice).get(random.nextInt(3)), depth - 1);
      }
    }
    if (schema.has("properties")) {
      return objectOf(root, schema, depth);
    }
    if (schema.has("items")) {
      return listOf(root, schema, depth);
    }
    return scalar(schema);
  }

  private JsonNode objectOf(JsonNode root, JsonNode schema, int depth) {
    ObjectNode object = JSON.createObjectNode();
    List<String> keys = new ArrayList<>(schema.get("properties").propertyNames());
    for (String key : keys) {
      if (!oneIn(4)) {
        object.set(key, document(root, schema.get("properties").get(key), depth - 1));
      }
    }
    if (oneIn(8)) {
      object.set(of(KEYS), value(1));
    }
    return object;
  }

  private JsonNode listOf(JsonNode root, JsonNode schema, int depth) {
    ArrayNode list = JSON.createArrayNode();
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      list.add(document(root, schema.get("items"), depth - 1));
    }
    return list;
  }

  /** A scalar of the schema's type, where one of a few tries is. */
  private JsonNode scalar(JsonNode schema) {
    JsonNode value = value(0);
    String type = schema.has("type") ? schema.get("type").toString() : "";
    for (int i = 0; i < 10 && !type.isEmpty() && !type.contains(type(value)); i++) {
      value = value(0);
    }
    return value;
  }

  private static String type(JsonNode value) {
    return value.isString()
        ? "string"
        : value.isNumber() ? (value.isIntegralNumber() ? "integer" : "number") : "null";
  }

  private JsonNode value(int depth) {
    int kind = random.nextInt(depth > 0 ? 8 : 6);
    if (kind == 6) {
      return JSON.createArrayNode().add(value(0));
    }
    if (kind == 7) {
      ObjectNode object = JSON.createObjectNode();
      object.set(of(KEYS), value(0));
      return object;
    }
    return exact(of(SCALARS));
  }

  /** Numbers keep their spelling. */
  private static JsonNode exact(String text) {
    return JSON.reader()
        .with(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .readTree(text);
  }

  /** Another value at a place of the document. */
  JsonNode mutant() {
    return value(1);
  }

  Random random() {
    return random;
  }
}
