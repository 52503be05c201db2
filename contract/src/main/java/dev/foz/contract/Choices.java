package dev.foz.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The values that {@code enum} or {@code const} allow. Filled once, then safe for many threads. */
final class Choices {
  private static final int MAX_SHOWN = 5;

  private final String keyword;
  private final List<JsonValue> values;
  private final KeyTable texts = new KeyTable();
  private final Set<BigDecimal> numbers = new HashSet<>();
  private final List<JsonValue> containers = new ArrayList<>();
  private int words;

  Choices(Keyword keyword, List<JsonValue> values) {
    this.keyword = keyword.word();
    this.values = List.copyOf(values);
    values.forEach(this::add);
  }

  private void add(JsonValue value) {
    switch (value) {
      case JsonValue.Text text -> texts.add(text.text());
      case JsonValue.Num number -> numbers.add(normal(number.value()));
      case JsonValue.Bool bool -> words |= bool.value() ? 1 : 2;
      case JsonValue.Nothing ignored -> words |= 4;
      case JsonValue.Items items -> containers.add(items);
      case JsonValue.Members members -> containers.add(members);
    }
  }

  private static BigDecimal normal(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }

  String keyword() {
    return keyword;
  }

  /**
   * @param text unescaped
   */
  boolean hasText(byte[] text, int from, int to) {
    return texts.find(text, from, to) >= 0;
  }

  boolean has(NumberText number) {
    return !numbers.isEmpty() && numbers.contains(normal(number.value()));
  }

  boolean hasBoolean(boolean value) {
    return (words & (value ? 1 : 2)) != 0;
  }

  boolean hasNull() {
    return (words & 4) != 0;
  }

  /** Whether the list or object between these bounds, which is well-formed, is allowed. */
  boolean hasContainer(byte[] text, int from, int to) {
    if (containers.isEmpty()) {
      return false;
    }
    JsonValue value = JsonTree.read(text, from, to);
    return containers.stream().anyMatch(choice -> JsonValue.same(choice, value));
  }

  /** The kinds of the values. */
  int kinds() {
    return values.stream().mapToInt(JsonValue::kind).reduce(0, (left, right) -> left | right);
  }

  /** As people read it: {@code `paid`, `new`}. */
  String words() {
    String shown =
        values.stream().limit(MAX_SHOWN).map(Choices::word).collect(Collectors.joining(", "));
    return values.size() > MAX_SHOWN ? shown + " …" : shown;
  }

  private static String word(JsonValue value) {
    return switch (value) {
      case JsonValue.Text text -> "`" + Excerpt.of(text.text()) + "`";
      case JsonValue.Num number -> Decimals.text(number.value());
      case JsonValue.Bool bool -> String.valueOf(bool.value());
      case JsonValue.Nothing ignored -> "null";
      case JsonValue.Items ignored -> "a list";
      case JsonValue.Members ignored -> "an object";
    };
  }

  int size() {
    return values.size();
  }
}
