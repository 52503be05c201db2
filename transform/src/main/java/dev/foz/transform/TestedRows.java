package dev.foz.transform;

import dev.foz.base.TableName;

/**
 * The rows that tests look at, as SQL that can stand behind {@code from} in the session: a name, in
 * quotes where it needs them, or a query in parentheses. Both have the columns of the model.
 *
 * @param changed the rows to be tested
 * @param whole the table as it would be with them, which is where a key must be unique
 */
public record TestedRows(String changed, String whole) {
  /** Rows that are the whole table. */
  public static TestedRows all(String relation) {
    return new TestedRows(relation, relation);
  }

  /** The rows of a table that is bound under its own name. */
  public static TestedRows of(TableName table) {
    return all(SqlNames.table(table));
  }

  /** Whether rows stay that are not tested. */
  boolean isPart() {
    return !changed.equals(whole);
  }
}
