package dev.foz.contract;

import dev.foz.base.Type;

/**
 * Whether every value that was accepted as one type is read to its exact value by another. Fields
 * that the other does not have are no matter: they have no column.
 */
final class Covers {
  private Covers() {}

  static boolean fields(ContractType.Struct newer, ContractType.Struct older) {
    for (ContractField was : older.fields()) {
      for (ContractField field : newer.fields()) {
        boolean same = field.key().equals(was.key()) || field.aliases().contains(was.key());
        boolean known = was.hasColumn() && type(field.type(), was.type());
        if (same && field.hasColumn() && !known) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean type(ContractType newer, ContractType older) {
    if (newer.equals(older) || older == ContractType.Simple.UNKNOWN) {
      return true;
    }
    return switch (newer) {
      case ContractType.Simple simple ->
          simple == ContractType.Simple.JSON || Facts.covers(Facts.of(simple), facts(older));
      case ContractType.Number number ->
          isNumber(older) && Facts.covers(Facts.of(number), facts(older));
      case ContractType.Fixed fixed -> number(fixed, older);
      case ContractType.ListOf list ->
          older instanceof ContractType.ListOf was && type(list.element(), was.element());
      case ContractType.Struct struct ->
          older instanceof ContractType.Struct was && fields(struct, was);
    };
  }

  private static boolean isNumber(ContractType type) {
    return type instanceof ContractType.Number || type instanceof ContractType.Fixed;
  }

  private static long facts(ContractType older) {
    return older instanceof ContractType.Fixed fixed ? Facts.of(fixed.inferred()) : Facts.of(older);
  }

  private static boolean number(ContractType.Fixed newer, ContractType older) {
    ContractType.Number was =
        switch (older) {
          case ContractType.Number number -> number;
          case ContractType.Fixed fixed when fixed.type().equals(newer.type()) ->
              new ContractType.Fixed(newer.type(), fixed.respelled() && !newer.respelled())
                  .inferred();
          case ContractType.Fixed fixed -> fixed.inferred();
          default -> null;
        };
    if (was == null) {
      return false;
    }
    boolean spelled = newer.respelled() || !was.has(ContractType.Trait.EXPONENT);
    return switch (newer.type()) {
      case Type.Decimal(int precision, int scale) ->
          spelled && was.scale() <= scale && was.digits() <= precision - scale;
      case Type type when type == Type.Primitive.LONG ->
          spelled && was.scale() == 0 && was.digits() <= Facts.LONG_DIGITS;
      default ->
          was.type() == Type.Primitive.DOUBLE && !was.has(ContractType.Trait.INEXACT)
              || was.digits() + was.scale() <= SAFE_DIGITS;
    };
  }

  /** Every decimal number of so many digits survives as a double. */
  private static final int SAFE_DIGITS = 15;
}
