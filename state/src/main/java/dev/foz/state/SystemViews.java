package dev.foz.state;

import static dev.foz.base.Type.Primitive.BOOLEAN;
import static dev.foz.base.Type.Primitive.DOUBLE;
import static dev.foz.base.Type.Primitive.LONG;
import static dev.foz.base.Type.Primitive.STRING;
import static dev.foz.base.Type.Primitive.TIMESTAMPTZ;

import dev.foz.base.Field;
import dev.foz.base.Type.Primitive;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The views {@code system.*}: their columns and the query behind each. */
final class SystemViews {
  private static final String COLUMNS = "columns";
  private static final Map<String, View> VIEWS = views();

  private SystemViews() {}

  static List<SystemTable> tables() {
    return VIEWS.values().stream().map(View::table).toList();
  }

  static void read(Database database, String name, RowSink sink) {
    View view = VIEWS.get(name);
    if (view == null) {
      throw new IllegalArgumentException("there is no table system." + name);
    }
    database.readApart(
        "read system." + name,
        session -> {
          RowReader reader = name.equals(COLUMNS) ? SystemViews::columns : view::values;
          session.each(view.sql, row -> reader.read(row, sink));
          return true;
        });
  }

  private static void columns(Row row, RowSink sink) throws SQLException {
    String table = row.text(1);
    long position = 1;
    for (Field field : ColumnText.read(row.text(2))) {
      sink.row(new @Nullable Object[] {table, position, field.name(), field.type().toString()});
      position++;
    }
  }

  private static Map<String, View> views() {
    Map<String, View> views = new LinkedHashMap<>();
    for (View view :
        List.of(
            runs(),
            steps(),
            commits(),
            files(),
            tablesView(),
            columnsView(),
            sources(),
            positions(),
            consumptions(),
            pauses(),
            leases())) {
      views.put(view.table.name(), view);
    }
    return views;
  }

  private static View runs() {
    return new View("runs")
        .with("run", LONG)
        .with("command", STRING)
        .with("state", STRING)
        .with("started_at", TIMESTAMPTZ)
        .with("ended_at", TIMESTAMPTZ)
        .with("seconds", DOUBLE)
        .with("error", STRING)
        .with("process", STRING)
        .from(
            """
            SELECT run, command, state, started_at, ended_at, elapsed / 1000000.0, error, process
            FROM foz_runs ORDER BY run""");
  }

  private static View steps() {
    return new View("steps")
        .with("run", LONG)
        .with("step", LONG)
        .with("subject", STRING)
        .with("kind", STRING)
        .with("state", STRING)
        .with("started_at", TIMESTAMPTZ)
        .with("ended_at", TIMESTAMPTZ)
        .with("seconds", DOUBLE)
        .with("records_read", LONG)
        .with("records_written", LONG)
        .with("bytes_read", LONG)
        .with("bytes_written", LONG)
        .with("note", STRING)
        .with("error", STRING)
        .from(
            """
            SELECT run, step, subject, kind, state, started_at, ended_at, elapsed / 1000000.0,
              records_read, records_written, bytes_read, bytes_written, note, error
            FROM foz_steps ORDER BY step""");
  }

  private static View commits() {
    return new View("commits")
        .with("commit", LONG)
        .with("id", STRING)
        .with("kind", STRING)
        .with("run", LONG)
        .with("committed_at", TIMESTAMPTZ)
        .with("tables", STRING)
        .with("files_added", LONG)
        .with("files_removed", LONG)
        .with("records_added", LONG)
        .from(
            """
            SELECT number, id, kind, NULLIF(run, 0), committed_at, tables, files_added,
              files_removed, records_added
            FROM foz_commits ORDER BY number""");
  }

  private static View files() {
    return new View("files")
        .with("table", STRING)
        .with("path", STRING)
        .with("content", STRING)
        .with("records", LONG)
        .with("bytes", LONG)
        .with("first_seq", LONG)
        .with("last_seq", LONG)
        .with("commit", LONG)
        .with("run", LONG)
        .with("written_at", TIMESTAMPTZ)
        .with("removed_at", TIMESTAMPTZ)
        .with("consumer", STRING)
        .with("status", STRING)
        .with("processed_by_run", LONG)
        .from(
            """
            SELECT f.table_name, f.path, f.content, f.records, f.bytes, NULLIF(f.first_seq, 0),
              NULLIF(f.last_seq, 0), f.commit_number, NULLIF(f.run, 0), f.written_at,
              f.removed_at, c.consumer,
              CASE WHEN c.consumer IS NULL THEN NULL
                WHEN f.commit_number <= c.to_commit THEN 'processed' ELSE 'pending' END,
              (SELECT NULLIF(h.run, 0) FROM foz_consumption_history h
                WHERE h.consumer = c.consumer AND h.input = c.input
                  AND h.valid_to >= f.commit_number AND h.from_commit < f.commit_number
                ORDER BY h.valid_to LIMIT 1)
            FROM foz_files f LEFT JOIN foz_consumptions c ON c.input = f.table_name""");
  }

