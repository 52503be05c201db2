package dev.foz.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The keywords that a contract in JSON Schema may use, and how each must be written. */
enum Keyword {
  TYPE("type", Use.NATIVE, Shape.TYPES),
  ENUM("enum", Use.NATIVE, Shape.LIST),
  CONST("const", Use.NATIVE, Shape.ANY),
  PROPERTIES("properties", Use.NATIVE, Shape.SCHEMA_MAP),
  REQUIRED("required", Use.NATIVE, Shape.STRINGS),
  ADDITIONAL_PROPERTIES("additionalProperties", Use.NATIVE, Shape.SCHEMA),
  ITEMS("items", Use.NATIVE, Shape.SCHEMA),
  PREFIX_ITEMS("prefixItems", Use.NATIVE, Shape.SCHEMAS),
  MIN_ITEMS("minItems", Use.NATIVE, Shape.COUNT),
  MAX_ITEMS("maxItems", Use.NATIVE, Shape.COUNT),
  MIN_LENGTH("minLength", Use.NATIVE, Shape.COUNT),
  MAX_LENGTH("maxLength", Use.NATIVE, Shape.COUNT),
  PATTERN("pattern", Use.NATIVE, Shape.PATTERN),
  MINIMUM("minimum", Use.NATIVE, Shape.NUMBER),
  MAXIMUM("maximum", Use.NATIVE, Shape.NUMBER),
  EXCLUSIVE_MINIMUM("exclusiveMinimum", Use.NATIVE, Shape.NUMBER),
  EXCLUSIVE_MAXIMUM("exclusiveMaximum", Use.NATIVE, Shape.NUMBER),
  MULTIPLE_OF("multipleOf", Use.NATIVE, Shape.POSITIVE),
  MIN_PROPERTIES("minProperties", Use.NATIVE, Shape.COUNT),
  MAX_PROPERTIES("maxProperties", Use.NATIVE, Shape.COUNT),
  ALL_OF("allOf", Use.NATIVE, Shape.SCHEMAS),
  REF("$ref", Use.NATIVE, Shape.REF),
  DEFS("$defs", Use.NATIVE, Shape.SCHEMA_MAP),
  DEFINITIONS("definitions", Use.NATIVE, Shape.SCHEMA_MAP),
  ANCHOR("$anchor", Use.NATIVE, Shape.STRING),
  FORMAT("format", Use.NATIVE, Shape.FORMAT),
  ID("$id", Use.NATIVE, Shape.STRING),
  SCHEMA("$schema", Use.NATIVE, Shape.STRING),
  X_COLUMN("x-column", Use.NATIVE, Shape.COLUMN),
  X_ALIASES("x-aliases", Use.NATIVE, Shape.STRINGS),

  /** Native where the types of the branches differ; else by library. */
  ANY_OF("anyOf", Use.NATIVE, Shape.SCHEMAS),
  ONE_OF("oneOf", Use.NATIVE, Shape.SCHEMAS),

  NOT("not", Use.LIBRARY, Shape.SCHEMA),
  IF("if", Use.LIBRARY, Shape.SCHEMA),
  THEN("then", Use.LIBRARY, Shape.SCHEMA),
  ELSE("else", Use.LIBRARY, Shape.SCHEMA),
  DEPENDENT_REQUIRED("dependentRequired", Use.LIBRARY, Shape.STRINGS_MAP),
  DEPENDENT_SCHEMAS("dependentSchemas", Use.LIBRARY, Shape.SCHEMA_MAP),
  PATTERN_PROPERTIES("patternProperties", Use.LIBRARY, Shape.PATTERN_MAP),
  PROPERTY_NAMES("propertyNames", Use.LIBRARY, Shape.SCHEMA),
  CONTAINS("contains", Use.LIBRARY, Shape.SCHEMA),
  MIN_CONTAINS("minContains", Use.LIBRARY, Shape.COUNT),
  MAX_CONTAINS("maxContains", Use.LIBRARY, Shape.COUNT),
  UNIQUE_ITEMS("uniqueItems", Use.LIBRARY, Shape.BOOLEAN),
  UNEVALUATED_PROPERTIES("unevaluatedProperties", Use.LIBRARY, Shape.SCHEMA),
  UNEVALUATED_ITEMS("unevaluatedItems", Use.LIBRARY, Shape.SCHEMA),
  DYNAMIC_REF("$dynamicRef", Use.LIBRARY, Shape.REF),
  DYNAMIC_ANCHOR("$dynamicAnchor", Use.NATIVE, Shape.STRING),

