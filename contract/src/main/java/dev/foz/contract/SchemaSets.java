package dev.foz.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Sets of schemas that describe one place together, and what follows from them. */
final class SchemaSets {
  private static final List<Keyword> CHOICES = List.of(Keyword.ANY_OF, Keyword.ONE_OF);

  private final SchemaTree tree;

  SchemaSets(SchemaTree tree) {
    this.tree = tree;
  }

  /**
   * A set with all that its members draw in.
   *
   * @param refusedBy the keyword whose branches all refuse the kind; empty where none does
   */
  record Expanded(List<JsonValue> schemas, String refusedBy) {}

  /** Equal for sets of the same schemas. */
  List<Integer> key(List<JsonValue> schemas) {
    TreeSet<Integer> numbers = new TreeSet<>();
    schemas.forEach(schema -> numbers.add(tree.number(schema)));
    return List.copyOf(numbers);
  }

  /**
   * The schemas themselves, those of their {@code allOf} and {@code $ref}, and of each native
   * choice the branch that values of the kind take.
   *
   * @param kind one kind, or all of them to leave choices aside
   */
  Expanded expand(List<JsonValue> schemas, int kind) {
    Map<Integer, JsonValue> all = new LinkedHashMap<>();
    String[] refusedBy = {""};
    schemas.forEach(schema -> expand(schema, kind, all, refusedBy));
    return new Expanded(List.copyOf(all.values()), refusedBy[0]);
  }

  private void expand(JsonValue schema, int kind, Map<Integer, JsonValue> all, String[] refusedBy) {
    if (all.putIfAbsent(tree.number(schema), schema) != null) {
      return;
    }
    drawnIn(schema).forEach(inner -> expand(inner, kind, all, refusedBy));
    if (kind == Kinds.ALL) {
      return;
    }
    for (Keyword keyword : CHOICES) {
      if (isNativeChoice(schema, keyword)) {
        Optional<JsonValue> branch =
            SchemaTree.list(schema, keyword).stream()
                .filter(inner -> (kinds(inner) & kind) != 0)
                .findFirst();
        branch.ifPresentOrElse(
            inner -> expand(inner, kind, all, refusedBy), () -> refusedBy[0] = keyword.word());
      }
    }
  }

  private List<JsonValue> drawnIn(JsonValue schema) {
    List<JsonValue> inner = new ArrayList<>(SchemaTree.list(schema, Keyword.ALL_OF));
    SchemaTree.text(schema, Keyword.REF).flatMap(tree::resolve).ifPresent(inner::add);
    return inner;
  }

  /** Whether the rule of a place depends on the kind of its value. */
  boolean hasChoice(List<JsonValue> schemas) {
    return expand(schemas, Kinds.ALL).schemas().stream()
        .anyMatch(schema -> CHOICES.stream().anyMatch(keyword -> isNativeChoice(schema, keyword)));
  }

  /** Whether values of each kind can only meet one branch. */
  private boolean isNativeChoice(JsonValue schema, Keyword keyword) {
    if (!SchemaTree.has(schema, keyword)) {
      return false;
    }
    int taken = 0;
    for (JsonValue branch : SchemaTree.list(schema, keyword)) {
      int kinds = kinds(branch);
      if ((taken & kinds) != 0) {
        return false;
      }
      taken |= kinds;
    }
    return true;
  }

  /** Whether a schema has a keyword of its own that the library checks. */
  boolean needsLibrary(JsonValue schema) {
    if (!(schema instanceof JsonValue.Members object)) {
      return false;
    }
    boolean choice =
        CHOICES.stream()
            .anyMatch(
                keyword -> SchemaTree.has(schema, keyword) && !isNativeChoice(schema, keyword));
    return choice
        || object.members().entrySet().stream()
            .anyMatch(member -> isRare(member.getKey(), member.getValue().value()));
  }

  private static boolean isRare(String word, JsonValue value) {
    boolean off = value instanceof JsonValue.Bool bool && !bool.value();
    return Keyword.find(word)
        .filter(keyword -> keyword.use() == Keyword.Use.LIBRARY)
        .filter(keyword -> keyword != Keyword.UNIQUE_ITEMS || !off)
        .isPresent();
  }

