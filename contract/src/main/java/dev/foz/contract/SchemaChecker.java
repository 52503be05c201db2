package dev.foz.contract;

import dev.foz.base.Code;
import dev.foz.base.NearestWord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/**
 * Checks that every schema of a contract is written as {@link Keyword} says and uses nothing else,
 * so that what comes after can rely on it.
 */
final class SchemaChecker {
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
  private static final BigDecimal MAX_COUNT = BigDecimal.valueOf(Integer.MAX_VALUE);

  /** Drafts whose keywords, as far as they are accepted here, mean the same. */
  private static final Set<String> DRAFTS =
      Set.of(
          DRAFT,
          "https://json-schema.org/draft/2019-09/schema",
          "http://json-schema.org/draft-07/schema",
          "http://json-schema.org/draft-06/schema");

  private static final Set<String> REF_ALONE =
      Set.of("http://json-schema.org/draft-07/schema", "http://json-schema.org/draft-06/schema");

  private record Reference(JsonValue.Members schema, JsonValue.Text target) {}

  private final SchemaTree tree;
  private final Findings findings;
  private final List<Reference> references = new ArrayList<>();
  private final boolean refStandsAlone;

  SchemaChecker(SchemaTree tree, Findings findings) {
    this.tree = tree;
    this.findings = findings;
    this.refStandsAlone =
        SchemaTree.text(tree.root(), Keyword.SCHEMA)
            .filter(draft -> REF_ALONE.contains(plain(draft)))
            .isPresent();
  }

  private static String plain(String draft) {
    return draft.replaceFirst("#$", "");
  }

  void check() {
    schema(tree.root(), "");
    // References may lead to places that no keyword shows to be schemas, and on from there.
    for (int index = 0; index < references.size(); index++) {
      reference(references.get(index));
    }
    references.forEach(this::checkProgress);
  }

  /** A reference that leads back without going into a value would be followed for ever. */
  private void checkProgress(Reference reference) {
    if (isReached(reference.schema(), reference.schema(), new HashSet<>())) {
      findings.add(
          Code.WRONG_VALUE,
          reference.target(),
          "`" + reference.target().text() + "` leads back to itself for the same value",
          "let recursion go through `properties` or `items`");
    }
  }

  private boolean isReached(JsonValue goal, JsonValue from, Set<Integer> seen) {
    for (JsonValue next : sameValue(from)) {
      if (next == goal || (seen.add(tree.number(next)) && isReached(goal, next, seen))) {
        return true;
      }
    }
    return false;
  }

  /** Schemas that a schema holds the same value against. */
  private List<JsonValue> sameValue(JsonValue schema) {
    List<JsonValue> next = new ArrayList<>();
    for (Keyword keyword : List.of(Keyword.ALL_OF, Keyword.ANY_OF, Keyword.ONE_OF)) {
      next.addAll(SchemaTree.list(schema, keyword));
    }
    for (Keyword keyword : List.of(Keyword.NOT, Keyword.IF, Keyword.THEN, Keyword.ELSE)) {
      SchemaTree.find(schema, keyword).ifPresent(next::add);
    }
    next.addAll(SchemaTree.map(schema, Keyword.DEPENDENT_SCHEMAS).values());
    SchemaTree.text(schema, Keyword.REF).flatMap(tree::resolve).ifPresent(next::add);
    return next;
  }

  private void schema(JsonValue schema, String origin) {
    if (!tree.add(schema, origin) || schema instanceof JsonValue.Bool) {
      return;
    }
    if (!(schema instanceof JsonValue.Members object)) {
      findings.add(
          Code.WRONG_TYPE, schema, "this is no schema", "write an object, or true or false");
      return;
    }
    object.members().forEach((word, member) -> keyword(object, word, member));
  }

  private void keyword(JsonValue.Members schema, String word, JsonValue.Member member) {
    Optional<Keyword> known = Keyword.find(word);
    if (known.isPresent()) {
      value(schema, known.get(), member);
    } else if (!word.toLowerCase(Locale.ROOT).startsWith("x-")) {
      String remedy =
          Keyword.foreign(word)
              .orElseGet(
                  () -> Findings.near(word, Keyword.words(), "own keywords begin with `x-`"));
      findings.addKey(Code.UNKNOWN_KEY, member, "unknown keyword `" + word + "`", remedy);
    } else {
      ownWord(word, member);
    }
  }