  TITLE("title", Use.NOTE, Shape.ANY),
  DESCRIPTION("description", Use.NOTE, Shape.ANY),
  DEFAULT("default", Use.NOTE, Shape.ANY),
  EXAMPLES("examples", Use.NOTE, Shape.ANY),
  DEPRECATED("deprecated", Use.NOTE, Shape.ANY),
  READ_ONLY("readOnly", Use.NOTE, Shape.ANY),
  WRITE_ONLY("writeOnly", Use.NOTE, Shape.ANY),
  COMMENT("$comment", Use.NOTE, Shape.ANY),
  CONTENT_ENCODING("contentEncoding", Use.NOTE, Shape.ANY),
  CONTENT_MEDIA_TYPE("contentMediaType", Use.NOTE, Shape.ANY),
  CONTENT_SCHEMA("contentSchema", Use.NOTE, Shape.ANY);

  /** Who checks a keyword. */
  enum Use {
    /** The scanner itself, in its one pass. */
    NATIVE,
    /** A library, on the whole record, after the pass. */
    LIBRARY,
    /** Nobody: it says something to people. */
    NOTE
  }

  /** How the value of a keyword must look. */
  enum Shape {
    ANY("any value"),
    SCHEMA("a schema"),
    SCHEMAS("a list of schemas, not empty"),
    SCHEMA_MAP("an object of schemas"),
    PATTERN_MAP("an object of schemas"),
    TYPES("a type or a list of types"),
    LIST("a list"),
    STRING("text"),
    STRINGS("a list of texts, each once"),
    STRINGS_MAP("an object of lists of texts"),
    COUNT("a whole number from 0 to 2147483647"),
    NUMBER("a number"),
    POSITIVE("a number above 0"),
    BOOLEAN("true or false"),
    PATTERN("a regular expression"),
    FORMAT("the name of a format"),
    REF("a reference"),
    COLUMN("a column's name, or false");

    private final String words;

    Shape(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private static final Map<String, Keyword> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toMap(Keyword::word, Function.identity()));

  /** What people write that JSON Schema 2020-12 has not, and what to write instead. */
  private static final Map<String, String> FOREIGN =
      Map.of(
          "additionalItems", "write `items` beside `prefixItems`",
          "dependencies", "write `dependentRequired` or `dependentSchemas`",
          "nullable", "write `\"type\": [\"string\", \"null\"]`",
          "optional", "leave the field out of `required`",
          "divisibleBy", "write `multipleOf`",
          "example", "write `examples`, a list",
          "$recursiveRef", "write `$dynamicRef`",
          "$recursiveAnchor", "write `$dynamicAnchor`",
          "$vocabulary", "leave it out: Foz knows the keywords of JSON Schema 2020-12",
          "id", "write `$id`");

  private final String word;
  private final Use use;
  private final Shape shape;

  Keyword(String word, Use use, Shape shape) {
    this.word = word;
    this.use = use;
    this.shape = shape;
  }

  static Optional<Keyword> find(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  /** What to write instead of a word that is no keyword here. */
  static Optional<String> foreign(String word) {
    return Optional.ofNullable(FOREIGN.get(word));
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Keyword::word).toList();
  }

  String word() {
    return word;
  }

  Use use() {
    return use;
  }

  Shape shape() {
    return shape;
  }
}
