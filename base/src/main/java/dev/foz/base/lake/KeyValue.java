package dev.foz.base.lake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a key of the lake folder takes.
 *
 * @param told for people, as tables of the docs have it
 * @param schema the same as JSON Schema
 */
record KeyValue(String told, Map<String, Object> schema) {
  private static final String DURATION = "[0-9]{1,9}(ms|s|m|h|d)";
  private static final String MORE_THAN_NOTHING = "0*[1-9][0-9]*(ms|s|m|h|d)";
  private static final String NAME = "^[a-z][a-z0-9_]*$";

  /** Where a variable stands, what it means is not known before the lake is read. */
  private static final Map<String, Object> VARIABLE = Map.of("pattern", "\\$\\{");

  private static final Map<String, Object> TEXT = Map.of("type", "string");

  static KeyValue text(String told) {
    return new KeyValue(told, TEXT);
  }

  /** A text of this form, by a regular expression that means the same in Java and JavaScript. */
  static KeyValue form(String told, String form) {
    return new KeyValue(told, texts(Map.of("pattern", form)));
  }

  static KeyValue name() {
    return form("a name", NAME);
  }

  static <E extends Enum<E>> KeyValue words(Class<E> type) {
    return words(
        Arrays.stream(type.getEnumConstants())
            .map(value -> value.name().toLowerCase(Locale.ROOT))
            .toList());
  }

  static KeyValue words(List<String> words) {
    return new KeyValue(
        words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", ")),
        texts(Map.of("enum", words)));
  }

  static KeyValue flag() {
    return new KeyValue(
        "`true` or `false`",
        either(Map.of("type", "boolean"), ordered("type", "string", "pattern", "\\$\\{")));
  }

  static KeyValue textOrTexts(String told) {
    Map<String, Object> some = ordered("type", "string", "pattern", "\\S");
    return new KeyValue(told, either(some, list(some)));
  }

  static KeyValue tags() {
    return new KeyValue("a word or a list of words", either(TEXT, list(TEXT)));
  }

  static KeyValue duration() {
    return form("a duration", "^" + DURATION + "$");
  }

  static KeyValue freshness() {
    return form("a duration, or `none`", "^(none|" + MORE_THAN_NOTHING + ")$");
  }

  static KeyValue schedule() {
    return new KeyValue(
        "`continuous`, `every 5m`, `auto`, or a cron line of five fields in quotes",
        texts(
            either(
                Map.of("enum", List.of("continuous", "auto")),
                Map.of("pattern", "^every +" + MORE_THAN_NOTHING + "$"),
                Map.of("pattern", "^\\s*(\\S+\\s+){4}\\S+\\s*$"))));
  }

  static KeyValue mark() {
    return form("one character", "^[\\t !-/:-@\\[-`{-~]$");
  }

  static KeyValue header() {
    List<Object> kinds =
        new ArrayList<>((List<?>) flag().schema().getOrDefault("anyOf", List.of()));
    kinds.add(list(TEXT));
    return new KeyValue("`true`, `false` or a list of names", Map.of("anyOf", kinds));
  }

  static KeyValue formatVersion() {
    return new KeyValue("`2` or `3`", Map.of("enum", List.of(2, 3, "2", "3")));
  }

  static KeyValue masks() {
    List<Object> words = new ArrayList<>();
    for (Mask mask : Mask.values()) {
      words.add(mask.word());
    }
    words.add(null);
    Map<String, Object> word =
        either(Map.of("enum", words), ordered("type", "string", "pattern", "\\$\\{"));
    return new KeyValue(
        "columns and their masks", ordered("type", "object", "additionalProperties", word));
  }

  static KeyValue map(String told, KeyGroup group) {
    return new KeyValue(told, group.schema());
  }

  /** A map from names to maps. */
  static KeyValue mapOf(String told, KeyGroup group) {
    return new KeyValue(
        told,
        ordered(
            "type",
            "object",
            "minProperties",
            1,
            "propertyNames",
            ordered("pattern", NAME),
            "additionalProperties",
            group.schema()));
  }

  static KeyValue listOf(String told, KeyGroup group) {
    return new KeyValue(told, list(group.schema()));
  }

  static KeyValue acceptedValues() {
    Map<String, Object> value = Map.of("type", List.of("string", "number", "boolean"));
    return ofOneColumn("a column and its values", either(value, list(value)));
  }

  static KeyValue relationships() {
    return ofOneColumn(
        "a column and the column that it leads to",
        texts(Map.of("pattern", "^(raw|curated|refined|quarantine)\\.[a-z][a-z0-9_]*\\..*\\S")));
  }

  private static KeyValue ofOneColumn(String told, Map<String, Object> value) {
    return new KeyValue(
        told,
        ordered(
            "type",
            "object",
            "minProperties",
            1,
            "maxProperties",
            1,
            "additionalProperties",
            value));
  }

  private static Map<String, Object> list(Map<String, Object> item) {
    return ordered("type", "array", "minItems", 1, "items", item);
  }

  /** Of texts that are like this, or have a variable. */
  private static Map<String, Object> texts(Map<String, Object> form) {
    List<Object> forms =
        new ArrayList<>(form.get("anyOf") instanceof List<?> more ? more : List.of(form));
    forms.add(VARIABLE);
    return ordered("type", "string", "anyOf", forms);
  }

  @SafeVarargs
  private static Map<String, Object> either(Map<String, Object>... forms) {
    return Map.of("anyOf", List.of(forms));
  }

  /** A map in the order in which it is written here. */
  static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