  private static View tablesView() {
    return new View("tables")
        .with("table", STRING)
        .with("layer", STRING)
        .with("records", LONG)
        .with("bytes", LONG)
        .with("files", LONG)
        .with("snapshot", LONG)
        .with("commit", LONG)
        .with("changed_at", TIMESTAMPTZ)
        .with("contract", STRING)
        .from(
            """
            SELECT table_name, layer, records, bytes, files, snapshot_id, last_commit, changed_at,
              contract
            FROM foz_tables ORDER BY table_name""");
  }

  private static View columnsView() {
    return new View(COLUMNS)
        .with("table", STRING)
        .with("position", LONG)
        .with("column", STRING)
        .with("type", STRING)
        .from("SELECT table_name, columns FROM foz_tables ORDER BY table_name");
  }

  private static View sources() {
    return new View("sources")
        .with("source", STRING)
        .with("last_seq", LONG)
        .with("version", LONG)
        .with("parts", LONG)
        .with("commit", LONG)
        .with("moved_at", TIMESTAMPTZ)
        .from(
            """
            SELECT r.reader, r.last_seq, r.version,
              (SELECT COUNT(*) FROM foz_reader_parts p WHERE p.reader = r.reader),
              r.last_commit, r.moved_at
            FROM foz_readers r ORDER BY r.reader""");
  }

  private static View positions() {
    return new View("positions")
        .with("source", STRING)
        .with("part", STRING)
        .with("position", STRING)
        .from("SELECT reader, part, place FROM foz_reader_parts ORDER BY reader, part");
  }

  private static View consumptions() {
    return new View("consumptions")
        .with("commit", LONG)
        .with("run", LONG)
        .with("consumer", STRING)
        .with("input", STRING)
        .with("from_commit", LONG)
        .with("to_commit", LONG)
        .from(
            """
            SELECT commit_number, NULLIF(run, 0), consumer, input, from_commit, to_commit
            FROM foz_consumption_history""");
  }

  private static View pauses() {
    return new View("pauses")
        .with("table", STRING)
        .with("reason", STRING)
        .with("run", LONG)
        .with("commit", LONG)
        .with("since", TIMESTAMPTZ)
        .from(
            """
            SELECT table_name, reason, NULLIF(run, 0), NULLIF(commit_number, 0), paused_at
            FROM foz_pauses ORDER BY table_name""");
  }

  private static View leases() {
    return new View("leases")
        .with("lease", STRING)
        .with("epoch", LONG)
        .with("held", BOOLEAN)
        .with("node", STRING)
        .with("pid", LONG)
        .with("since", TIMESTAMPTZ)
        .from(
            """
            SELECT name, epoch, held, node, pid, acquired_at FROM foz_leases ORDER BY name""");
  }

  @FunctionalInterface
  private interface RowReader {
    void read(Row row, RowSink sink) throws SQLException;
  }

  /** A view while it is put together and afterwards. */
  private record View(SystemTable table, String sql) {
    View(String name) {
      this(new SystemTable(name, List.of()), "");
    }

    View with(String column, Primitive type) {
      List<Field> columns = new ArrayList<>(table.columns());
      columns.add(Field.of(column, type));
      return new View(new SystemTable(table.name(), columns), sql);
    }

    View from(String query) {
      return new View(table, query);
    }

    void values(Row row, RowSink sink) throws SQLException {
      @Nullable Object[] values = new @Nullable Object[table.columns().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(row, i + 1, (Primitive) table.columns().get(i).type());
      }
      sink.row(values);
    }

    private static @Nullable Object value(Row row, int column, Primitive type) throws SQLException {
      if (type == STRING) {
        return row.findText(column).orElse(null);
      }
      if (type == DOUBLE) {
        double number = row.result().getDouble(column);
        return row.result().wasNull() ? null : Double.valueOf(number);
      }
      Long number = row.findNumber(column).orElse(null);
      if (number == null || type == LONG) {
        return number;
      }
      return type == BOOLEAN ? Boolean.valueOf(number != 0) : (Object) Row.fromMicros(number);
    }
  }
}
