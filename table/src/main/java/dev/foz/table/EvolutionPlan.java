package dev.foz.table;

import dev.foz.base.Field;
import dev.foz.base.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/** One comparison: keeps the first reason why the columns do not fit. */
final class EvolutionPlan {
  private final IntSupplier ids;
  private final Evolution.Unwanted unwanted;
  private Optional<String> refusal = Optional.empty();

  EvolutionPlan(IntSupplier ids, Evolution.Unwanted unwanted) {
    this.ids = ids;
    this.unwanted = unwanted;
  }

  Optional<String> refusal() {
    return refusal;
  }

  List<Field> merge(String path, List<Field> current, List<Field> wanted) {
    Map<String, Field> byName = byName(wanted);
    List<Field> merged = new ArrayList<>();
    for (Field field : current) {
      Field other = byName.remove(field.name());
      if (other != null) {
        merged.add(merge(path, field, other));
      } else if (unwanted == Evolution.Unwanted.KEEP) {
        merged.add(field);
      } else if (!path.isEmpty()) {
        refuse("field `" + path + field.name() + "` is dropped inside of its column");
      }
    }
    for (Field field : wanted) {
      if (byName.containsKey(field.name())) {
        merged.add(FieldTypes.withIds(List.of(field), ids).getFirst());
      }
    }
    return List.copyOf(merged);
  }

  private Field merge(String path, Field current, Field wanted) {
    String column = path + current.name();
    return new Field(current.id(), current.name(), merge(column, current.type(), wanted.type()));
  }

  private Type merge(String column, Type current, Type wanted) {
    if (current instanceof Type.Struct(List<Field> old)
        && wanted instanceof Type.Struct(List<Field> asked)) {
      return new Type.Struct(merge(column + ".", old, asked));
    }
    if (current instanceof Type.ListOf(Field old) && wanted instanceof Type.ListOf(Field asked)) {
      return new Type.ListOf(merge(column + ".", old, asked));
    }
    if (current instanceof Type.MapOf(Field key, Field old)
        && wanted instanceof Type.MapOf(Field askedKey, Field asked)
        && sameType(key.type(), askedKey.type())) {
      return new Type.MapOf(key, merge(column + ".", old, asked));
    }
    return wider(column, current, wanted);
  }

  private Type wider(String column, Type current, Type wanted) {
    if (sameType(current, wanted) || widens(wanted, current)) {
      return current;
    }
    if (widens(current, wanted)) {
      return wanted;
    }
    refuse("column `" + column + "` is " + wanted + ", was " + current);
    return current;
  }

  private void refuse(String reason) {
    if (refusal.isEmpty()) {
      refusal = Optional.of(reason);
    }
  }

  /**
   * Refuses other names of fields inside of columns that stay.
   *
   * @param renamed parallel to current
   */
  void refuseInside(List<Field> current, List<Field> renamed, List<Field> merged) {
    Set<String> staying = byName(merged).keySet();
    for (int i = 0; i < current.size(); i++) {
      Field field = renamed.get(i);
      if (!field.type().equals(current.get(i).type()) && staying.contains(field.name())) {
        refuse("fields inside of column `" + field.name() + "` get other names");
      }
    }
  }

  /** What Iceberg lets a column's type become. */
  private static boolean widens(Type from, Type to) {
    if (from instanceof Type.Decimal(int precision, int scale)
        && to instanceof Type.Decimal(int wider, int same)) {
      return scale == same && wider >= precision;
    }
    return (from == Type.Primitive.INT && to == Type.Primitive.LONG)
        || (from == Type.Primitive.FLOAT && to == Type.Primitive.DOUBLE);
  }

  static Map<String, Field> byName(List<Field> fields) {
    Map<String, Field> byName = new HashMap<>();
    fields.forEach(field -> byName.put(field.name(), field));
    return byName;
  }

  static List<Field> children(Type type) {
    return switch (type) {
      case Type.Primitive primitive -> List.of();
      case Type.Decimal decimal -> List.of();
      case Type.Struct(List<Field> fields) -> fields;
      case Type.ListOf(Field element) -> List.of(element);
      case Type.MapOf(Field key, Field value) -> List.of(key, value);
    };
  }

  /** Whether they are the same but for field ids. */
  static boolean sameType(Type one, Type other) {
    return FieldTypes.withIds(one, () -> 0).equals(FieldTypes.withIds(other, () -> 0));
  }
}
