package dev.foz.table;

import dev.foz.base.Field;
import dev.foz.base.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** Types and fields of Foz and of Iceberg, one to one. */
final class FieldTypes {
  private FieldTypes() {}

  static Schema schema(List<Field> fields) {
    return new Schema(nested(fields));
  }

  static List<Field> fields(Schema schema) {
    return fields(schema.asStruct());
  }

  private static List<Field> fields(Types.StructType struct) {
    return struct.fields().stream().map(FieldTypes::field).toList();
  }

  private static Field field(NestedField field) {
    return new Field(field.fieldId(), field.name(), type(field.type()));
  }

  private static List<NestedField> nested(List<Field> fields) {
    return fields.stream()
        .map(field -> NestedField.optional(field.id(), field.name(), iceberg(field.type())))
        .toList();
  }

  static org.apache.iceberg.types.Type iceberg(Type type) {
    return switch (type) {
      case Type.Primitive primitive -> primitive(primitive);
      case Type.Decimal(int precision, int scale) -> Types.DecimalType.of(precision, scale);
      case Type.Struct(List<Field> fields) -> Types.StructType.of(nested(fields));
      case Type.ListOf(Field element) ->
          Types.ListType.ofOptional(element.id(), iceberg(element.type()));
      case Type.MapOf(Field key, Field value) ->
          Types.MapType.ofOptional(
              key.id(), value.id(), iceberg(key.type()), iceberg(value.type()));
    };
  }

  private static org.apache.iceberg.types.Type primitive(Type.Primitive type) {
    return switch (type) {
      case BOOLEAN -> Types.BooleanType.get();
      case INT -> Types.IntegerType.get();
      case LONG -> Types.LongType.get();
      case FLOAT -> Types.FloatType.get();
      case DOUBLE -> Types.DoubleType.get();
      case STRING -> Types.StringType.get();
      case BINARY -> Types.BinaryType.get();
      case DATE -> Types.DateType.get();
      case TIME -> Types.TimeType.get();
      case TIMESTAMP -> Types.TimestampType.withoutZone();
      case TIMESTAMPTZ -> Types.TimestampType.withZone();
      case UUID -> Types.UUIDType.get();
    };
  }

  static Type type(org.apache.iceberg.types.Type type) {
    return switch (type.typeId()) {
      case BOOLEAN -> Type.Primitive.BOOLEAN;
      case INTEGER -> Type.Primitive.INT;
      case LONG -> Type.Primitive.LONG;
      case FLOAT -> Type.Primitive.FLOAT;
      case DOUBLE -> Type.Primitive.DOUBLE;
      case STRING -> Type.Primitive.STRING;
      case BINARY, FIXED -> Type.Primitive.BINARY;
      case DATE -> Type.Primitive.DATE;
      case TIME -> Type.Primitive.TIME;
      case TIMESTAMP ->
          ((Types.TimestampType) type).shouldAdjustToUTC()
              ? Type.Primitive.TIMESTAMPTZ
              : Type.Primitive.TIMESTAMP;
      case UUID -> Type.Primitive.UUID;
      case DECIMAL -> {
        var decimal = (Types.DecimalType) type;
        yield new Type.Decimal(decimal.precision(), decimal.scale());
      }
      case STRUCT -> new Type.Struct(fields(type.asStructType()));
      case LIST -> new Type.ListOf(field(type.asListType().fields().getFirst()));
      case MAP ->
          new Type.MapOf(
              field(type.asMapType().fields().get(0)), field(type.asMapType().fields().get(1)));
      default -> throw new IllegalArgumentException("Foz has no type for Iceberg's " + type);
    };
  }

  /** The same fields with new ids throughout, level by level as Iceberg gives them. */
  static List<Field> withIds(List<Field> fields, IntSupplier ids) {
    int[] own = fields.stream().mapToInt(field -> ids.getAsInt()).toArray();
    List<Field> numbered = new ArrayList<>();
    for (int i = 0; i < own.length; i++) {
      Field field = fields.get(i);
      numbered.add(new Field(own[i], field.name(), withIds(field.type(), ids)));
    }
    return List.copyOf(numbered);
  }

  static Type withIds(Type type, IntSupplier ids) {
    return switch (type) {
      case Type.Primitive primitive -> primitive;
      case Type.Decimal decimal -> decimal;
      case Type.Struct(List<Field> fields) -> new Type.Struct(withIds(fields, ids));
      case Type.ListOf(Field element) -> new Type.ListOf(withIds(List.of(element), ids).getFirst());
      case Type.MapOf(Field key, Field value) -> {
        List<Field> pair = withIds(List.of(key, value), ids);
        yield new Type.MapOf(pair.get(0), pair.get(1));
      }
    };
  }
}
