package dev.foz.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A value of a JSON text that knows where it stands, in bytes of the text. */
sealed interface JsonValue {
  int from();

  int to();

  /** A string, unescaped. */
  record Text(String text, int from, int to) implements JsonValue {}

  /** A number; its literal text stands in the source. */
  record Num(BigDecimal value, int from, int to) implements JsonValue {}

  /** {@code true} or {@code false}. */
  record Bool(boolean value, int from, int to) implements JsonValue {}

  /** {@code null}. */
  record Nothing(int from, int to) implements JsonValue {}

  /** A list. */
  record Items(List<JsonValue> values, int from, int to) implements JsonValue {
    public Items {
      values = List.copyOf(values);
    }
  }

  /** An object; members in the order of the text. */
  record Members(Map<String, Member> members, int from, int to) implements JsonValue {}

  /** A field of an object, with the bounds of its key without quotes. */
  record Member(int keyFrom, int keyTo, JsonValue value) {}

  /** The {@link Kinds} bit of this value. */
  default int kind() {
    return switch (this) {
      case Text ignored -> Kinds.STRING;
      case Num number -> Decimals.isInteger(number.value()) ? Kinds.INTEGER : Kinds.FRACTION;
      case Bool ignored -> Kinds.BOOLEAN;
      case Nothing ignored -> Kinds.NULL;
      case Items ignored -> Kinds.LIST;
      case Members ignored -> Kinds.OBJECT;
    };
  }

  /** Whether both are the same value, as JSON Schema compares: places and order of keys apart. */
  static boolean same(JsonValue left, JsonValue right) {
    return switch (left) {
      case Text text -> right instanceof Text other && text.text().equals(other.text());
      case Num number -> right instanceof Num other && number.value().compareTo(other.value()) == 0;
      case Bool bool -> right instanceof Bool other && bool.value() == other.value();
      case Nothing ignored -> right instanceof Nothing;
      case Items items -> right instanceof Items other && sameItems(items, other);
      case Members members -> right instanceof Members other && sameMembers(members, other);
    };
  }

  private static boolean sameItems(Items left, Items right) {
    boolean same = left.values().size() == right.values().size();
    for (int i = 0; same && i < left.values().size(); i++) {
      same = same(left.values().get(i), right.values().get(i));
    }
    return same;
  }

  private static boolean sameMembers(Members left, Members right) {
    if (left.members().size() != right.members().size()) {
      return false;
    }
    for (Map.Entry<String, Member> entry : left.members().entrySet()) {
      Member other = right.members().get(entry.getKey());
      if (other == null || !same(entry.getValue().value(), other.value())) {
        return false;
      }
    }
    return true;
  }
}
