package dev.foz.contract;

import dev.foz.base.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type prepared for rewriting: how its values are written, and where its fields go. Immutable.
 */
final class Target {
  /** How a value is written. */
  enum Form {
    /** Not at all: it has no column. */
    NONE,
    /** As it stands. */
    LITERAL,
    /** A number, without exponent. */
    PLAIN_NUMBER,
    /** A number of exactly the column's type; in a string, too. */
    EXACT_NUMBER,
    /** Its literal text as a JSON string, unless it is one. */
    TEXT,
    /** Its literal JSON text as a JSON string, even if it is one. */
    JSON,
    OBJECT,
    LIST
  }

  final ContractType type;
  final Form form;
  final long facts;
  private final KeyTable table = new KeyTable();
  private final List<String> keys;
  private final List<Target> fields;
  private final List<byte[]> labels;

  /** Of each alias in the table, behind the keys, the number of its field. */
  private final List<Integer> aliases = new ArrayList<>();

  private final @Nullable Target element;

  Target(ContractType type) {
    this(type, form(type));
  }

  private Target(ContractType type, Form form) {
    this.type = type;
    this.form = form;
    this.facts = Facts.of(type);
    List<ContractField> inner =
        type instanceof ContractType.Struct struct ? struct.fields() : List.of();
    inner.forEach(field -> table.add(field.key()));
    this.keys = inner.stream().map(ContractField::key).toList();
    this.fields = inner.stream().map(Target::of).toList();
    this.labels = inner.stream().map(field -> label(field.name())).toList();
    for (int index = 0; index < inner.size(); index++) {
      for (String alias : inner.get(index).aliases()) {
        table.add(alias);
        aliases.add(index);
      }
    }
    this.element = type instanceof ContractType.ListOf list ? new Target(list.element()) : null;
  }

  private static Target of(ContractField field) {
    return new Target(field.type(), field.hasColumn() ? form(field.type()) : Form.NONE);
  }

  private static Form form(ContractType type) {
    if (type.column().isEmpty()) {
      return Form.NONE;
    }
    return switch (type) {
      case ContractType.Struct ignored -> Form.OBJECT;
      case ContractType.ListOf ignored -> Form.LIST;
      case ContractType.Number number ->
          switch (number.type()) {
            case Type.Primitive.STRING -> Form.TEXT;
            case Type.Primitive.DOUBLE -> Form.LITERAL;
            default -> Form.PLAIN_NUMBER;
          };
      case ContractType.Fixed ignored -> Form.EXACT_NUMBER;
      case ContractType.Simple simple ->
          switch (simple) {
            case JSON -> Form.JSON;
            case MIXED -> Form.TEXT;
            case UNKNOWN, BOOLEAN, DATE, TIMESTAMP, TIMESTAMPTZ, STRING -> Form.LITERAL;
          };
    };
  }

  private static byte[] label(String name) {
    Output label = new Output(name.length() + 8);
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    label.quote(bytes, 0, bytes.length);
    label.add(':');
    return label.toBytes();
  }

  int match(int index, byte[] text, int at, int end) {
    return index >= fields.size() ? 0 : table.match(index, text, at, end);
  }

  int find(byte[] text, int from, int to) {
    int found = table.find(text, from, to);
    return found < fields.size() ? found : aliases.get(found - fields.size());
  }

  boolean hasAliases() {
    return !aliases.isEmpty();
  }

  int size() {
    return fields.size();
  }

  /** Whether the column holds the text of whatever value there is. */
  boolean isText() {
    return type.column().filter(column -> column == Type.Primitive.STRING).isPresent();
  }

  Target field(int index) {
    return fields.get(index);
  }

  String key(int index) {
    return keys.get(index);
  }

  /** Name and colon, as JSON. */
  byte[] label(int index) {
    return labels.get(index);
  }

  Target element() {
    if (element == null) {
      throw new IllegalStateException(type + " is no list");
    }
    return element;
  }
}
