package dev.foz.contract;

import dev.foz.base.Code;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Translates an Avro schema to JSON Schema, value for value at the place of what it says, for
 * records that are written as plain JSON: dates and times as text, unions without tags.
 */
final class AvroSchema {
  private static final List<String> PRIMITIVES =
      List.of("null", "boolean", "int", "long", "float", "double", "bytes", "string");
  private static final List<String> COMPLEX =
      List.of("record", "enum", "array", "map", "fixed", "error");
  private static final String TIME = "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?$";
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

  private record Use(JsonValue place, String name) {}

  private final Findings findings;
  private final Map<String, JsonValue.Member> definitions = new LinkedHashMap<>();
  private final List<Use> uses = new ArrayList<>();

  AvroSchema(Findings findings) {
    this.findings = findings;
  }

  JsonValue translate(JsonValue avro) {
    boolean record =
        avro instanceof JsonValue.Members object
            && attribute(object, "type").filter(AvroSchema::isRecord).isPresent();
    if (!record) {
      findings.add(
          Code.WRONG_TYPE,
          avro,
          "the schema is no record, as every record is",
          "write `\"type\": \"record\"` with `name` and `fields` at the top");
      return avro;
    }
    JsonValue.Members reference = (JsonValue.Members) schema(avro, "", avro);
    uses.forEach(this::checkDefined);
    return new Builder(avro)
        .addAll(reference)
        .add("$defs", new JsonValue.Members(definitions, avro.from(), avro.to()))
        .build();
  }

  private static boolean isRecord(JsonValue type) {
    return type instanceof JsonValue.Text text
        && (text.text().equals("record") || text.text().equals("error"));
  }

  private void checkDefined(Use use) {
    if (!definitions.containsKey(use.name())) {
      Set<String> known = new TreeSet<>(definitions.keySet());
      known.addAll(PRIMITIVES);
      known.addAll(COMPLEX);
      findings.add(
          Code.DANGLING_NAME,
          use.place(),
          "unknown type `" + use.name() + "`",
          Findings.near(use.name(), known, "define it where it is used first"));
    }
  }

  private JsonValue schema(JsonValue avro, String namespace, JsonValue owner) {
    return switch (avro) {
      case JsonValue.Text name -> named(name, namespace, owner);
      case JsonValue.Items union -> union(union, namespace);
      case JsonValue.Members object -> complex(object, namespace);
      default -> {
        findings.add(
            Code.WRONG_TYPE, avro, "this is no Avro type", "write a type's name or an object");
        yield any(avro);
      }
    };
  }

  private static JsonValue any(JsonValue place) {
    return new Builder(place).build();
  }

  /**
   * @param owner the object whose {@code type} this is: it may hold a logical type
   */
  private JsonValue named(JsonValue.Text name, String namespace, JsonValue owner) {
    Builder schema = new Builder(name);
    Optional<String> logical =
        owner instanceof JsonValue.Members object ? text(object, "logicalType") : Optional.empty();
    if (logical.isPresent() && logical(schema, name.text(), logical.get(), owner)) {
      return schema.build();
    }
    return switch (name.text()) {
      case "null", "boolean", "string" -> schema.text("type", name.text()).build();
      case "bytes" -> schema.text("type", "string").build();
      case "int" -> schema.text("type", "integer").text("format", Format.INT32).build();
      case "long" -> schema.text("type", "integer").build();
      case "float", "double" -> schema.text("type", "number").build();
      default -> reference(name, namespace);
    };
  }

  private JsonValue reference(JsonValue.Text name, String namespace) {
    String full = fullName(name.text(), namespace);
    uses.add(new Use(name, full));
    return new Builder(name).text("$ref", "#/$defs/" + full).build();
  }

  private static String fullName(String name, String namespace) {
    return name.contains(".") || namespace.isEmpty() ? name : namespace + "." + name;
  }

  /** Whether this logical type of this type is known; others mean nothing, as Avro says. */
  private boolean logical(Builder schema, String type, String logical, JsonValue owner) {
    return switch (type + " " + logical) {
      case "int date" -> string(schema, Format.DATE);
      case "long timestamp-millis", "long timestamp-micros", "long timestamp-nanos" ->
          string(schema, Format.DATE_TIME);
      case "long local-timestamp-millis",
          "long local-timestamp-micros",
          "long local-timestamp-nanos" ->
          string(schema, Format.LOCAL_DATE_TIME);
      case "int time-millis", "long time-micros" -> {
        schema.text("type", "string").text("pattern", TIME);
        yield true;
      }
      case "string uuid", "fixed uuid" -> string(schema, "uuid");
      case "bytes decimal", "fixed decimal" -> decimal(schema, owner);
      default -> false;
    };
  }

