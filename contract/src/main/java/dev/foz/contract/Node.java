package dev.foz.contract;

import dev.foz.base.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A type while it is learnt: the mutable twin of {@link ContractType}. Not thread-safe. */
final class Node {
  /** Bits of {@link Facts}, in normal form. */
  private long facts;

  /** The place of the primary key that this field is, or that lies below it. */
  final @Nullable KeyPath keyPath;

  /** The object in which this field was seen last, to notice a key that stands twice. */
  long seenIn;

  /** What a contract asks of the values. */
  final Rule rule;

  /** What the column takes; open where it is learnt. */
  final Typing typing;

  /** Whether every object that has this field must have it. */
  final boolean required;

  private final int depth;
  private @Nullable KeyTable table;
  private final List<String> keys = new ArrayList<>();
  private final List<Node> children = new ArrayList<>();
  private @Nullable Node element;
  private final ContractType start;

  /** Whether the field has no column: its value is only held against the rule. */
  private final boolean hidden;

  /** Entries among the children, behind those of the start, that are other keys of them. */
  private int aliases;

  /** Whether numbers are spelled as the engine does not read them exactly. */
  private boolean respelled;

  /** The top of a record. */
  static Node root(ContractType.Struct type, KeyPath path, Rules rules) {
    return new Node(type, path, 0, new Place(rules.root(), !rules.isNone(), false, false));
  }

  static Node root(ContractType.Struct type, Rules rules) {
    return new Node(type, null, 0, new Place(rules.root(), !rules.isNone(), false, false));
  }

  /** What a contract says of a place; where nothing is declared, only the rule counts. */
  private record Place(Rule rule, boolean declared, boolean required, boolean hidden) {}

  private Node(ContractType type, @Nullable KeyPath keyPath, int depth, Place place) {
    this.start = type;
    this.rule = place.rule();
    this.required = place.required();
    this.hidden = place.hidden();
    this.keyPath = keyPath;
    this.depth = depth;
    this.typing = place.hidden() ? Typing.ANY : place.declared() ? Typing.of(type) : Typing.OPEN;
    this.facts = place.hidden() ? Facts.JSON : Facts.of(type);
    this.respelled = type instanceof ContractType.Fixed fixed && fixed.respelled();
    if (!hidden) {
      addInner(type);
    }
  }

  private void addInner(ContractType type) {
    if (type instanceof ContractType.Struct struct) {
      struct.fields().forEach(field -> add(field.key(), field.type(), !field.hasColumn()));
      struct.fields().forEach(this::addAliases);
    } else if (type instanceof ContractType.ListOf list) {
      element = new Node(list.element(), null, depth + 1, elementPlace());
    }
  }

  private void addAliases(ContractField field) {
    for (String alias : field.aliases()) {
      if (keys.contains(alias)) {
        continue;
      }
      table().add(alias);
      children.add(children.get(keys.indexOf(field.key())));
      keys.add(alias);
      aliases++;
    }
  }

  private Place elementPlace() {
    ListRule list = rule.of(Kinds.LIST).list;
    boolean declared = typing == Typing.LIST && list != null && list.described();
    return new Place(rule.elements(), declared, false, false);
  }

  private Place fieldPlace(String key, boolean isHidden) {
    ObjectRule object = rule.objectRule();
    if (object == null) {
      return new Place(Rule.ANY, false, false, isHidden);
    }
    boolean declared = typing == Typing.OBJECT && object.declares(key);
    return new Place(object.rule(key), declared, object.requires(key), isHidden);
  }

  private KeyTable table() {
    KeyTable known = table;
    if (known == null) {
      known = new KeyTable();
      table = known;
    }
    return known;
  }

  boolean isRespelled() {
    return respelled;
  }

  void learnRespelled() {
    respelled = true;
  }

  /** The column's type of a number that is declared. */
  Type numberType() {
    return ((ContractType.Fixed) start).type();
  }

  boolean covers(long bits) {
    return Facts.covers(facts, bits);
  }

  long facts() {
    return facts;
  }

  /** What kinds of primary keys are known: by the contract, or by what was seen. */
  long keyFacts() {
    if (typing == Typing.OPEN) {
      return facts;
    }
    boolean number = rule.allows(Kinds.INTEGER) && typing.allows(Kinds.INTEGER);
    boolean text = rule.allows(Kinds.STRING) && typing.allows(Kinds.STRING);
    return (number ? Facts.NUMBER : 0) | (text ? Facts.STRINGS : 0);
  }

