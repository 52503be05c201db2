package dev.foz.app.command;

import dev.foz.app.text.Console;
import dev.foz.base.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column as {@code foz show} tells it.
 *
 * @param mask what stands in the place of its values; empty where nothing does
 * @param from columns that it is made of
 * @param how in which way; empty where it is the one column as it stands
 */
record ShownColumn(Field field, String mask, List<String> from, String how) {
  private static final int MOST_SHOWN = 3;

  ShownColumn {
    from = List.copyOf(from);
  }

  private String origin() {
    String names = String.join(", ", from.subList(0, Math.min(from.size(), MOST_SHOWN)));
    String more = from.size() > MOST_SHOWN ? " and " + (from.size() - MOST_SHOWN) + " more" : "";
    return names.isEmpty() ? how : names + more + (how.isEmpty() ? "" : " (" + how + ")");
  }

  Map<String, Object> json() {
    Map<String, Object> column = new LinkedHashMap<>();
    column.put("name", field.name());
    column.put("type", field.type().toString());
    if (!mask.isEmpty()) {
      column.put("mask", mask);
    }
    if (!from.isEmpty()) {
      column.put("from", from);
    }
    if (!how.isEmpty()) {
      column.put("how", how);
    }
    return column;
  }

  /** As a table; columns in which nothing stands are left out. */
  static void print(Console console, List<ShownColumn> columns) {
    boolean masks = columns.stream().anyMatch(column -> !column.mask().isEmpty());
    boolean origins = columns.stream().anyMatch(column -> !column.origin().isEmpty());
    List<Field> head = new ArrayList<>(List.of(Rows.text("column"), Rows.text("type")));
    if (masks) {
      head.add(Rows.text("mask"));
    }
    if (origins) {
      head.add(Rows.text("made of"));
    }
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (ShownColumn column : columns) {
      List<Object> row =
          new ArrayList<>(List.of(column.field().name(), column.field().type().toString()));
      if (masks) {
        row.add(column.mask());
      }
      if (origins) {
        row.add(column.origin());
      }
      rows.add(row.toArray());
    }
    Rows.print(console, false, head, rows);
  }
}
