package dev.foz.contract;

import dev.foz.base.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds values against the rules of a contract; throws {@link RecordError}. Not thread-safe. */
final class Checks {
  private final Matcher[] matchers;
  private final AsciiView view = new AsciiView();
  private final JsonReader inner = new JsonReader();
  private final NumberText innerNumber = new NumberText();

  Checks(List<Pattern> patterns) {
    matchers = patterns.stream().map(pattern -> pattern.matcher("")).toArray(Matcher[]::new);
  }

  /** The rule for values of this kind, which must be allowed. */
  static Rule kind(Rule rule, int kind, int position) {
    Rule part = rule.of(kind);
    if (!part.allows(kind)) {
      throw forbidden(rule, part, Kinds.found(kind), position);
    }
    return part;
  }

  private static RecordError forbidden(Rule rule, Rule part, String found, int position) {
    String what =
        switch (part.keyword) {
          case "type", "anyOf", "oneOf" ->
              "is " + found + ", the contract says " + Kinds.words(rule.kinds);
          case "additionalProperties" -> "is no field of the contract";
          case "items", "prefixItems" -> "is an element more than the contract allows";
          default -> "is not allowed by the contract";
        };
    return RecordError.broken(part.keyword, what, position);
  }

  /** Checks the word {@code null}, {@code true} or {@code false} whose first byte is given. */
  void word(Rule rule, int first, int position) {
    Rule part = kind(rule, first == 'n' ? Kinds.NULL : Kinds.BOOLEAN, position);
    for (Choices choices : part.choices) {
      boolean has = first == 'n' ? choices.hasNull() : choices.hasBoolean(first == 't');
      if (!has) {
        String word = first == 'n' ? "null" : String.valueOf(first == 't');
        throw notChosen(choices, word, position);
      }
    }
  }

  private static RecordError notChosen(Choices choices, String found, int position) {
    String allowed = choices.size() == 1 ? ", the contract says " : ", allowed are ";
    return RecordError.broken(
        choices.keyword(), "is " + found + allowed + choices.words(), position);
  }

  /** Checks a list or object that was passed. */
  void container(Rule rule, byte[] text, int from, int to) {
    for (Choices choices : rule.choices) {
      if (!choices.hasContainer(text, from, to)) {
        throw notChosen(choices, Kinds.found(text[from] == '{' ? Kinds.OBJECT : Kinds.LIST), from);
      }
    }
  }

  void number(Rule rule, NumberText number, int position) {
    int kind = number.kind();
    Rule part = rule.of(kind);
    if (!part.allows(kind)) {
      boolean fraction = kind == Kinds.FRACTION && part.allows(Kinds.INTEGER);
      throw forbidden(rule, part, fraction ? shown(number) : Kinds.found(kind), position);
    }
    for (Choices choices : part.choices) {
      if (!choices.has(number)) {
        throw notChosen(choices, shown(number), position);
      }
    }
    if (part.number != null) {
      range(part.number, number, position);
    }
  }

  private static String shown(NumberText number) {
    return Excerpt.of(number.text, number.from, number.to);
  }

  private static void range(NumberRule rule, NumberText number, int position) {
    for (NumberRule.Bound bound : rule.bounds()) {
      if (!bound.accepts(number.compare(bound))) {
        throw broken(bound.keyword(), number, bound.words() + " is allowed", position);
      }
    }
    for (NumberRule.Multiple multiple : rule.multiples()) {
      if (!number.isMultiple(multiple)) {
        String allowed = "only multiples of " + Decimals.text(multiple.value()) + " are allowed";
        throw broken(Keyword.MULTIPLE_OF.word(), number, allowed, position);
      }
    }
    for (Type.Decimal decimal : rule.decimals()) {
      exact(decimal, number, position);
    }
  }

  private static RecordError broken(String rule, NumberText number, String what, int position) {
    return RecordError.broken(rule, "is " + shown(number) + ", " + what, position);
  }

  /**
   * Requires that a number is exactly of a column's type.
   *
   * @return whether the engine reads its spelling exactly
   */
  static boolean exact(Type type, NumberText number, int position) {
    ExactNumbers.Fit fit = number.fit(type);
    return switch (fit) {
      case AS_IT_STANDS -> true;
      case RESPELLED -> false;
      case OUT_OF_RANGE, FRACTION, INEXACT ->
          throw RecordError.broken(
              "exact", "is " + shown(number) + ", " + misfit(type, fit), position);
    };
  }

  private static String misfit(Type type, ExactNumbers.Fit fit) {
    if (fit == ExactNumbers.Fit.INEXACT) {
      return "which a double holds only rounded";
    }
    if (!(type instanceof Type.Decimal(int precision, int scale))) {
      return fit == ExactNumbers.Fit.FRACTION
          ? "which has digits after the point"
          : "which lies beyond the integers of 64 bits";
    }
    return fit == ExactNumbers.Fit.FRACTION
        ? "which has more than " + digits(scale) + " after the point"
        : "which has more than " + digits(precision - scale) + " before the point";
  }

  private static String digits(int count) {
    return count == 1 ? "1 digit" : count + " digits";
  }

