package dev.foz.base;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Type of a column, the part that Iceberg, Avro, Parquet and every engine share. {@code toString}
 * gives the name that people see and contracts use: {@code long}, {@code decimal(18,2)}, {@code
 * struct<a: long, b: list<string>>}.
 */
public sealed interface Type {
  /** Types without parameters. */
  enum Primitive implements Type {
    BOOLEAN,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    STRING,
    BINARY,
    DATE,
    TIME,
    /** Date and time without zone, microseconds. */
    TIMESTAMP,
    /** A point in time, microseconds, stored as UTC. */
    TIMESTAMPTZ,
    UUID;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * @param precision digits in all, 1 to 38
   * @param scale digits after the point, 0 to precision
   */
  record Decimal(int precision, int scale) implements Type {
    public Decimal {
      if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
        throw new IllegalArgumentException("Invalid decimal(" + precision + "," + scale + ")");
      }
    }

    @Override
    public String toString() {
      return "decimal(" + precision + "," + scale + ")";
    }
  }

  /** Named fields in order; names are unique, also but for case. */
  record Struct(List<Field> fields) implements Type {
    public Struct {
      fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
      return fields.stream()
          .map(field -> field.name() + ": " + field.type())
          .collect(Collectors.joining(", ", "struct<", ">"));
    }
  }

  /**
   * @param element its name is {@code element}
   */
  record ListOf(Field element) implements Type {
    public static ListOf of(Type type) {
      return new ListOf(Field.of("element", type));
    }

    @Override
    public String toString() {
      return "list<" + element.type() + ">";
    }
  }

  /**
   * @param key its name is {@code key}; never null in data
   * @param value its name is {@code value}
   */
  record MapOf(Field key, Field value) implements Type {
    public static MapOf of(Type key, Type value) {
      return new MapOf(Field.of("key", key), Field.of("value", value));
    }

    @Override
    public String toString() {
      return "map<" + key.type() + ", " + value.type() + ">";
    }
  }
}