  /** Words of others may stand, but one that is nearly Foz's own is a slip. */
  private void ownWord(String word, JsonValue.Member member) {
    List<String> own = List.of(Keyword.X_COLUMN.word(), Keyword.X_ALIASES.word());
    NearestWord.find(word, own)
        .ifPresent(
            meant ->
                findings.addKey(
                    Code.UNKNOWN_KEY,
                    member,
                    "unknown keyword `" + word + "`",
                    "did you mean `" + meant + "`?"));
  }

  private void value(JsonValue.Members schema, Keyword keyword, JsonValue.Member member) {
    JsonValue value = member.value();
    if (keyword == Keyword.ITEMS && value instanceof JsonValue.Items) {
      findings.add(
          Code.WRONG_TYPE, value, "`items` is a list of schemas", "write `prefixItems` for it");
      return;
    }
    if (!fits(keyword, value)) {
      findings.add(
          Code.WRONG_TYPE,
          value,
          "`" + keyword.word() + "` is not " + keyword.shape().words(),
          "write " + keyword.shape().words());
      return;
    }
    children(keyword, value);
    special(schema, keyword, member);
  }

  private static boolean fits(Keyword keyword, JsonValue value) {
    return switch (keyword.shape()) {
      case ANY, SCHEMA, TYPES -> true;
      case SCHEMAS -> value instanceof JsonValue.Items items && !items.values().isEmpty();
      case SCHEMA_MAP, PATTERN_MAP -> value instanceof JsonValue.Members;
      case LIST -> value instanceof JsonValue.Items;
      case STRING, PATTERN, FORMAT, REF -> value instanceof JsonValue.Text;
      case STRINGS -> isStrings(value);
      case STRINGS_MAP ->
          value instanceof JsonValue.Members map
              && map.members().values().stream().allMatch(member -> isStrings(member.value()));
      case COUNT ->
          value instanceof JsonValue.Num number
              && Decimals.isInteger(number.value())
              && number.value().signum() >= 0
              && number.value().compareTo(MAX_COUNT) <= 0;
      case NUMBER -> value instanceof JsonValue.Num;
      case POSITIVE -> value instanceof JsonValue.Num number && number.value().signum() > 0;
      case BOOLEAN -> value instanceof JsonValue.Bool;
      case COLUMN ->
          value instanceof JsonValue.Text
              || (value instanceof JsonValue.Bool column && !column.value());
    };
  }

  private static boolean isStrings(JsonValue value) {
    Set<String> seen = new HashSet<>();
    return value instanceof JsonValue.Items items
        && items.values().stream()
            .allMatch(item -> item instanceof JsonValue.Text text && seen.add(text.text()));
  }

  private void children(Keyword keyword, JsonValue value) {
    switch (keyword.shape()) {
      case SCHEMA -> schema(value, keyword.word());
      case SCHEMAS ->
          ((JsonValue.Items) value).values().forEach(inner -> schema(inner, keyword.word()));
      case SCHEMA_MAP, PATTERN_MAP ->
          ((JsonValue.Members) value)
              .members()
              .values()
              .forEach(member -> schema(member.value(), keyword.word()));
      default -> {}
    }
  }

  private void special(JsonValue.Members schema, Keyword keyword, JsonValue.Member member) {
    JsonValue value = member.value();
    switch (keyword) {
      case TYPE -> types(value);
      case PATTERN -> pattern(value, ((JsonValue.Text) value).text());
      case PATTERN_PROPERTIES ->
          ((JsonValue.Members) value)
              .members()
              .forEach((pattern, inner) -> pattern(key(inner, pattern), pattern));
      case FORMAT -> format((JsonValue.Text) value);
      case REF, DYNAMIC_REF -> references.add(new Reference(schema, (JsonValue.Text) value));
      case SCHEMA -> draft((JsonValue.Text) value);
      case ID -> id(schema, (JsonValue.Text) value);
      default -> {}
    }
  }

  private static JsonValue key(JsonValue.Member member, String key) {
    return new JsonValue.Text(key, member.keyFrom() - 1, member.keyTo() + 1);
  }

