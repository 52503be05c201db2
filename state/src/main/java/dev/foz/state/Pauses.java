package dev.foz.state;

import dev.foz.base.TableName;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Tables that are paused. */
final class Pauses {
  private static final String ALL =
      "SELECT table_name, reason, run, commit_number, paused_at FROM foz_pauses";
  private static final String DELETE = "DELETE FROM foz_pauses WHERE table_name = ?";
  private static final String INSERT =
      """
      INSERT INTO foz_pauses (table_name, reason, run, commit_number, paused_at)
      VALUES (?, ?, ?, ?, ?)""";

  private Pauses() {}

  static Map<TableName, Pause> read(Session session) throws SQLException {
    Map<TableName, Pause> pauses = new TreeMap<>();
    session.each(
        ALL,
        row -> {
          TableName table = TableName.find(row.text(1)).orElseThrow();
          pauses.put(
              table, new Pause(table, row.text(2), row.number(3), row.number(4), row.time(5)));
        });
    return Collections.unmodifiableMap(pauses);
  }

  /** A later pause takes the place of an earlier one. */
  static void write(Session session, Pause pause) throws SQLException {
    delete(session, pause.table());
    session.update(
        INSERT,
        pause.table().toString(),
        pause.reason(),
        pause.run(),
        pause.commit(),
        Row.toMicros(pause.since()));
  }

  static void delete(Session session, TableName table) throws SQLException {
    session.update(DELETE, table.toString());
  }
}
