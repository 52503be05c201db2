package dev.foz.engine;

import java.util.List;

/**
 * User SQL that may run.
 *
 * @param sql as given
 * @param tables what it reads, in order of appearance, a table as often as it is named; names of
 *     common table expressions are not among them
 * @param unsteady in order of appearance
 */
public record ParsedSql(String sql, List<SqlTableRef> tables, List<UnsteadyPart> unsteady) {
  public ParsedSql {
    tables = List.copyOf(tables);
    unsteady = List.copyOf(unsteady);
  }
}
