package dev.foz.app.command;

import dev.foz.app.text.Figures;
import dev.foz.app.text.Values;
import dev.foz.base.Field;
import dev.foz.state.StateStore;
import dev.foz.state.SystemTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a system table, each value found by the name of its column. */
final class SystemRows {
  private final Map<String, Integer> columns = new HashMap<>();
  private final List<@Nullable Object[]> rows = new ArrayList<>();

  private SystemRows() {}

  static SystemRows read(StateStore state, String name) {
    SystemTable table =
        state.systemTables().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no system table " + name));
    SystemRows read = new SystemRows();
    List<Field> fields = table.columns();
    for (int i = 0; i < fields.size(); i++) {
      read.columns.put(fields.get(i).name(), i);
    }
    state.read(name, read.rows::add);
    return read;
  }

  List<@Nullable Object[]> rows() {
    return rows;
  }

  @Nullable Object value(@Nullable Object[] row, String column) {
    Integer index = columns.get(column);
    if (index == null) {
      throw new IllegalArgumentException("no column " + column);
    }
    return row[index];
  }

  String text(@Nullable Object[] row, String column) {
    Object value = value(row, column);
    return value == null ? "" : value.toString();
  }

  /** A moment to the second; empty where there is none. */
  String second(@Nullable Object[] row, String column) {
    return value(row, column) instanceof Instant moment ? Values.second(moment) : text(row, column);
  }

  /** A number of seconds as people read it; empty where there is none. */
  String time(@Nullable Object[] row, String column) {
    return value(row, column) instanceof Number seconds
        ? Figures.time(Duration.ofNanos((long) (seconds.doubleValue() * 1e9)))
        : "";
  }

  long number(@Nullable Object[] row, String column) {
    return value(row, column) instanceof Number number ? number.longValue() : 0;
  }
}
