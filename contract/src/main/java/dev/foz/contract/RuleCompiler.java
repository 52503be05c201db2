package dev.foz.contract;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import dev.foz.base.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Compiles checked schemas to {@link Rule}s. A place of a record is described by a set of schemas
 * (a schema, those of its {@code allOf}, the one it refers to); the sets of its fields and elements
 * follow from them. Each set is compiled once, so recursion makes circles of rules.
 */
final class RuleCompiler {
  /** A contract that needs more is refused: sets of schemas can multiply. */
  private static final int MAX_RULES = 100_000;

  private final SchemaTree tree;
  private final SchemaSets sets;
  private final Map<List<Integer>, Rule> rules = new HashMap<>();
  private final List<Pattern> patterns = new ArrayList<>();
  private boolean needsLibrary;

  RuleCompiler(SchemaTree tree) {
    this.tree = tree;
    this.sets = new SchemaSets(tree);
  }

  Rule compile() {
    return rule(List.of(tree.root()));
  }

  /** All patterns of the rules, by their numbers. */
  List<Pattern> patterns() {
    return List.copyOf(patterns);
  }

  /** Whether a schema has a keyword that the rules leave to the library. */
  boolean needsLibrary() {
    return needsLibrary;
  }

  private Rule rule(List<JsonValue> schemas) {
    if (schemas.isEmpty()) {
      return Rule.ANY;
    }
    List<Integer> key = sets.key(schemas);
    Rule known = rules.get(key);
    if (known != null) {
      return known;
    }
    Rule rule = add(key);
    if (sets.hasChoice(schemas)) {
      split(rule, schemas);
    } else {
      fill(rule, sets.expand(schemas, Kinds.ALL));
    }
    return rule;
  }

  private Rule add(List<Integer> key) {
    if (rules.size() >= MAX_RULES) {
      throw Problem.of(Code.WRONG_VALUE, "the contract has too many combinations of schemas")
          .remedy("combine fewer schemas by `allOf` and `anyOf`")
          .toException();
    }
    Rule rule = new Rule();
    rules.put(key, rule);
    return rule;
  }

  private void split(Rule rule, List<JsonValue> schemas) {
    Rule[] byKind = new Rule[Kinds.COUNT];
    for (int index = 0; index < Kinds.COUNT; index++) {
      byKind[index] = ofKind(sets.expand(schemas, 1 << index));
    }
    rule.split(byKind);
  }

  private Rule ofKind(SchemaSets.Expanded expanded) {
    List<Integer> key = new ArrayList<>(sets.key(expanded.schemas()));
    // Told apart from sets that are not expanded yet, whose keys are never negative.
    key.addFirst(expanded.refusedBy().isEmpty() ? -1 : -2);
    Rule known = rules.get(key);
    if (known != null) {
      return known;
    }
    Rule rule = add(key);
    fill(rule, expanded);
    return rule;
  }

  private void fill(Rule rule, SchemaSets.Expanded expanded) {
    List<JsonValue> schemas = expanded.schemas();
    for (JsonValue schema : schemas) {
      needsLibrary |= sets.needsLibrary(schema);
      int allowed = sets.types(schema);
      if (schema instanceof JsonValue.Bool && allowed == 0) {
        rule.keyword = tree.origin(schema);
      }
      rule.kinds &= allowed;
    }
    if (!expanded.refusedBy().isEmpty()) {
      rule.kinds = 0;
      rule.keyword = expanded.refusedBy();
    }
    rule.choices = choices(schemas);
    rule.text = text(schemas);
    rule.number = number(schemas);
    rule.list = list(schemas);
    rule.object = object(schemas);
  }

  private static Choices[] choices(List<JsonValue> schemas) {
    List<Choices> all = new ArrayList<>();
    for (JsonValue schema : schemas) {
      SchemaTree.find(schema, Keyword.ENUM)
          .ifPresent(
              values -> all.add(new Choices(Keyword.ENUM, ((JsonValue.Items) values).values())));
      SchemaTree.find(schema, Keyword.CONST)
          .ifPresent(value -> all.add(new Choices(Keyword.CONST, List.of(value))));
    }
    return all.toArray(Choices[]::new);
  }

  private static int count(List<JsonValue> schemas, Keyword keyword, boolean upper) {
    int result = upper ? Integer.MAX_VALUE : 0;
    for (JsonValue schema : schemas) {
      if (SchemaTree.find(schema, keyword).orElse(null) instanceof JsonValue.Num number) {
        int value = number.value().intValue();
        result = upper ? Math.min(result, value) : Math.max(result, value);
      }
    }
    return result;
  }

