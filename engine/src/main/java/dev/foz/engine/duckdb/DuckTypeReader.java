package dev.foz.engine.duckdb;

import dev.foz.base.Field;
import dev.foz.base.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the text of one type; used once. */
final class DuckTypeReader {
  private final String text;
  private int at;

  DuckTypeReader(String text) {
    this.text = text;
  }

  Type read() {
    Type type = readOne();
    while (at < text.length() && text.charAt(at) == '[') {
      at = text.indexOf(']', at) + 1;
      type = Type.ListOf.of(type);
    }
    return type;
  }

  private Type readOne() {
    String name = word();
    if (at < text.length() && text.charAt(at) == '(') {
      return switch (name) {
        case "STRUCT" -> new Type.Struct(readFields());
        case "MAP" -> readMap();
        case "DECIMAL" -> readDecimal();
        default -> {
          skipParentheses();
          yield Type.Primitive.STRING;
        }
      };
    }
    return plain(name);
  }

  /** A name of one or more words: {@code TIMESTAMP WITH TIME ZONE}. */
  private String word() {
    int from = at;
    while (at < text.length() && "([,)".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at).strip().toUpperCase(Locale.ROOT);
  }

  private List<Field> readFields() {
    List<Field> fields = new ArrayList<>();
    at++;
    while (at < text.length() && text.charAt(at) != ')') {
      String name = fieldName();
      at++;
      fields.add(Field.of(name, read()));
      skipComma();
    }
    at++;
    return fields;
  }

  private String fieldName() {
    if (text.charAt(at) != '"') {
      int from = at;
      at = text.indexOf(' ', at);
      return text.substring(from, at);
    }
    StringBuilder name = new StringBuilder();
    for (at++; text.charAt(at) != '"' || text.startsWith("\"\"", at); at++) {
      name.append(text.charAt(at));
      if (text.charAt(at) == '"') {
        at++;
      }
    }
    at++;
    return name.toString();
  }

  private Type readMap() {
    at++;
    Type key = read();
    skipComma();
    Type value = read();
    at++;
    return Type.MapOf.of(key, value);
  }

  private Type readDecimal() {
    int end = text.indexOf(')', at);
    String[] parts = text.substring(at + 1, end).split(",");
    at = end + 1;
    return new Type.Decimal(Integer.parseInt(parts[0].strip()), Integer.parseInt(parts[1].strip()));
  }

  private void skipComma() {
    while (at < text.length() && (text.charAt(at) == ',' || text.charAt(at) == ' ')) {
      at++;
    }
  }

  private void skipParentheses() {
    int depth = 0;
    do {
      char c = text.charAt(at++);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == '\'' || c == '"') {
        at = text.indexOf(c, at) + 1;
      }
    } while (depth > 0);
  }

  private static Type plain(String name) {
    return switch (name) {
      case "BOOLEAN" -> Type.Primitive.BOOLEAN;
      case "TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT" -> Type.Primitive.INT;
      case "BIGINT", "UINTEGER" -> Type.Primitive.LONG;
      case "UBIGINT", "HUGEINT", "UHUGEINT" -> new Type.Decimal(38, 0);
      case "FLOAT" -> Type.Primitive.FLOAT;
      case "DOUBLE" -> Type.Primitive.DOUBLE;
      case "BLOB" -> Type.Primitive.BINARY;
      case "DATE" -> Type.Primitive.DATE;
      case "TIME", "TIME_NS" -> Type.Primitive.TIME;
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> Type.Primitive.TIMESTAMP;
      case "TIMESTAMP WITH TIME ZONE" -> Type.Primitive.TIMESTAMPTZ;
      case "UUID" -> Type.Primitive.UUID;
      default -> Type.Primitive.STRING;
    };
  }
}
