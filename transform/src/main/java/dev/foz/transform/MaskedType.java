package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.base.Type;
import dev.foz.base.lake.Mask;
import dev.foz.engine.MaskedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the values of one type are masked: which type that makes, and in SQL. */
sealed interface MaskedType {
  /** The type of what is seen. */
  Type type();

  /**
   * SQL of what is seen.
   *
   * @param value SQL of the value
   */
  String sql(String value);

  /** Values that stay as they are. */
  record Clear(Type type) implements MaskedType {
    @Override
    public String sql(String value) {
      return value;
    }
  }

  /** Values of which a mask is seen. */
  record Masked(Mask mask, Type clear) implements MaskedType {
    @Override
    public Type type() {
      return switch (mask) {
        case HASH, LAST4, EMAIL, REDACT -> Type.Primitive.STRING;
        case NULL, YEAR -> clear;
      };
    }

    @Override
    public String sql(String value) {
      return switch (mask) {
        case HASH -> "foz_hash(cast(" + value + " as varchar))";
        case LAST4 -> "foz_last4(cast(" + value + " as varchar))";
        case EMAIL -> "foz_email(" + value + ")";
        case REDACT -> "case when " + value + " is not null then '" + MaskedText.HIDDEN + "' end";
        case NULL -> "case when false then " + value + " end";
        case YEAR -> year(value);
      };
    }

    private String year(String value) {
      String start = "date_trunc('year', " + value + ")";
      return clear == Type.Primitive.DATE ? "cast(" + start + " as date)" : start;
    }
  }

  /** Objects of which some fields are masked. */
  record Fields(List<Field> clear, Map<String, MaskedType> masked) implements MaskedType {
    public Fields {
      clear = List.copyOf(clear);
      masked = Map.copyOf(masked);
    }

    @Override
    public Type type() {
      List<Field> fields = new ArrayList<>();
      for (Field field : clear) {
        MaskedType inner = masked.get(field.name());
        fields.add(inner == null ? field : new Field(field.id(), field.name(), inner.type()));
      }
      return new Type.Struct(fields);
    }

    @Override
    public String sql(String value) {
      List<String> parts = new ArrayList<>();
      for (Field field : clear) {
        String name = SqlNames.quote(field.name());
        String inner = "(" + value + ")." + name;
        MaskedType mask = masked.get(field.name());
        parts.add(name + " := " + (mask == null ? inner : mask.sql(inner)));
      }
      return "case when "
          + value
          + " is not null then struct_pack("
          + String.join(", ", parts)
          + ") end";
    }
  }

  /**
   * Lists of which each element is masked.
   *
   * @param depth how many lists are around it
   */
  record Elements(Field clear, MaskedType element, int depth) implements MaskedType {
    @Override
    public Type type() {
      return new Type.ListOf(new Field(clear.id(), clear.name(), element.type()));
    }

    @Override
    public String sql(String value) {
      String each = "foz_e" + depth;
      return "list_transform(" + value + ", lambda " + each + ": " + element.sql(each) + ")";
    }
  }
}
