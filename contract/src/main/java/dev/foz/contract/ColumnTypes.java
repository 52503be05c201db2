package dev.foz.contract;

import dev.foz.base.Code;
import dev.foz.base.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the one column type that a contract's schemas give to each place. */
final class ColumnTypes {
  /** Branches of stacked choices are tried out one by one, up to so many for one place. */
  private static final int MAX_BRANCHES = 256;

  private static final List<Keyword> CHOICES = List.of(Keyword.ANY_OF, Keyword.ONE_OF);

  /** What a keyword says of the kind of the values, where no {@code type} does. */
  private static final Map<Keyword, Integer> IMPLIED =
      Map.ofEntries(
          Map.entry(Keyword.PROPERTIES, Kinds.OBJECT),
          Map.entry(Keyword.REQUIRED, Kinds.OBJECT),
          Map.entry(Keyword.ADDITIONAL_PROPERTIES, Kinds.OBJECT),
          Map.entry(Keyword.PATTERN_PROPERTIES, Kinds.OBJECT),
          Map.entry(Keyword.PROPERTY_NAMES, Kinds.OBJECT),
          Map.entry(Keyword.MIN_PROPERTIES, Kinds.OBJECT),
          Map.entry(Keyword.MAX_PROPERTIES, Kinds.OBJECT),
          Map.entry(Keyword.DEPENDENT_REQUIRED, Kinds.OBJECT),
          Map.entry(Keyword.DEPENDENT_SCHEMAS, Kinds.OBJECT),
          Map.entry(Keyword.UNEVALUATED_PROPERTIES, Kinds.OBJECT),
          Map.entry(Keyword.ITEMS, Kinds.LIST),
          Map.entry(Keyword.PREFIX_ITEMS, Kinds.LIST),
          Map.entry(Keyword.MIN_ITEMS, Kinds.LIST),
          Map.entry(Keyword.MAX_ITEMS, Kinds.LIST),
          Map.entry(Keyword.UNIQUE_ITEMS, Kinds.LIST),
          Map.entry(Keyword.CONTAINS, Kinds.LIST),
          Map.entry(Keyword.UNEVALUATED_ITEMS, Kinds.LIST),
          Map.entry(Keyword.MIN_LENGTH, Kinds.STRING),
          Map.entry(Keyword.MAX_LENGTH, Kinds.STRING),
          Map.entry(Keyword.PATTERN, Kinds.STRING),
          Map.entry(Keyword.MINIMUM, Kinds.NUMBER),
          Map.entry(Keyword.MAXIMUM, Kinds.NUMBER),
          Map.entry(Keyword.EXCLUSIVE_MINIMUM, Kinds.NUMBER),
          Map.entry(Keyword.EXCLUSIVE_MAXIMUM, Kinds.NUMBER),
          Map.entry(Keyword.MULTIPLE_OF, Kinds.NUMBER));

  private static final ContractType LONG = new ContractType.Fixed(Type.Primitive.LONG, false);
  private static final ContractType DOUBLE = new ContractType.Fixed(Type.Primitive.DOUBLE, false);

  private final SchemaTree tree;
  private final SchemaSets sets;
  private final Findings findings;

  /** Sets of schemas on the way from the root, to notice recursion. */
  private final Set<List<Integer>> open = new HashSet<>();

  /** Of objects on the way from the root, the schemas that name their fields. */
  private final Set<List<Integer>> shapes = new HashSet<>();

  private int branches;

  ColumnTypes(SchemaTree tree, Findings findings) {
    this.tree = tree;
    this.sets = new SchemaSets(tree);
    this.findings = findings;
  }

  /** The columns of records; a contract whose records cannot be objects is a finding. */
  ContractType.Struct root() {
    List<JsonValue> root = List.of(tree.root());
    boolean isObject = tree.root() instanceof JsonValue.Members;
    if (!isObject || (sets.kinds(tree.root()) & Kinds.OBJECT) == 0) {
      findings.add(
          Code.WRONG_TYPE,
          tree.root(),
          "the contract does not describe an object, as every record is",
          "write `\"type\": \"object\"` and `properties` at the top");
      return new ContractType.Struct(List.of());
    }
    open.add(sets.key(root));
    return struct(root, Set.of(), 0) instanceof ContractType.Struct struct
        ? struct
        : new ContractType.Struct(List.of());
  }

  private ContractType type(List<JsonValue> schemas, int depth) {
    List<Integer> key = sets.key(sets.expand(schemas, Kinds.ALL).schemas());
    if (depth > Contract.MAX_DEPTH || !open.add(key)) {
      return ContractType.Simple.JSON;
    }
    branches = 0;
    ContractType type = type(schemas, Set.of(), depth);
    open.remove(key);
    return type;
  }

  /**
   * @param chosen schemas whose choices were made, by adding a branch
   */
  private ContractType type(List<JsonValue> schemas, Set<Integer> chosen, int depth) {
    List<JsonValue> all = sets.expand(schemas, Kinds.ALL).schemas();
    for (JsonValue schema : all) {
      if (!chosen.contains(tree.number(schema)) && hasChoice(schema)) {
        return choice(all, schema, chosen, depth);
      }
    }
    return plain(all, depth);
  }

