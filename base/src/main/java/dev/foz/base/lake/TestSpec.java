package dev.foz.base.lake;

import dev.foz.base.Place;
import dev.foz.base.TableName;
import java.util.List;
import java.util.Locale;

/**
 * A test of a model: a rule about the rows of its table. Columns are named as the file has them;
 * whether the table has them is not known here. A null passes every test but {@code not_null}.
 */
public sealed interface TestSpec {
  /** What becomes of the table when rows fail. */
  OnFail onFail();

  /** Where the test stands in the model's file. */
  Place place();

  /** For people, one line: {@code not_null(uf, dia)}. */
  String name();

  /** None of these columns is null. */
  record NotNull(List<String> columns, OnFail onFail, Place place) implements TestSpec {
    public NotNull {
      columns = List.copyOf(columns);
    }

    @Override
    public String name() {
      return "not_null(" + String.join(", ", columns) + ")";
    }
  }

  /**
   * No two rows have the same values in these columns together. A row with a null among them is
   * like no other.
   */
  record Unique(List<String> columns, OnFail onFail, Place place) implements TestSpec {
    public Unique {
      columns = List.copyOf(columns);
    }

    @Override
    public String name() {
      return "unique(" + String.join(", ", columns) + ")";
    }
  }

  /**
   * The column has one of these values.
   *
   * @param values as the file has them, to be read as values of the column's type
   */
  record AcceptedValues(String column, List<String> values, OnFail onFail, Place place)
      implements TestSpec {
    public AcceptedValues {
      values = List.copyOf(values);
    }

    @Override
    public String name() {
      return "accepted_values(" + column + ")";
    }
  }

  /** The column's value stands in the column {@code field} of the table {@code to}. */
  record Relationships(String column, TableName to, String field, OnFail onFail, Place place)
      implements TestSpec {
    @Override
    public String name() {
      return "relationships(" + column + ": " + to + "." + field + ")";
    }
  }

  /**
   * A condition that no row breaks.
   *
   * @param sql of the user, not parsed
   * @param place where {@code sql} begins
   */
  record Expression(String sql, OnFail onFail, Place place) implements TestSpec {
    @Override
    public String name() {
      return "expression(" + sql.strip().replaceAll("\\s+", " ") + ")";
    }
  }

  /** The column passes a check that Foz brings along. */
  record Rule(ReadyRule rule, String column, OnFail onFail, Place place) implements TestSpec {
    @Override
    public String name() {
      return rule.word() + "(" + column + ")";
    }
  }

  /** Checks that Foz brings along, of the words that contracts use too. */
  enum ReadyRule {
    CPF,
    CNPJ,
    NFE_KEY,
    CEP;

    /** As in files: {@code nfe_key}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
