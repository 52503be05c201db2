package dev.foz.contract;

import java.util.HashMap;
import java.util.Map;

/** The least upper bound of two types. */
final class Join {
  private Join() {}

  static ContractType types(ContractType left, ContractType right) {
    if (left.equals(right) || right == ContractType.Simple.UNKNOWN) {
      return left;
    }
    if (left == ContractType.Simple.UNKNOWN) {
      return right;
    }
    if (left instanceof ContractType.Fixed a && right instanceof ContractType.Fixed b) {
      return a.type().equals(b.type())
          ? new ContractType.Fixed(a.type(), true)
          : types(a.inferred(), b.inferred());
    }
    if (left instanceof ContractType.Fixed fixed) {
      return types(fixed.inferred(), right);
    }
    if (right instanceof ContractType.Fixed fixed) {
      return types(left, fixed.inferred());
    }
    if (left instanceof ContractType.Struct a && right instanceof ContractType.Struct b) {
      ContractType.Struct joined = structs(a, b, false);
      return joined.fields().size() > Contract.MAX_FIELDS ? ContractType.Simple.JSON : joined;
    }
    if (left instanceof ContractType.ListOf a && right instanceof ContractType.ListOf b) {
      return new ContractType.ListOf(types(a.element(), b.element()));
    }
    return Facts.type(Facts.normal(Facts.of(left) | Facts.of(right)));
  }

  static ContractType.Struct structs(
      ContractType.Struct left, ContractType.Struct right, boolean top) {
    Map<String, ContractType> others = new HashMap<>();
    right.fields().forEach(field -> others.put(field.key(), field.type()));
    StructBuilder builder = new StructBuilder(top);
    for (ContractField field : left.fields()) {
      ContractType other = others.remove(field.key());
      ContractType type = other == null ? field.type() : types(field.type(), other);
      builder.keep(field.withType(type));
    }
    for (ContractField field : right.fields()) {
      if (others.containsKey(field.key())) {
        builder.add(field.key(), field.type());
      }
    }
    return builder.build();
  }
}