  private void types(JsonValue value) {
    List<JsonValue> all = value instanceof JsonValue.Items items ? items.values() : List.of(value);
    if (all.isEmpty()) {
      findings.add(
          Code.WRONG_TYPE, value, "`type` is an empty list", "name a type, or leave it out");
    }
    for (JsonValue type : all) {
      if (!(type instanceof JsonValue.Text text)) {
        findings.add(Code.WRONG_TYPE, type, "`type` is not text", "write a type's name");
      } else if (!Kinds.TYPES.containsKey(text.text())) {
        findings.add(
            Code.WRONG_VALUE,
            type,
            "unknown type `" + text.text() + "`",
            Findings.near(
                text.text(),
                Kinds.TYPES.keySet().stream().sorted().toList(),
                "types are array, boolean, integer, null, number, object, string"));
      }
    }
  }

  private void pattern(JsonValue place, String pattern) {
    try {
      EcmaPattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      findings.add(
          Code.WRONG_VALUE,
          place,
          "the regular expression `" + pattern + "` cannot be read: " + e.getDescription(),
          "write it as JavaScript's RegExp with flag u would read it");
    }
  }

  private void format(JsonValue.Text format) {
    if (Format.isKnown(format.text())) {
      return;
    }
    if (format.text().startsWith("decimal")) {
      findings.add(
          Code.WRONG_VALUE,
          format,
          "`" + format.text() + "` is no decimal that a column can have",
          "write `decimal(p,s)`: p digits, at most 38, of which s stand after the point");
    } else {
      findings.add(
          Code.WRONG_VALUE,
          format,
          "unknown format `" + format.text() + "`",
          Findings.near(format.text(), Format.names(), "leave it out, or write a `pattern`"));
    }
  }

  private void draft(JsonValue.Text draft) {
    if (!DRAFTS.contains(plain(draft.text()))) {
      findings.add(
          Code.WRONG_VALUE,
          draft,
          "`$schema` is another language than JSON Schema 2020-12",
          "write `" + DRAFT + "`");
    }
  }

  private void id(JsonValue.Members schema, JsonValue.Text id) {
    if (schema != tree.root()) {
      findings.add(
          Code.WRONG_VALUE,
          id,
          "`$id` below the top makes another document of this schema",
          "leave it out and refer to the schema by its place, as `#/$defs/...`");
    }
  }

  private void reference(Reference reference) {
    JsonValue.Text target = reference.target();
    if (tree.isForeign(target.text())) {
      findings.add(
          Code.WRONG_VALUE,
          target,
          "`" + target.text() + "` leads to another document",
          "put the schema into this file under `$defs` and refer to `#/$defs/...`");
      return;
    }
    Optional<JsonValue> found = tree.resolve(target.text());
    if (found.isEmpty()) {
      findings.add(
          Code.DANGLING_NAME,
          target,
          "`" + target.text() + "` leads nowhere",
          Findings.near(target.text(), definitions(), "define it under `$defs`"));
      return;
    }
    schema(found.get(), Keyword.REF.word());
    checkAlone(reference);
  }

  private List<String> definitions() {
    List<String> all = new ArrayList<>();
    for (Keyword keyword : List.of(Keyword.DEFS, Keyword.DEFINITIONS)) {
      Map<String, JsonValue> map = SchemaTree.map(tree.root(), keyword);
      map.keySet().forEach(key -> all.add("#/" + keyword.word() + "/" + key));
    }
    return all;
  }

  /**
   * Before 2019-09 everything beside a reference was ignored: refused, as it is not ignored here.
   */
  private void checkAlone(Reference reference) {
    if (!refStandsAlone) {
      return;
    }
    reference
        .schema()
        .members()
        .forEach(
            (word, member) -> {
              boolean asserts =
                  Keyword.find(word).filter(known -> known.use() != Keyword.Use.NOTE).isPresent();
              if (asserts
                  && !Set.of("$ref", "definitions", "$defs", "$schema", "$id").contains(word)) {
                findings.addKey(
                    Code.WRONG_VALUE,
                    member,
                    "draft-07 ignores `" + word + "` beside `$ref`, JSON Schema 2020-12 does not",
                    "say 2020-12 in `$schema`, or take it out");
              }
            });
  }
}
