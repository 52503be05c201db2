package dev.foz.engine.duckdb;

import dev.foz.base.Field;
import dev.foz.base.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of the driver turned into those of {@link dev.foz.engine.QueryResult#value}. */
final class Values {
  private Values() {}

  static @Nullable Object read(ResultSet rows, int column, Type type) throws SQLException {
    if (type == Type.Primitive.TIMESTAMP) {
      // java.sql.Timestamp would move times that the JVM's own zone skips.
      return rows.getObject(column, LocalDateTime.class);
    }
    return convert(rows.getObject(column), type);
  }

  private static @Nullable Object convert(@Nullable Object value, Type type) throws SQLException {
    if (value == null) {
      return null;
    }
    return switch (type) {
      case Type.Primitive primitive -> scalar(value, primitive);
      case Type.Decimal decimal -> decimal(value, decimal);
      case Type.Struct struct -> struct((Struct) value, struct.fields());
      case Type.ListOf list -> list((Array) value, list.element().type());
      case Type.MapOf map -> map((Map<?, ?>) value, map);
    };
  }

  private static Object scalar(Object value, Type.Primitive type) throws SQLException {
    return switch (type) {
      case INT -> ((Number) value).intValue();
      case LONG -> ((Number) value).longValue();
      case BINARY -> value instanceof Blob blob ? bytes(blob) : value;
      case TIME -> value instanceof Time time ? time.toLocalTime() : value;
      case TIMESTAMP -> value instanceof Timestamp time ? time.toLocalDateTime() : value;
      case TIMESTAMPTZ -> ((OffsetDateTime) value).withOffsetSameInstant(ZoneOffset.UTC);
      case STRING -> text(value);
      case BOOLEAN, FLOAT, DOUBLE, DATE, UUID -> value;
    };
  }

  private static byte[] bytes(Blob blob) throws SQLException {
    return blob.getBytes(1, Math.toIntExact(blob.length()));
  }

  private static Object text(Object value) throws SQLException {
    return value instanceof Blob blob
        ? new String(bytes(blob), java.nio.charset.StandardCharsets.UTF_8)
        : value.toString();
  }

  private static BigDecimal decimal(Object value, Type.Decimal type) {
    BigDecimal number =
        switch (value) {
          case BigDecimal decimal -> decimal;
          case BigInteger integer -> new BigDecimal(integer);
          default -> new BigDecimal(value.toString());
        };
    return number.scale() < type.scale() ? number.setScale(type.scale()) : number;
  }

  private static Map<String, @Nullable Object> struct(Struct value, List<Field> fields)
      throws SQLException {
    Object[] attributes = value.getAttributes();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      map.put(fields.get(i).name(), convert(attributes[i], fields.get(i).type()));
    }
    return map;
  }

  private static List<@Nullable Object> list(Array value, Type element) throws SQLException {
    Object[] elements = (Object[]) value.getArray();
    List<@Nullable Object> list = new ArrayList<>(elements.length);
    for (Object one : elements) {
      list.add(convert(one, element));
    }
    return list;
  }

  private static Map<Object, @Nullable Object> map(Map<?, ?> value, Type.MapOf type)
      throws SQLException {
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : value.entrySet()) {
      Object key = convert(entry.getKey(), type.key().type());
      if (key != null) {
        map.put(key, convert(entry.getValue(), type.value().type()));
      }
    }
    return map;
  }
}