  private TextRule text(List<JsonValue> schemas) {
    List<TextRule.Match> matches = new ArrayList<>();
    List<Format> formats = new ArrayList<>();
    for (JsonValue schema : schemas) {
      SchemaTree.text(schema, Keyword.PATTERN).ifPresent(source -> matches.add(match(source)));
      SchemaTree.text(schema, Keyword.FORMAT).flatMap(Format::find).ifPresent(formats::add);
    }
    return new TextRule(
        count(schemas, Keyword.MIN_LENGTH, false),
        count(schemas, Keyword.MAX_LENGTH, true),
        matches,
        formats.stream().distinct().toList(),
        decimals(schemas));
  }

  private TextRule.Match match(String source) {
    Pattern pattern = EcmaPattern.compile(source);
    patterns.add(pattern);
    return new TextRule.Match(patterns.size() - 1, pattern, source, AsciiRun.find(source));
  }

  private static List<Type.Decimal> decimals(List<JsonValue> schemas) {
    return schemas.stream()
        .flatMap(schema -> SchemaTree.text(schema, Keyword.FORMAT).stream())
        .flatMap(name -> Format.decimal(name).stream())
        .distinct()
        .toList();
  }

  private static NumberRule number(List<JsonValue> schemas) {
    List<NumberRule.Bound> bounds = new ArrayList<>();
    List<NumberRule.Multiple> multiples = new ArrayList<>();
    for (JsonValue schema : schemas) {
      bound(schema, Keyword.MINIMUM, false, true, bounds);
      bound(schema, Keyword.MAXIMUM, true, true, bounds);
      bound(schema, Keyword.EXCLUSIVE_MINIMUM, false, false, bounds);
      bound(schema, Keyword.EXCLUSIVE_MAXIMUM, true, false, bounds);
      SchemaTree.text(schema, Keyword.FORMAT).ifPresent(name -> size(name, bounds));
      if (SchemaTree.find(schema, Keyword.MULTIPLE_OF).orElse(null)
          instanceof JsonValue.Num divisor) {
        multiples.add(NumberRule.Multiple.of(divisor.value()));
      }
    }
    return new NumberRule(bounds, multiples, decimals(schemas));
  }

  private static void bound(
      JsonValue schema,
      Keyword keyword,
      boolean upper,
      boolean inclusive,
      List<NumberRule.Bound> bounds) {
    if (SchemaTree.find(schema, keyword).orElse(null) instanceof JsonValue.Num number) {
      bounds.add(NumberRule.Bound.of(number.value(), upper, inclusive, keyword.word()));
    }
  }

  private static void size(String format, List<NumberRule.Bound> bounds) {
    switch (format) {
      case Format.INT32 -> size(Integer.MIN_VALUE, Integer.MAX_VALUE, bounds);
      case Format.INT64 -> size(Long.MIN_VALUE, Long.MAX_VALUE, bounds);
      default -> {}
    }
  }

  private static void size(long least, long most, List<NumberRule.Bound> bounds) {
    String keyword = Keyword.FORMAT.word();
    bounds.add(NumberRule.Bound.of(BigDecimal.valueOf(least), false, true, keyword));
    bounds.add(NumberRule.Bound.of(BigDecimal.valueOf(most), true, true, keyword));
  }

  private ListRule list(List<JsonValue> schemas) {
    int prefixes =
        schemas.stream()
            .mapToInt(schema -> SchemaTree.list(schema, Keyword.PREFIX_ITEMS).size())
            .max()
            .orElse(0);
    List<Rule> prefix = new ArrayList<>();
    for (int index = 0; index < prefixes; index++) {
      prefix.add(rule(sets.element(schemas, index)));
    }
    List<JsonValue> rest = sets.element(schemas, Integer.MAX_VALUE);
    return new ListRule(
        prefix,
        rule(rest),
        prefixes > 0 || !rest.isEmpty(),
        count(schemas, Keyword.MIN_ITEMS, false),
        count(schemas, Keyword.MAX_ITEMS, true));
  }

  private ObjectRule object(List<JsonValue> schemas) {
    Set<String> required = new LinkedHashSet<>();
    schemas.forEach(schema -> required.addAll(SchemaTree.texts(schema, Keyword.REQUIRED)));
    Map<String, ObjectRule.Property> properties = new LinkedHashMap<>();
    for (String key : sets.keys(schemas)) {
      List<JsonValue> field = sets.field(schemas, key);
      List<String> keys = sets.aliases(field);
      keys.addFirst(key);
      properties.put(key, new ObjectRule.Property(keys, rule(field), true, required.contains(key)));
    }
    Rule rest = rule(sets.otherFields(schemas));
    for (String key : required) {
      properties.computeIfAbsent(
          key, name -> new ObjectRule.Property(List.of(name), rest, false, true));
    }
    return new ObjectRule(
        List.copyOf(properties.values()),
        rest,
        count(schemas, Keyword.MIN_PROPERTIES, false),
        count(schemas, Keyword.MAX_PROPERTIES, true));
  }
}