  /** Kinds of values that a schema may accept, with what it draws in. */
  int kinds(JsonValue schema) {
    return kinds(schema, new LinkedHashSet<>());
  }

  private int kinds(JsonValue schema, Set<Integer> open) {
    if (!open.add(tree.number(schema))) {
      return Kinds.ALL;
    }
    int kinds = types(schema);
    if (SchemaTree.find(schema, Keyword.ENUM).orElse(null) instanceof JsonValue.Items values) {
      kinds &= new Choices(Keyword.ENUM, values.values()).kinds();
    }
    if (SchemaTree.find(schema, Keyword.CONST).isPresent()) {
      kinds &= SchemaTree.find(schema, Keyword.CONST).get().kind();
    }
    for (JsonValue inner : drawnIn(schema)) {
      kinds &= kinds(inner, open);
    }
    for (Keyword keyword : CHOICES) {
      if (SchemaTree.has(schema, keyword)) {
        int any = 0;
        for (JsonValue branch : SchemaTree.list(schema, keyword)) {
          any |= kinds(branch, open);
        }
        kinds &= any;
      }
    }
    open.remove(tree.number(schema));
    return kinds;
  }

  /** Kinds that a schema's own {@code type} allows; none for {@code false}. */
  int types(JsonValue schema) {
    if (schema instanceof JsonValue.Bool bool) {
      return bool.value() ? Kinds.ALL : 0;
    }
    Optional<JsonValue> type = SchemaTree.find(schema, Keyword.TYPE);
    if (type.isEmpty()) {
      return Kinds.ALL;
    }
    List<JsonValue> all =
        type.get() instanceof JsonValue.Items items ? items.values() : List.of(type.get());
    int kinds = 0;
    for (JsonValue word : all) {
      kinds |= word instanceof JsonValue.Text text ? Kinds.TYPES.getOrDefault(text.text(), 0) : 0;
    }
    return kinds;
  }

  boolean isTyped(JsonValue schema) {
    return SchemaTree.has(schema, Keyword.TYPE);
  }

  /** Keys of properties, in the order of the text. */
  Set<String> keys(List<JsonValue> schemas) {
    Set<String> keys = new LinkedHashSet<>();
    schemas.forEach(schema -> keys.addAll(SchemaTree.map(schema, Keyword.PROPERTIES).keySet()));
    return keys;
  }

  /** The schemas of a field that at least one of the schemas has as a property. */
  List<JsonValue> field(List<JsonValue> schemas, String key) {
    List<JsonValue> field = new ArrayList<>();
    for (JsonValue schema : schemas) {
      Optional<JsonValue> own = SchemaTree.member(schema, Keyword.PROPERTIES, key);
      own.or(() -> others(schema)).ifPresent(field::add);
    }
    return field;
  }

  /** The schemas of fields that are no properties of any of the schemas. */
  List<JsonValue> otherFields(List<JsonValue> schemas) {
    return schemas.stream().flatMap(schema -> others(schema).stream()).toList();
  }

  /** Beside patterns only the library knows which fields are additional. */
  private static Optional<JsonValue> others(JsonValue schema) {
    return SchemaTree.has(schema, Keyword.PATTERN_PROPERTIES)
        ? Optional.empty()
        : SchemaTree.find(schema, Keyword.ADDITIONAL_PROPERTIES);
  }

  /** The schemas of the element at this index. */
  List<JsonValue> element(List<JsonValue> schemas, int index) {
    List<JsonValue> element = new ArrayList<>();
    for (JsonValue schema : schemas) {
      List<JsonValue> prefix = SchemaTree.list(schema, Keyword.PREFIX_ITEMS);
      if (index < prefix.size()) {
        element.add(prefix.get(index));
      } else {
        SchemaTree.find(schema, Keyword.ITEMS).ifPresent(element::add);
      }
    }
    return element;
  }

  /** Other keys under which a field may stand. */
  List<String> aliases(List<JsonValue> field) {
    Set<String> aliases = new LinkedHashSet<>();
    for (JsonValue schema : expand(field, Kinds.ALL).schemas()) {
      aliases.addAll(SchemaTree.texts(schema, Keyword.X_ALIASES));
    }
    return new ArrayList<>(aliases);
  }
}