  private static boolean string(Builder schema, String format) {
    schema.text("type", "string").text("format", format);
    return true;
  }

  private boolean decimal(Builder schema, JsonValue owner) {
    int precision = count(owner, "precision", 0);
    int scale = count(owner, "scale", 0);
    String format = "decimal(" + precision + "," + scale + ")";
    if (Format.decimal(format).isEmpty()) {
      findings.add(
          Code.WRONG_VALUE,
          owner,
          "`" + format + "` is no decimal that a column can have",
          "give a precision from 1 to 38 and a scale of at most that");
      return false;
    }
    schema.texts("type", List.of("number", "string")).text("format", format);
    return true;
  }

  private static int count(JsonValue owner, String key, int otherwise) {
    return owner instanceof JsonValue.Members object
            && attribute(object, key).orElse(null) instanceof JsonValue.Num number
            && number.value().abs().compareTo(BigDecimal.valueOf(1000)) < 0
        ? number.value().intValue()
        : otherwise;
  }

  private JsonValue union(JsonValue.Items union, String namespace) {
    if (union.values().isEmpty()) {
      findings.add(Code.WRONG_VALUE, union, "the union is empty", "name the types it may have");
      return any(union);
    }
    List<JsonValue> branches =
        union.values().stream().map(branch -> schema(branch, namespace, branch)).toList();
    return new Builder(union)
        .add("anyOf", new JsonValue.Items(branches, union.from(), union.to()))
        .build();
  }

  private JsonValue complex(JsonValue.Members object, String namespace) {
    Optional<JsonValue> type = attribute(object, "type");
    if (type.isEmpty()) {
      return missing(object, "type", "say which type it is");
    }
    if (!(type.get() instanceof JsonValue.Text name)) {
      return schema(type.get(), namespace, object);
    }
    return switch (name.text()) {
      case "record", "error" -> define(object, namespace, this::record);
      case "enum" -> define(object, namespace, this::symbols);
      case "fixed" -> define(object, namespace, this::fixed);
      case "array" -> array(object, namespace);
      case "map" -> map(object, namespace);
      default -> named(name, namespace, object);
    };
  }

  private JsonValue missing(JsonValue.Members object, String key, String remedy) {
    findings.add(Code.MISSING_KEY, object, "missing key `" + key + "`", remedy);
    return any(object);
  }

  private JsonValue array(JsonValue.Members object, String namespace) {
    Optional<JsonValue> items = attribute(object, "items");
    return items.isEmpty()
        ? missing(object, "items", "say what its elements are")
        : new Builder(object)
            .text("type", "array")
            .add("items", schema(items.get(), namespace, items.get()))
            .build();
  }

  private JsonValue map(JsonValue.Members object, String namespace) {
    Optional<JsonValue> values = attribute(object, "values");
    return values.isEmpty()
        ? missing(object, "values", "say what its values are")
        : new Builder(object)
            .text("type", "object")
            .add("additionalProperties", schema(values.get(), namespace, values.get()))
            .build();
  }

  /** Makes the schema of a named type, given the namespace of names inside of it. */
  private interface Definition {
    JsonValue of(JsonValue.Members object, String namespace);
  }

  private JsonValue define(JsonValue.Members object, String namespace, Definition definition) {
    Optional<JsonValue> found = attribute(object, "name");
    if (!(found.orElse(null) instanceof JsonValue.Text name)) {
      return missing(object, "name", "give it a name");
    }
    String space = text(object, "namespace").orElse(namespace);
    String full = fullName(name.text(), space);
    if (!full.matches(NAME + "(\\." + NAME + ")*")) {
      findings.add(
          Code.BAD_NAME, name, "`" + full + "` is no Avro name", "use letters, digits and `_`");
    }
    JsonValue.Member place = new JsonValue.Member(name.from(), name.to(), any(object));
    if (definitions.putIfAbsent(full, place) != null) {
      findings.add(
          Code.DUPLICATE_NAME, name, "`" + full + "` is defined already", "give it another name");
    } else {
      String inner = full.contains(".") ? full.substring(0, full.lastIndexOf('.')) : "";
      JsonValue schema = definition.of(object, inner);
      definitions.put(full, new JsonValue.Member(name.from(), name.to(), schema));
    }
    return new Builder(object).text("$ref", "#/$defs/" + full).build();
  }

