package dev.foz.engine;

import java.util.List;

/**
 * User SQL that may run.
 *
 * @param sql as given
 * @param tables what it reads, in order of appearance, a table as often as it is named; names of
 *     common table expressions are not among them
 */
public record ParsedSql(String sql, List<SqlTableRef> tables) {
  public ParsedSql {
    tables = List.copyOf(tables);
  }
}
