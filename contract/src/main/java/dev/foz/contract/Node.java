package dev.foz.contract;

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

  private final int depth;
  private @Nullable KeyTable table;
  private final List<String> keys = new ArrayList<>();
  private final List<Node> children = new ArrayList<>();
  private @Nullable Node element;
  private final ContractType start;

  Node(ContractType type, @Nullable KeyPath keyPath, int depth) {
    this.start = type;
    this.facts = Facts.of(type);
    this.keyPath = keyPath;
    this.depth = depth;
    if (type instanceof ContractType.Struct struct) {
      struct.fields().forEach(field -> add(field.key(), field.type()));
    } else if (type instanceof ContractType.ListOf list) {
      element = new Node(list.element(), null, depth + 1);
    }
  }

  boolean covers(long bits) {
    return Facts.covers(facts, bits);
  }

  long facts() {
    return facts;
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
      element = new Node(ContractType.Simple.UNKNOWN, null, depth + 1);
    }
    if (facts == Facts.JSON) {
      forget();
    }
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
    return add(key, ContractType.Simple.UNKNOWN);
  }

  private Node add(String key, ContractType type) {
    if (table == null) {
      table = new KeyTable();
    }
    table.add(key);
    keys.add(key);
    Node child = new Node(type, keyPath == null ? null : keyPath.find(key), depth + 1);
    children.add(child);
    if (children.size() > Contract.MAX_FIELDS && depth > 0) {
      learn(Facts.JSON);
    }
    return child;
  }

  /** Fields in this type, itself not counted. */
  int fields() {
    int sum = element == null ? 0 : element.fields();
    for (Node child : children) {
      sum += 1 + child.fields();
    }
    return sum;
  }

  ContractType type() {
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
      } else {
        builder.add(keys.get(index), type);
      }
    }
    return builder.build();
  }
}
