package dev.foz.app.shell;

import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.Progress;
import dev.foz.serve.QueryService;
import dev.foz.serve.RunningQuery;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The names of a lake as they are now; what was looked up is kept until {@link #forget}. */
final class LakeNames implements Names {
  private final QueryService queries;
  private final Map<String, List<Field>> columns = new ConcurrentHashMap<>();

  LakeNames(QueryService queries) {
    this.queries = queries;
  }

  /** From now on names are looked up anew: others may have committed. */
  void forget() {
    columns.clear();
  }

  @Override
  public List<String> tables() {
    return queries.tables();
  }

  @Override
  public List<Field> columns(String table) {
    return columns.computeIfAbsent(table, this::ask);
  }

  private List<Field> ask(String table) {
    try {
      return load(table);
    } catch (FozException e) {
      return List.of();
    }
  }

  /**
   * The columns of a table, asked anew.
   *
   * @throws FozException where there is no such table, or it has no data yet
   */
  List<Field> load(String table) {
    String sql = "select * from " + quoted(table) + " limit 0";
    try (RunningQuery query = queries.start(sql, Progress.NONE)) {
      return query.result().columns();
    }
  }

  private static String quoted(String table) {
    int dot = table.indexOf('.');
    return dot < 0
        ? quote(table)
        : quote(table.substring(0, dot)) + "." + quote(table.substring(dot + 1));
  }

  private static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
