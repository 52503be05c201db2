package dev.foz.demo;

import java.util.Collection;
import java.util.function.Consumer;

/** Writes one JSON object, fields in the order of the calls. Not thread-safe. */
final class JsonText {
  private final StringBuilder out = new StringBuilder("{");

  JsonText text(String name, String value) {
    name(name);
    quote(value);
    return this;
  }

  JsonText nothing(String name) {
    return literal(name, "null");
  }

  JsonText number(String name, long value) {
    return literal(name, Long.toString(value));
  }

  /** An amount with two decimal places. */
  JsonText cents(String name, long cents) {
    return literal(name, fixed(cents, 100, 2));
  }

  /** A quantity with three decimal places. */
  JsonText thousandths(String name, long thousandths) {
    return literal(name, fixed(thousandths, 1000, 3));
  }

  JsonText object(String name, Consumer<JsonText> fields) {
    name(name);
    append(fields);
    return this;
  }

  <T> JsonText list(String name, Collection<T> values, JsonList<T> each) {
    name(name);
    out.append('[');
    String comma = "";
    for (T value : values) {
      out.append(comma);
      append(fields -> each.write(fields, value));
      comma = ",";
    }
    out.append(']');
    return this;
  }

  /** Writes the fields of one element of a list. */
  interface JsonList<T> {
    void write(JsonText fields, T value);
  }

  /** The object as it stands. */
  String end() {
    return out + "}";
  }

  /** A not negative number of {@code unit}ths. */
  static String fixed(long value, int unit, int places) {
    String fraction = Long.toString(value % unit);
    return value / unit + "." + "0".repeat(places - fraction.length()) + fraction;
  }

  /** An amount as it is written in Brazil: {@code 1.234,56}. */
  static String brazilian(long cents) {
    StringBuilder out = new StringBuilder(fixed(cents, 100, 2).replace('.', ','));
    for (int i = out.length() - 6; i > 0; i -= 3) {
      out.insert(i, '.');
    }
    return out.toString();
  }

  private JsonText literal(String name, String value) {
    name(name);
    out.append(value);
    return this;
  }

  private void append(Consumer<JsonText> fields) {
    JsonText inner = new JsonText();
    fields.accept(inner);
    out.append(inner.out).append('}');
  }

  private void name(String name) {
    if (out.length() > 1) {
      out.append(',');
    }
    quote(name);
    out.append(':');
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    out.append('"');
  }
}
