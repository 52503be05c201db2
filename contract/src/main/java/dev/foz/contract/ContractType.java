package dev.foz.contract;

import dev.foz.base.Field;
import dev.foz.base.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What was seen of the values of one field. Types form a lattice: {@link Contract#join} gives the
 * least type that holds both. Null belongs to every type.
 */
public sealed interface ContractType {

  /** Types without parameters. */
  enum Simple implements ContractType {
    /** Only nulls so far: no column yet. */
    UNKNOWN,
    BOOLEAN,
    DATE,
    TIMESTAMP,
    TIMESTAMPTZ,
    /** Strings only, or strings of several kinds. */
    STRING,
    /** Scalars of several kinds: the text of strings, the literal text of the others. */
    MIXED,
    /** Objects or lists beside other values: the literal JSON text of each value. */
    JSON;

    @Override
    public Optional<Type> column() {
      return switch (this) {
        case UNKNOWN -> Optional.empty();
        case BOOLEAN -> Optional.of(Type.Primitive.BOOLEAN);
        case DATE -> Optional.of(Type.Primitive.DATE);
        case TIMESTAMP -> Optional.of(Type.Primitive.TIMESTAMP);
        case TIMESTAMPTZ -> Optional.of(Type.Primitive.TIMESTAMPTZ);
        case STRING, MIXED, JSON -> Optional.of(Type.Primitive.STRING);
      };
    }

    /** As it stands in the contract's text. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What else is to be known of numbers. */
  enum Trait {
    /** At least one is no double: the nearest, rounded to as many digits, is another number. */
    INEXACT,
    /** At least one is written with an exponent, which the engine does not read exactly. */
    EXPONENT;

    /** As it stands in the contract's text. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Numbers. The column is a long when there are no fractions and all fit, else {@code
   * decimal(18,scale)} or {@code decimal(38,scale)}, else a double when none would change, else a
   * string that holds the literal text.
   *
   * @param digits before the point, rounded up to 6, 9, 12, 14, 16, 19 (fits a long), 20, 26, 29,
   *     32, 34, 36, 38, or 39 for more
   * @param scale digits after the point, rounded up to 0, 2, 4, 6, 9, 12, 18, 24, 32, or 39 for
   *     more
   */
  record Number(int digits, int scale, Set<Trait> traits) implements ContractType {
    public Number {
      if (!Facts.isStep(digits, scale)) {
        throw new IllegalArgumentException("Invalid number(" + digits + "," + scale + ")");
      }
      traits = Set.copyOf(traits);
    }

    boolean has(Trait trait) {
      return traits.contains(trait);
    }

    Number with(Set<Trait> changed) {
      return new Number(digits, scale, changed);
    }

    @Override
    public Optional<Type> column() {
      return Optional.of(type());
    }

    Type type() {
      if (scale == 0 && digits <= Facts.LONG_DIGITS) {
        return Type.Primitive.LONG;
      }
      if (digits + scale <= Facts.MAX_PRECISION) {
        return new Type.Decimal(digits + scale <= 18 ? 18 : Facts.MAX_PRECISION, scale);
      }
      return has(Trait.INEXACT) ? Type.Primitive.STRING : Type.Primitive.DOUBLE;
    }

    /** Whether the engine would read some of the numbers as others. */
    boolean needsRewrite() {
      Type type = type();
      return type == Type.Primitive.STRING
          || (has(Trait.EXPONENT) && type != Type.Primitive.DOUBLE);
    }
  }

  /**
   * Numbers of exactly one column type, as a declaration asks for: a number that is not exactly of
   * it is rejected when it lands. Decimals may also stand in strings.
   *
   * @param type long, double or a decimal
   * @param respelled whether some number is written as the engine does not read it exactly: a long
   *     with a point, a long or decimal with an exponent
   */
  record Fixed(Type type, boolean respelled) implements ContractType {
    public Fixed {
      boolean known =
          type == Type.Primitive.LONG
              || type == Type.Primitive.DOUBLE
              || type instanceof Type.Decimal;
      if (!known) {
        throw new IllegalArgumentException("no number of one type: " + type);
      }
    }

    @Override
    public Optional<Type> column() {
      return Optional.of(type);
    }

    /** The least type of inferred numbers that holds all of these. */
    Number inferred() {
      Number least =
          switch (type) {
            case Type.Decimal(int precision, int scale) ->
                Facts.numberType(Facts.number(precision - scale, scale) | Facts.INEXACT);
            case Type type when type == Type.Primitive.LONG ->
                Facts.numberType(Facts.number(Facts.LONG_DIGITS, 0) | Facts.INEXACT);
            default ->
                Facts.numberType(Facts.number(Facts.TOO_MANY, Facts.TOO_MANY) | Facts.EXPONENT);
          };
      return respelled ? Facts.numberType(Facts.of(least) | Facts.EXPONENT) : least;
    }
  }

  /** Objects; fields in the order of their first appearance, keys and names unique. */
  record Struct(List<ContractField> fields) implements ContractType {
    public Struct {
      fields = List.copyOf(fields);
    }

    @Override
    public Optional<Type> column() {
      Type.Struct type = rowType();
      return type.fields().isEmpty() ? Optional.empty() : Optional.of(type);
    }

    Type.Struct rowType() {
      List<Field> columns = new ArrayList<>(fields.size());
      for (ContractField field : fields) {
        if (field.hasColumn()) {
          field.type().column().ifPresent(type -> columns.add(Field.of(field.name(), type)));
        }
      }
      return new Type.Struct(columns);
    }
  }

  /** Lists. */
  record ListOf(ContractType element) implements ContractType {
    @Override
    public Optional<Type> column() {
      return element.column().map(Type.ListOf::of);
    }
  }

  /**
   * The column that such values make; empty as long as no value gave it a type: only nulls, empty
   * objects or empty lists.
   */
  Optional<Type> column();
}