  private static boolean hasChoice(JsonValue schema) {
    return CHOICES.stream().anyMatch(keyword -> SchemaTree.has(schema, keyword));
  }

  private ContractType choice(
      List<JsonValue> all, JsonValue schema, Set<Integer> chosen, int depth) {
    Set<Integer> next = new HashSet<>(chosen);
    next.add(tree.number(schema));
    List<JsonValue> inner = new ArrayList<>();
    CHOICES.forEach(keyword -> inner.addAll(SchemaTree.list(schema, keyword)));
    ContractType joined = ContractType.Simple.UNKNOWN;
    for (JsonValue branch : inner) {
      if (++branches > MAX_BRANCHES) {
        return ContractType.Simple.JSON;
      }
      List<JsonValue> with = new ArrayList<>(all);
      with.add(branch);
      joined = DeclaredJoin.types(joined, type(with, next, depth));
    }
    return joined;
  }

  private ContractType plain(List<JsonValue> all, int depth) {
    int kinds = kinds(all);
    int valued = kinds & ~Kinds.NULL;
    if (kinds == Kinds.ALL || (valued & Kinds.CONTAINERS) != 0 && Integer.bitCount(valued) > 1) {
      return ContractType.Simple.JSON;
    }
    return switch (valued) {
      case 0 -> ContractType.Simple.UNKNOWN;
      case Kinds.OBJECT -> object(all, depth);
      case Kinds.LIST -> list(all, depth);
      default -> scalar(all, valued);
    };
  }

  /** All kinds only where nothing is said of them. */
  private int kinds(List<JsonValue> all) {
    int kinds = Kinds.ALL;
    boolean typed = false;
    for (JsonValue schema : all) {
      kinds &= sets.types(schema);
      typed |= sets.isTyped(schema) || schema instanceof JsonValue.Bool;
    }
    if (typed && kinds != Kinds.ALL) {
      return kinds;
    }
    int implied = 0;
    for (JsonValue schema : all) {
      implied |= implied(schema);
    }
    return implied == 0 ? Kinds.ALL : kinds & (implied | Kinds.NULL);
  }

  private static int implied(JsonValue schema) {
    int kinds = 0;
    for (Map.Entry<Keyword, Integer> entry : IMPLIED.entrySet()) {
      kinds |= SchemaTree.has(schema, entry.getKey()) ? entry.getValue() : 0;
    }
    Optional<String> format = SchemaTree.text(schema, Keyword.FORMAT);
    if (format.isPresent()) {
      boolean decimal = Format.decimal(format.get()).isPresent();
      boolean number = decimal || format.get().startsWith("int");
      boolean text = decimal || Format.find(format.get()).isPresent();
      kinds |= (number ? Kinds.NUMBER : 0) | (text ? Kinds.STRING : 0);
    }
    if (SchemaTree.find(schema, Keyword.ENUM).orElse(null) instanceof JsonValue.Items values) {
      kinds |= new Choices(Keyword.ENUM, values.values()).kinds();
    }
    return kinds | SchemaTree.find(schema, Keyword.CONST).map(JsonValue::kind).orElse(0);
  }

  private static ContractType scalar(List<JsonValue> all, int kinds) {
    Optional<ContractType> decimal =
        formats(all).stream()
            .flatMap(name -> Format.decimal(name).stream())
            .findFirst()
            .map(type -> new ContractType.Fixed(type, false));
    boolean number = (kinds & Kinds.NUMBER) != 0;
    boolean string = (kinds & Kinds.STRING) != 0;
    boolean bool = (kinds & Kinds.BOOLEAN) != 0;
    if (decimal.isPresent() && !bool) {
      return decimal.get();
    }
    if ((number ? 1 : 0) + (string ? 1 : 0) + (bool ? 1 : 0) > 1) {
      return ContractType.Simple.MIXED;
    }
    if (number) {
      return (kinds & Kinds.FRACTION) == 0 ? LONG : DOUBLE;
    }
    return string ? string(all) : ContractType.Simple.BOOLEAN;
  }

  private static List<String> formats(List<JsonValue> all) {
    return all.stream()
        .flatMap(schema -> SchemaTree.text(schema, Keyword.FORMAT).stream())
        .toList();
  }

  private static ContractType string(List<JsonValue> all) {
    for (String format : formats(all)) {
      switch (format) {
        case Format.DATE -> {
          return ContractType.Simple.DATE;
        }
        case Format.DATE_TIME -> {
          return ContractType.Simple.TIMESTAMPTZ;
        }
        case Format.LOCAL_DATE_TIME -> {
          return ContractType.Simple.TIMESTAMP;
        }
        default -> {}
      }
    }
    return ContractType.Simple.STRING;
  }

  private ContractType list(List<JsonValue> all, int depth) {
    if (all.stream().anyMatch(schema -> SchemaTree.has(schema, Keyword.PREFIX_ITEMS))) {
      return ContractType.Simple.JSON;
    }
    List<JsonValue> elements = sets.element(all, 0);
    return new ContractType.ListOf(
        elements.isEmpty() ? ContractType.Simple.UNKNOWN : type(elements, depth + 1));
  }

