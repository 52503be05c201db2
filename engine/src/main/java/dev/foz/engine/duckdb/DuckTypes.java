package dev.foz.engine.duckdb;

import dev.foz.base.Field;
import dev.foz.base.Type;
import java.util.List;
import java.util.stream.Collectors;

/** Foz's types and DuckDB's names for them. */
final class DuckTypes {
  private DuckTypes() {}

  /** As in a cast. */
  static String sql(Type type) {
    return switch (type) {
      case Type.Primitive primitive -> sql(primitive);
      case Type.Decimal decimal -> "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
      case Type.Struct struct -> "STRUCT(" + sql(struct.fields()) + ")";
      case Type.ListOf list -> sql(list.element().type()) + "[]";
      case Type.MapOf map -> "MAP(" + sql(map.key().type()) + ", " + sql(map.value().type()) + ")";
    };
  }

  private static String sql(List<Field> fields) {
    return fields.stream()
        .map(field -> Quote.name(field.name()) + " " + sql(field.type()))
        .collect(Collectors.joining(", "));
  }

  private static String sql(Type.Primitive type) {
    return switch (type) {
      case BOOLEAN -> "BOOLEAN";
      case INT -> "INTEGER";
      case LONG -> "BIGINT";
      case FLOAT -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case STRING -> "VARCHAR";
      case BINARY -> "BLOB";
      case DATE -> "DATE";
      case TIME -> "TIME";
      case TIMESTAMP -> "TIMESTAMP";
      case TIMESTAMPTZ -> "TIMESTAMP WITH TIME ZONE";
      case UUID -> "UUID";
    };
  }

  /**
   * Reads a type as DuckDB prints it. What Foz does not have becomes the type that holds its
   * values: wide integers a decimal, what is left a string.
   */
  static Type parse(String text) {
    return new DuckTypeReader(text).read();
  }
}
