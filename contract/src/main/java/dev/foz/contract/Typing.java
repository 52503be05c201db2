package dev.foz.contract;

import dev.foz.base.Type;

/** What values a field may hold by its column alone. */
enum Typing {
  /** Nothing is declared: whatever comes is learnt. */
  OPEN(Kinds.ALL, ""),
  BOOLEAN(Kinds.BOOLEAN, "boolean"),
  INTEGER(Kinds.NUMBER, "integer"),
  NUMBER(Kinds.NUMBER, "number"),
  /** Also in strings. */
  DECIMAL(Kinds.NUMBER | Kinds.STRING, "decimal"),
  DATE(Kinds.STRING, "date"),
  TIMESTAMP(Kinds.STRING, "date-time-local"),
  TIMESTAMPTZ(Kinds.STRING, "date-time"),
  TEXT(Kinds.STRING, "string"),
  SCALAR(Kinds.ALL & ~Kinds.CONTAINERS, "no object and no array"),
  ANY(Kinds.ALL, ""),
  LIST(Kinds.LIST, "array"),
  OBJECT(Kinds.OBJECT, "object");

  private final int kinds;
  private final String words;

  Typing(int kinds, String words) {
    this.kinds = kinds | Kinds.NULL;
    this.words = words;
  }

  static Typing of(ContractType type) {
    return switch (type) {
      case ContractType.Struct ignored -> OBJECT;
      case ContractType.ListOf ignored -> LIST;
      case ContractType.Number ignored -> OPEN;
      case ContractType.Fixed fixed ->
          switch (fixed.type()) {
            case Type.Decimal ignored -> DECIMAL;
            case Type number when number == Type.Primitive.LONG -> INTEGER;
            default -> NUMBER;
          };
      case ContractType.Simple simple ->
          switch (simple) {
            case UNKNOWN -> OPEN;
            case BOOLEAN -> BOOLEAN;
            case DATE -> DATE;
            case TIMESTAMP -> TIMESTAMP;
            case TIMESTAMPTZ -> TIMESTAMPTZ;
            case STRING -> TEXT;
            case MIXED -> SCALAR;
            case JSON -> ANY;
          };
    };
  }

  boolean allows(int kind) {
    return (kinds & kind) != 0;
  }

  /** What the contract says, for people. */
  String words() {
    return words;
  }

  /** What an instant must look like to be kept exactly. */
  String spelling() {
    return switch (this) {
      case DATE -> "a date of the years 1 to 9999";
      case TIMESTAMP -> "a time without zone and with at most 6 digits of a second";
      default -> "`T`, at most 6 digits of a second and an offset of at most 14:59";
    };
  }

  /** The bits of the strings that this typing keeps exactly; 0 where it is no point in time. */
  long facts() {
    return switch (this) {
      case DATE -> Facts.DATE;
      case TIMESTAMP -> Facts.TIMESTAMP;
      case TIMESTAMPTZ -> Facts.TIMESTAMPTZ;
      default -> 0;
    };
  }
}
