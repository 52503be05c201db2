package dev.foz.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sets of kinds of JSON values as bits, as far as JSON Schema's {@code type} tells them apart. */
final class Kinds {
  static final int NULL = 1;
  static final int BOOLEAN = 1 << 1;

  /** Numbers without fraction, {@code 1.0} and {@code 1e2} too. */
  static final int INTEGER = 1 << 2;

  /** All other numbers. */
  static final int FRACTION = 1 << 3;

  static final int STRING = 1 << 4;
  static final int LIST = 1 << 5;
  static final int OBJECT = 1 << 6;
  static final int COUNT = 7;

  static final int NUMBER = INTEGER | FRACTION;
  static final int ALL = (1 << COUNT) - 1;
  static final int CONTAINERS = LIST | OBJECT;

  /** The words of {@code type}. */
  static final Map<String, Integer> TYPES =
      Map.of(
          "null", NULL,
          "boolean", BOOLEAN,
          "integer", INTEGER,
          "number", NUMBER,
          "string", STRING,
          "array", LIST,
          "object", OBJECT);

  private Kinds() {}

  static int index(int kind) {
    return Integer.numberOfTrailingZeros(kind);
  }

  /** As the author of a contract says it: {@code integer or null}. */
  static String words(int kinds) {
    List<String> words = new ArrayList<>();
    add(words, kinds, BOOLEAN, "boolean");
    if ((kinds & FRACTION) != 0) {
      words.add((kinds & INTEGER) != 0 ? "number" : "number with a fraction");
    } else {
      add(words, kinds, INTEGER, "integer");
    }
    add(words, kinds, STRING, "string");
    add(words, kinds, LIST, "array");
    add(words, kinds, OBJECT, "object");
    add(words, kinds, NULL, "null");
    return String.join(" or ", words);
  }

  private static void add(List<String> words, int kinds, int kind, String word) {
    if ((kinds & kind) != 0) {
      words.add(word);
    }
  }

  /** What stands there: {@code text}. */
  static String found(int kind) {
    return switch (kind) {
      case NULL -> "null";
      case BOOLEAN -> "a boolean";
      case INTEGER, FRACTION -> "a number";
      case STRING -> "text";
      case LIST -> "a list";
      default -> "an object";
    };
  }
}