  boolean isStruct() {
    return facts == Facts.STRUCT;
  }

  boolean isList() {
    return facts == Facts.LIST;
  }

  /** Widens this type so that it covers a value with these bits. */
  void learn(long bits) {
    boolean tooDeep = (bits & (Facts.STRUCT | Facts.LIST)) != 0 && depth > Contract.MAX_DEPTH;
    facts = tooDeep ? Facts.JSON : Facts.normal(facts | bits);
    if (isList() && element == null) {
      element = new Node(ContractType.Simple.UNKNOWN, null, depth + 1, elementPlace());
    }
    if (facts == Facts.JSON) {
      forget();
    }
  }

  /** Whether a value with these bits, which this type does not cover, makes another column. */
  boolean changes(long bits) {
    long wider = Facts.normal(facts | bits);
    boolean sameKind = wider != Facts.JSON && wider != Facts.MIXED && facts != 0;
    boolean number = (facts & Facts.NUMBER) != 0;
    return !(sameKind && number && Facts.numberType(facts).type().equals(numberType(wider)));
  }

  private static Type numberType(long bits) {
    return Facts.numberType(bits).type();
  }

  /** What {@link #changes} means, as a clause that says what was found. */
  String change(long bits) {
    String found =
        (bits & Facts.STRUCT) != 0
            ? "an object"
            : (bits & Facts.LIST) != 0
                ? "a list"
                : (bits & Facts.NUMBER) != 0
                    ? "a number"
                    : (bits & Facts.BOOLEAN) != 0 ? "a boolean" : "text";
    String column =
        Facts.type(facts).column().map(type -> "the column is " + type).orElse("it has no type");
    return "is " + found + ", " + (isStruct() ? "an object is known" : column);
  }

  private void forget() {
    children.clear();
    keys.clear();
    table = null;
    element = null;
  }

  @Nullable Node element() {
    return isList() ? element : null;
  }

  int size() {
    return children.size();
  }

  Node child(int index) {
    return children.get(index);
  }

  String key(int index) {
    return keys.get(index);
  }

  @Nullable Node find(String key) {
    int index = keys.indexOf(key);
    return index < 0 ? null : children.get(index);
  }

  int find(byte[] text, int from, int to) {
    return table == null ? -1 : table.find(text, from, to);
  }

  /** As {@link KeyTable#match}; 0 where there is no such child. */
  int match(int index, byte[] text, int at, int end) {
    return table == null || index >= table.size() ? 0 : table.match(index, text, at, end);
  }

  Node add(String key) {
    return add(key, ContractType.Simple.UNKNOWN, false);
  }

  private Node add(String key, ContractType type, boolean isHidden) {
    table().add(key);
    keys.add(key);
    KeyPath path = keyPath == null ? null : keyPath.find(key);
    Node child = new Node(type, path, depth + 1, fieldPlace(key, isHidden));
    children.add(child);
    if (children.size() - aliases > Contract.MAX_FIELDS && depth > 0 && typing == Typing.OPEN) {
      learn(Facts.JSON);
    }
    return child;
  }

  /** Fields in this type, itself not counted. */
  int fields() {
    int sum = element == null ? 0 : element.fields();
    for (int index = 0; index < children.size(); index++) {
      sum += isAlias(index) ? 0 : 1 + children.get(index).fields();
    }
    return sum;
  }

  private int startFields() {
    return start instanceof ContractType.Struct struct ? struct.fields().size() : 0;
  }

  private boolean isAlias(int index) {
    return index >= startFields() && index < startFields() + aliases;
  }

  ContractType type() {
    if (hidden) {
      return start;
    }
    if (typing != Typing.OPEN && start instanceof ContractType.Fixed fixed) {
      return new ContractType.Fixed(fixed.type(), respelled);
    }
    if (isStruct()) {
      return struct();
    }
    return isList() && element != null
        ? new ContractType.ListOf(element.type())
        : Facts.type(facts);
  }

  /** Names that fields had at the start stay; new fields are named in the order they came. */
  private ContractType.Struct struct() {
    StructBuilder builder = new StructBuilder(depth == 0);
    List<ContractField> known =
        start instanceof ContractType.Struct struct ? struct.fields() : List.of();
    for (int index = 0; index < children.size(); index++) {
      ContractType type = children.get(index).type();
      if (index < known.size()) {
        ContractField field = known.get(index);
        builder.keep(field.withType(type));
      } else if (!isAlias(index)) {
        builder.add(keys.get(index), type);
      }
    }
    return builder.build();
  }
}