  /**
   * Checks a string between its quotes.
   *
   * @param isJson whether backslashes escape
   */
  void text(Rule rule, byte[] bytes, int start, int end, boolean isJson, int position) {
    Rule part = kind(rule, Kinds.STRING, position);
    TextRule asked = part.text;
    if (part.choices.length == 0 && (asked == null || asked.isEmpty())) {
      return;
    }
    byte[] text = bytes;
    int from = start;
    int to = end;
    if (isJson && JsonReader.hasEscape(bytes, start, end)) {
      text = JsonReader.unescape(bytes, start, end);
      from = 0;
      to = text.length;
    }
    for (Choices choices : part.choices) {
      if (!choices.hasText(text, from, to)) {
        throw notChosen(choices, quoted(text, from, to), position);
      }
    }
    if (asked != null) {
      text(asked, text, from, to, position);
    }
  }

  private static String quoted(byte[] text, int from, int to) {
    return "`" + Excerpt.of(text, from, to) + "`";
  }

  private void text(TextRule rule, byte[] text, int from, int to, int position) {
    length(rule, text, from, to, position);
    for (TextRule.Match match : rule.matches()) {
      pattern(match, text, from, to, position);
    }
    for (Format format : rule.formats()) {
      if (!format.check().accepts(text, from, to)) {
        throw notOfFormat(format.name(), text, from, to, position);
      }
    }
    for (Type.Decimal decimal : rule.decimals()) {
      decimal(decimal, text, from, to, position);
    }
  }

  private static RecordError notOfFormat(
      String format, byte[] text, int from, int to, int position) {
    return RecordError.broken(
        Keyword.FORMAT.word(),
        "is " + quoted(text, from, to) + ", the contract says " + format,
        position);
  }

  private static void length(TextRule rule, byte[] text, int from, int to, int position) {
    // No code point has more than four bytes, so most lengths need no counting.
    if (to - from <= rule.most() && to - from >= 4L * rule.least()) {
      return;
    }
    int points = 0;
    for (int p = from; p < to; p++) {
      points += (text[p] & 0xC0) == 0x80 ? 0 : 1;
    }
    if (points > rule.most()) {
      throw RecordError.broken(
          Keyword.MAX_LENGTH.word(), length(points) + atMost(rule.most()), position);
    }
    if (points < rule.least()) {
      throw RecordError.broken(
          Keyword.MIN_LENGTH.word(), length(points) + atLeast(rule.least()), position);
    }
  }

  /** Requires that a list has as many elements as its rule says. */
  static void count(ListRule rule, int count, int position) {
    if (count > rule.most()) {
      throw RecordError.broken(
          Keyword.MAX_ITEMS.word(), has(count, "element") + atMost(rule.most()), position);
    }
    if (count < rule.least()) {
      throw RecordError.broken(
          Keyword.MIN_ITEMS.word(), has(count, "element") + atLeast(rule.least()), position);
    }
  }

  /** Requires that an object has as many fields as its rule says. */
  static void count(ObjectRule rule, int count, int position) {
    if (count > rule.most()) {
      throw RecordError.broken(
          Keyword.MAX_PROPERTIES.word(), has(count, "field") + atMost(rule.most()), position);
    }
    if (count < rule.least()) {
      throw RecordError.broken(
          Keyword.MIN_PROPERTIES.word(), has(count, "field") + atLeast(rule.least()), position);
    }
  }

  private static String has(int count, String thing) {
    return "has " + count + " " + thing + (count == 1 ? "" : "s");
  }

  private static String length(int points) {
    return "is " + points + (points == 1 ? " character long" : " characters long");
  }

  private static String atMost(int count) {
    return ", at most " + count + (count == 1 ? " is allowed" : " are allowed");
  }

  private static String atLeast(int count) {
    return ", at least " + count + (count == 1 ? " is needed" : " are needed");
  }

  private void pattern(TextRule.Match match, byte[] text, int from, int to, int position) {
    if (match.run().isPresent() && match.run().get().accepts(text, from, to)) {
      return;
    }
    Matcher matcher = matchers[match.number()];
    if (isAscii(text, from, to)) {
      view.set(text, from, to);
      matcher.reset(view);
    } else {
      matcher.reset(new String(text, from, to - from, StandardCharsets.UTF_8));
    }
    if (!finds(matcher)) {
      String what =
          "is " + quoted(text, from, to) + ", it must match `" + Excerpt.of(match.source()) + "`";
      throw RecordError.broken(Keyword.PATTERN.word(), what, position);
    }
  }

  /** Long text can be too much for the stack on which Java matches groups that repeat. */
  private static boolean finds(Matcher matcher) {
    try {
      return matcher.find();
    } catch (StackOverflowError tooLong) {
      return false;
    }
  }

  private static boolean isAscii(byte[] text, int from, int to) {
    int any = 0;
    for (int p = from; p < to; p++) {
      any |= text[p];
    }
    return any >= 0;
  }

  /** Requires that text keeps its exact value in a column of points in time. */
  static void instant(Typing typing, byte[] text, int from, int to, int position) {
    long facts = typing.facts();
    if (facts != 0 && Temporal.kind(text, from, to) != facts) {
      String what = "is " + quoted(text, from, to) + ", the column takes " + typing.spelling();
      throw RecordError.broken("exact", what, position);
    }
  }

  /**
   * Requires that text is a number, exactly of a decimal type.
   *
   * @return whether the engine reads its spelling exactly
   */
  boolean decimal(Type.Decimal type, byte[] text, int from, int to, int position) {
    inner.reset(text, from, to);
    if (!inner.isNumber()) {
      String name = "decimal(" + type.precision() + "," + type.scale() + ")";
      throw notOfFormat(name, text, from, to, position);
    }
    innerNumber.set(text, from, to, inner.digits, inner.scale, inner.exponent);
    return exact(type, innerNumber, position);
  }
}
