package dev.foz.engine;

import dev.foz.base.TableName;
import java.util.List;
import java.util.Map;

/** Reads user SQL before it may run. Thread-safe. */
public interface SqlParser {
  /**
   * Accepts exactly one statement that only reads, from tables by name.
   *
   * @throws dev.foz.base.FozException {@code SQL_SYNTAX} or {@code SQL_REFUSED} (it writes, reads
   *     files, sets options, calls a function that reaches outside, or is a form not known to be
   *     harmless), with line, column and remedy
   */
  ParsedSql parse(String sql);

  /**
   * A query as it may stand in parentheses inside another, on the lines that it has: without its
   * semicolon, ended by a line end.
   *
   * @param sql that {@link #parse} accepted
   */
  String inner(String sql);

  /**
   * Finds out whether a query can be computed again for a part of its rows when one of its inputs
   * changed and the others did not.
   *
   * @param sql that {@link #parse} accepted
   * @param driving the input that changed
   * @param primaryKey columns of the result that name a row
   * @param columns of all inputs
   */
  Narrowing narrow(
      String sql, TableName driving, List<String> primaryKey, Map<TableName, List<String>> columns);

  /**
   * Finds out what the columns of a query are made from, by their names in lower case and in their
   * order; what cannot be told for sure is {@link ColumnOrigin.Untold}, never guessed. Columns that
   * the SQL gives no name are left out.
   *
   * @param sql that {@link #parse} accepted
   * @param columns of the inputs; one that is missing is not known
   */
  Map<String, ColumnOrigin> origins(String sql, Map<TableName, List<String>> columns);
}