  private JsonValue record(JsonValue.Members object, String namespace) {
    if (!(attribute(object, "fields").orElse(null) instanceof JsonValue.Items fields)) {
      return missing(object, "fields", "list the fields of the record");
    }
    Map<String, JsonValue.Member> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (JsonValue field : fields.values()) {
      field(field, namespace, properties, required);
    }
    return new Builder(object)
        .text("type", "object")
        .add("properties", new JsonValue.Members(properties, fields.from(), fields.to()))
        .texts("required", required)
        .build();
  }

  private void field(
      JsonValue value,
      String namespace,
      Map<String, JsonValue.Member> properties,
      List<String> required) {
    if (!(value instanceof JsonValue.Members field)) {
      findings.add(Code.WRONG_TYPE, value, "a field is not an object", "give it `name` and `type`");
      return;
    }
    Optional<JsonValue> type = attribute(field, "type");
    if (!(attribute(field, "name").orElse(null) instanceof JsonValue.Text name)) {
      missing(field, "name", "give the field its key in the records");
    } else if (type.isEmpty()) {
      missing(field, "type", "say what the field holds");
    } else {
      add(field, name, schema(type.get(), namespace, field), properties);
      if (attribute(field, "default").isEmpty() && !mayBeNull(type.get())) {
        required.add(name.text());
      }
    }
  }

  private void add(
      JsonValue.Members field,
      JsonValue.Text name,
      JsonValue schema,
      Map<String, JsonValue.Member> properties) {
    Builder property = new Builder(schema).addAll((JsonValue.Members) schema);
    attribute(field, "aliases").ifPresent(aliases -> property.add("x-aliases", aliases));
    attribute(field, "x-column").ifPresent(column -> property.add("x-column", column));
    JsonValue.Member member =
        new JsonValue.Member(name.from() + 1, name.to() - 1, property.build());
    if (properties.put(name.text(), member) != null) {
      findings.add(
          Code.DUPLICATE_NAME,
          name,
          "the field `" + name.text() + "` stands twice",
          "take one of them out");
    }
  }

  private static boolean mayBeNull(JsonValue type) {
    return switch (type) {
      case JsonValue.Text text -> text.text().equals("null");
      case JsonValue.Items union -> union.values().stream().anyMatch(AvroSchema::mayBeNull);
      default -> false;
    };
  }

  private JsonValue symbols(JsonValue.Members object, String namespace) {
    return attribute(object, "symbols").orElse(null) instanceof JsonValue.Items symbols
        ? new Builder(object).text("type", "string").add("enum", symbols).build()
        : missing(object, "symbols", "list the words it may be");
  }

  private JsonValue fixed(JsonValue.Members object, String namespace) {
    Builder schema = new Builder(object);
    Optional<String> logical = text(object, "logicalType");
    return logical.isPresent() && logical(schema, "fixed", logical.get(), object)
        ? schema.build()
        : schema.text("type", "string").build();
  }

  private static Optional<JsonValue> attribute(JsonValue.Members object, String key) {
    return Optional.ofNullable(object.members().get(key)).map(JsonValue.Member::value);
  }

  private static Optional<String> text(JsonValue.Members object, String key) {
    return attribute(object, key)
        .filter(JsonValue.Text.class::isInstance)
        .map(value -> ((JsonValue.Text) value).text());
  }

  /** Collects the keywords of a schema, all of which stand at one place of the Avro text. */
  private static final class Builder {
    private final JsonValue place;
    private final Map<String, JsonValue.Member> members = new LinkedHashMap<>();

    Builder(JsonValue place) {
      this.place = place;
    }

    Builder add(String keyword, JsonValue value) {
      members.put(keyword, new JsonValue.Member(place.from() + 1, place.to() - 1, value));
      return this;
    }

    Builder addAll(JsonValue.Members schema) {
      members.putAll(schema.members());
      return this;
    }

    Builder text(String keyword, String text) {
      return add(keyword, value(text));
    }

    Builder texts(String keyword, List<String> texts) {
      List<JsonValue> values = texts.stream().map(this::value).toList();
      return add(keyword, new JsonValue.Items(values, place.from(), place.to()));
    }

    private JsonValue value(String text) {
      return new JsonValue.Text(text, place.from(), place.to());
    }

    JsonValue build() {
      return new JsonValue.Members(members, place.from(), place.to());
    }
  }
}
