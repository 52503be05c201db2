package dev.foz.contract;

import dev.foz.base.Type;
import java.util.LinkedHashMap;
import java.util.Map;

/** The one type of a place for which a contract gives several to choose from. */
final class DeclaredJoin {
  private DeclaredJoin() {}

  static ContractType types(ContractType left, ContractType right) {
    if (left.equals(right) || right == ContractType.Simple.UNKNOWN) {
      return left;
    }
    if (left == ContractType.Simple.UNKNOWN) {
      return right;
    }
    if (left instanceof ContractType.Struct a && right instanceof ContractType.Struct b) {
      return structs(a, b);
    }
    if (left instanceof ContractType.ListOf a && right instanceof ContractType.ListOf b) {
      return new ContractType.ListOf(types(a.element(), b.element()));
    }
    if (isContainer(left) || isContainer(right)) {
      return ContractType.Simple.JSON;
    }
    if (left instanceof ContractType.Fixed a && right instanceof ContractType.Fixed b) {
      return numbers(a.type(), b.type());
    }
    return isString(left) && isString(right)
        ? ContractType.Simple.STRING
        : ContractType.Simple.MIXED;
  }

  private static boolean isContainer(ContractType type) {
    return type instanceof ContractType.Struct
        || type instanceof ContractType.ListOf
        || type == ContractType.Simple.JSON;
  }

  private static boolean isString(ContractType type) {
    return type == ContractType.Simple.STRING
        || type == ContractType.Simple.DATE
        || type == ContractType.Simple.TIMESTAMP
        || type == ContractType.Simple.TIMESTAMPTZ;
  }

  /**
   * A decimal and a double, or two decimals that have not room for each other, are kept as text.
   */
  private static ContractType numbers(Type left, Type right) {
    if (left == Type.Primitive.LONG && right == Type.Primitive.DOUBLE
        || left == Type.Primitive.DOUBLE && right == Type.Primitive.LONG) {
      return new ContractType.Fixed(Type.Primitive.DOUBLE, false);
    }
    if (left == Type.Primitive.DOUBLE || right == Type.Primitive.DOUBLE) {
      return ContractType.Simple.MIXED;
    }
    int scale = Math.max(scale(left), scale(right));
    int precision = Math.max(before(left), before(right)) + scale;
    return precision <= Facts.MAX_PRECISION
        ? new ContractType.Fixed(new Type.Decimal(precision, scale), false)
        : ContractType.Simple.MIXED;
  }

  private static int scale(Type type) {
    return type instanceof Type.Decimal decimal ? decimal.scale() : 0;
  }

  private static int before(Type type) {
    return type instanceof Type.Decimal decimal
        ? decimal.precision() - decimal.scale()
        : Facts.LONG_DIGITS;
  }

  private static ContractType structs(ContractType.Struct left, ContractType.Struct right) {
    Map<String, ContractField> joined = new LinkedHashMap<>();
    left.fields().forEach(field -> joined.put(field.key(), field));
    for (ContractField field : right.fields()) {
      joined.merge(
          field.key(), field, (one, other) -> one.withType(types(one.type(), other.type())));
    }
    return unique(joined);
  }

  /** Branches named their columns apart from each other. */
  private static ContractType.Struct unique(Map<String, ContractField> fields) {
    StructBuilder builder = new StructBuilder(false);
    for (ContractField field : fields.values()) {
      if (!field.hasColumn() || !builder.isTaken(field.name())) {
        builder.keep(field);
      } else {
        String name = builder.freeName(field.key());
        builder.keep(new ContractField(field.key(), name, field.type(), field.aliases()));
      }
    }
    return builder.build();
  }
}
