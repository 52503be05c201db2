package dev.foz.contract;

import dev.foz.base.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells people what a contract says of one place. */
final class Expectations {
  private Expectations() {}

  /** Empty where the contract says nothing of the place. */
  static Optional<String> of(Rule root, FieldPath path) {
    Rule rule = root;
    boolean required = false;
    boolean declared = true;
    for (FieldPath.Step step : path.steps()) {
      switch (step) {
        case FieldPath.Step.Index(int number) -> {
          rule = element(rule, number);
          required = false;
        }
        case FieldPath.Step.Key(String key) -> {
          ObjectRule object = rule.objectRule();
          declared &= object != null && (object.declares(key) || object.rest() != Rule.ANY);
          required = object != null && object.requires(key);
          rule = object == null ? Rule.ANY : object.rule(key);
        }
      }
    }
    String words = String.join(", ", words(rule, required));
    return declared && !words.isEmpty() ? Optional.of(words) : Optional.empty();
  }

  private static Rule element(Rule rule, int number) {
    ListRule list = rule.of(Kinds.LIST).list;
    return list == null ? Rule.ANY : list.element(number);
  }

  private static List<String> words(Rule rule, boolean required) {
    if (rule.kinds == 0) {
      return List.of("not allowed");
    }
    List<String> words = new ArrayList<>();
    type(rule).ifPresent(words::add);
    parts(rule).flatMap(part -> limits(part).stream()).distinct().forEach(words::add);
    if (rule.kinds != Kinds.ALL && rule.allows(Kinds.NULL)) {
      words.add("may be null");
    }
    if (required) {
      words.add("required");
    }
    return words;
  }

  /** The rules of the kinds that may stand here. */
  private static Stream<Rule> parts(Rule rule) {
    return Stream.of(
            Kinds.INTEGER, Kinds.FRACTION, Kinds.STRING, Kinds.BOOLEAN, Kinds.LIST, Kinds.OBJECT)
        .filter(rule::allows)
        .map(rule::of)
        .distinct();
  }

  private static Optional<String> type(Rule rule) {
    List<String> formats =
        parts(rule).flatMap(part -> formats(rule, part).stream()).distinct().toList();
    if (!formats.isEmpty()) {
      return Optional.of(String.join(" and ", formats));
    }
    boolean any = rule.kinds == Kinds.ALL;
    return any ? Optional.empty() : Optional.of(Kinds.words(rule.kinds & ~Kinds.NULL));
  }

  private static List<String> formats(Rule rule, Rule part) {
    List<String> names = new ArrayList<>();
    NumberRule number = part.number;
    TextRule text = part.text;
    if (number != null && rule.allows(Kinds.INTEGER)) {
      number.decimals().forEach(type -> names.add(name(type)));
    }
    if (text != null && rule.allows(Kinds.STRING)) {
      text.decimals().forEach(type -> names.add(name(type)));
      text.formats().forEach(format -> names.add(format.name()));
    }
    return names;
  }

  private static String name(Type.Decimal type) {
    return "decimal(" + type.precision() + "," + type.scale() + ")";
  }

  private static List<String> limits(Rule part) {
    List<String> words = new ArrayList<>();
    for (Choices choices : part.choices) {
      words.add((choices.size() == 1 ? "only " : "one of ") + choices.words());
    }
    if (part.allows(Kinds.INTEGER) && part.number != null) {
      part.number.bounds().forEach(bound -> words.add(bound.words()));
      part.number
          .multiples()
          .forEach(multiple -> words.add("a multiple of " + Decimals.text(multiple.value())));
    }
    if (part.allows(Kinds.STRING) && part.text != null) {
      words.addAll(text(part.text));
    }
    if (part.allows(Kinds.LIST)) {
      count(part.list, words);
    }
    return words;
  }

  private static List<String> text(TextRule rule) {
    List<String> words = new ArrayList<>();
    range(rule.least(), rule.most(), "character", words);
    rule.matches().forEach(match -> words.add("matches `" + Excerpt.of(match.source()) + "`"));
    return words;
  }

  private static void count(@Nullable ListRule rule, List<String> words) {
    if (rule != null) {
      range(rule.least(), rule.most(), "element", words);
    }
  }

  private static void range(int least, int most, String thing, List<String> words) {
    if (least > 0) {
      words.add("at least " + least + " " + thing + (least == 1 ? "" : "s"));
    }
    if (most < Integer.MAX_VALUE) {
      words.add("at most " + most + " " + thing + (most == 1 ? "" : "s"));
    }
  }
}
