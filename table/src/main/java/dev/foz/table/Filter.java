package dev.foz.table;

import java.util.List;

/**
 * Which rows are wanted, as far as files can be left out by it. A plan keeps every file that may
 * hold a wanted row: what cannot be judged (an unknown column, a literal that does not fit the
 * column's type) counts as {@link Always}. Null is never equal, below or above anything.
 *
 * <p>A column is the path of names from the root, one element for a column at the top. Literals are
 * Java values as in {@link FieldMetrics}; a {@code Long} or {@code BigDecimal} also fits every
 * other numeric type.
 */
public sealed interface Filter {
  Filter ALWAYS = new Always();

  record Always() implements Filter {}

  record And(List<Filter> parts) implements Filter {
    public And {
      parts = List.copyOf(parts);
    }
  }

  record Or(List<Filter> parts) implements Filter {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  record Compare(List<String> column, Op op, Object value) implements Filter {
    public Compare {
      column = List.copyOf(column);
    }
  }

  record In(List<String> column, List<Object> values) implements Filter {
    public In {
      column = List.copyOf(column);
      values = List.copyOf(values);
    }
  }

  record IsNull(List<String> column) implements Filter {
    public IsNull {
      column = List.copyOf(column);
    }
  }

  record NotNull(List<String> column) implements Filter {
    public NotNull {
      column = List.copyOf(column);
    }
  }

  /** Comparison of a column with a literal, the column on the left. */
  enum Op {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL
  }

  static Filter and(Filter... parts) {
    return new And(List.of(parts));
  }

  static Filter or(Filter... parts) {
    return new Or(List.of(parts));
  }

  static Filter compare(String column, Op op, Object value) {
    return new Compare(List.of(column), op, value);
  }
}
