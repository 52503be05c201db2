package dev.foz.state;

import dev.foz.base.Field;
import dev.foz.base.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Columns as one text, with the field ids that {@code Type.toString} leaves out: {@code 1 "id"
 * long, 2 "items" list<3 "element" struct<4 "sku" string>>}. A quote within a name is doubled.
 */
final class ColumnText {
  private final String text;
  private int at;

  private ColumnText(String text) {
    this.text = text;
  }

  static String write(List<Field> fields) {
    return fields.stream().map(ColumnText::write).collect(Collectors.joining(", "));
  }

  /**
   * @throws IllegalArgumentException when the text was not made by {@link #write}
   */
  static List<Field> read(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    ColumnText reader = new ColumnText(text);
    List<Field> fields = reader.fields();
    if (reader.at != text.length()) {
      throw reader.broken();
    }
    return fields;
  }

  private static String write(Field field) {
    return field.id() + " \"" + field.name().replace("\"", "\"\"") + "\" " + write(field.type());
  }

  private static String write(Type type) {
    return switch (type) {
      case Type.Primitive primitive -> primitive.toString();
      case Type.Decimal decimal -> decimal.toString();
      case Type.Struct(List<Field> fields) -> "struct<" + write(fields) + ">";
      case Type.ListOf(Field element) -> "list<" + write(element) + ">";
      case Type.MapOf(Field key, Field value) -> "map<" + write(List.of(key, value)) + ">";
    };
  }

  private List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    do {
      fields.add(field());
    } while (skip(", "));
    return fields;
  }

  private Field field() {
    int id = Integer.parseInt(word());
    expect(" \"");
    String name = name();
    expect(" ");
    return new Field(id, name, type());
  }

  private String name() {
    StringBuilder name = new StringBuilder();
    while (true) {
      int quote = text.indexOf('"', at);
      if (quote < 0) {
        throw broken();
      }
      name.append(text, at, quote);
      at = quote + 1;
      if (!skip("\"")) {
        return name.toString();
      }
      name.append('"');
    }
  }

  private Type type() {
    String word = word();
    return switch (word) {
      case "decimal" -> decimal();
      case "struct" -> new Type.Struct(nested());
      case "list" -> new Type.ListOf(nested().getFirst());
      case "map" -> {
        List<Field> entry = nested();
        yield new Type.MapOf(entry.get(0), entry.get(1));
      }
      default -> Type.Primitive.valueOf(word.toUpperCase(Locale.ROOT));
    };
  }

  private Type decimal() {
    expect("(");
    int precision = Integer.parseInt(word());
    expect(",");
    int scale = Integer.parseInt(word());
    expect(")");
    return new Type.Decimal(precision, scale);
  }

  private List<Field> nested() {
    expect("<");
    List<Field> fields = skip(">") ? List.of() : fields();
    if (!fields.isEmpty()) {
      expect(">");
    }
    return fields;
  }

  private String word() {
    int start = at;
    while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private void expect(String what) {
    if (!skip(what)) {
      throw broken();
    }
  }

  private boolean skip(String what) {
    boolean found = text.startsWith(what, at);
    at += found ? what.length() : 0;
    return found;
  }

  private IllegalArgumentException broken() {
    return new IllegalArgumentException("Cannot read columns at character " + at + ": " + text);
  }
}