  private ContractType object(List<JsonValue> all, int depth) {
    return sets.keys(all).isEmpty() && isMap(all)
        ? ContractType.Simple.JSON
        : struct(all, Set.of(), depth);
  }

  /** Whether fields have no names of their own, only a common description. */
  private boolean isMap(List<JsonValue> all) {
    boolean described =
        sets.otherFields(all).stream()
            .anyMatch(
                other ->
                    other instanceof JsonValue.Members members && !members.members().isEmpty());
    return described
        || all.stream().anyMatch(schema -> SchemaTree.has(schema, Keyword.PATTERN_PROPERTIES));
  }

  private ContractType struct(List<JsonValue> schemas, Set<Integer> chosen, int depth) {
    List<JsonValue> all = sets.expand(schemas, Kinds.ALL).schemas();
    if (depth == 0) {
      for (JsonValue schema : all) {
        if (!chosen.contains(tree.number(schema)) && hasChoice(schema)) {
          return rootChoice(all, schema, chosen);
        }
      }
    }
    Set<String> keys = sets.keys(all);
    List<Integer> shape =
        sets.key(all.stream().filter(one -> SchemaTree.has(one, Keyword.PROPERTIES)).toList());
    if ((depth > 0 && keys.size() > Contract.MAX_FIELDS)
        || (!keys.isEmpty() && !shapes.add(shape))) {
      return ContractType.Simple.JSON;
    }
    ContractType.Struct struct = new Columns(all, depth).build(keys);
    shapes.remove(shape);
    return struct;
  }

  /** A choice between shapes of whole records: columns of all of them. */
  private ContractType rootChoice(List<JsonValue> all, JsonValue schema, Set<Integer> chosen) {
    Set<Integer> next = new HashSet<>(chosen);
    next.add(tree.number(schema));
    ContractType joined = new ContractType.Struct(List.of());
    for (Keyword keyword : CHOICES) {
      for (JsonValue branch : SchemaTree.list(schema, keyword)) {
        List<JsonValue> with = new ArrayList<>(all);
        with.add(branch);
        if (++branches <= MAX_BRANCHES && (sets.kinds(branch) & Kinds.OBJECT) != 0) {
          joined = DeclaredJoin.types(joined, struct(with, next, 0));
        }
      }
    }
    return joined;
  }

  /** The columns of one object; names are given in declared order. */
  private final class Columns {
    private final List<JsonValue> all;
    private final int depth;
    private final StructBuilder builder;

    Columns(List<JsonValue> all, int depth) {
      this.all = all;
      this.depth = depth;
      this.builder = new StructBuilder(depth == 0);
    }

    ContractType.Struct build(Set<String> keys) {
      keys.forEach(this::add);
      return builder.build();
    }

    private void add(String key) {
      List<JsonValue> field = sets.field(all, key);
      ContractType type = type(field, depth + 1);
      List<String> aliases = aliases(key, field);
      Optional<JsonValue> column = column(field);
      if (column.isEmpty()) {
        builder.keep(new ContractField(key, builder.freeName(key), type, aliases));
      } else if (column.get() instanceof JsonValue.Text name) {
        named(key, name, type, aliases);
      } else {
        builder.keep(new ContractField(key, "", type, aliases));
      }
    }

    private List<String> aliases(String key, List<JsonValue> field) {
      List<String> aliases = sets.aliases(field);
      for (String alias : aliases) {
        if (alias.equals(key) || sets.keys(all).contains(alias)) {
          clash(field, alias);
        }
      }
      return aliases;
    }

    private void clash(List<JsonValue> field, String alias) {
      for (JsonValue schema : field) {
        SchemaTree.find(schema, Keyword.X_ALIASES)
            .ifPresent(
                place ->
                    findings.add(
                        Code.DUPLICATE_NAME,
                        place,
                        "the alias `" + alias + "` is the key of a field",
                        "name other keys than those in `properties`"));
      }
    }

    private void named(String key, JsonValue.Text name, ContractType type, List<String> aliases) {
      String text = name.text();
      boolean invalid =
          text.isBlank()
              || text.chars().anyMatch(Character::isISOControl)
              || (depth == 0 && StructBuilder.isReserved(text));
      if (invalid) {
        findings.add(
            Code.BAD_NAME,
            name,
            "`" + text + "` cannot be the name of a column here",
            "take a name that is not empty and not one of Foz's own, as `_seq`");
      } else if (builder.isTaken(text)) {
        findings.add(
            Code.DUPLICATE_NAME,
            name,
            "another column is named `" + text + "` already",
            "take another name; case does not count");
      } else {
        builder.keep(new ContractField(key, text, type, aliases));
      }
    }

    private Optional<JsonValue> column(List<JsonValue> field) {
      return sets.expand(field, Kinds.ALL).schemas().stream()
          .flatMap(schema -> SchemaTree.find(schema, Keyword.X_COLUMN).stream())
          .findFirst();
    }
  }
}
