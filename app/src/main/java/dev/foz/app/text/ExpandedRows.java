package dev.foz.app.text;

import dev.foz.base.Field;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line a value, rows parted by a line: for rows that are wider than a screen. */
final class ExpandedRows implements RowFormat {
  private final PrintStream out;
  private String[] names = {};
  private int widest;
  private long count;

  ExpandedRows(PrintStream out) {
    this.out = out;
  }

  @Override
  public void columns(List<Field> columns) {
    names = columns.stream().map(column -> Cells.shown(column.name())).toArray(String[]::new);
    for (String name : names) {
      widest = Math.max(widest, Cells.width(name));
    }
  }

  @Override
  public void row(@Nullable Object[] values) {
    count++;
    StringBuilder lines = new StringBuilder("-- row ").append(count).append(" --\n");
    for (int i = 0; i < values.length; i++) {
      String name = names[i] + " ".repeat(widest - Cells.width(names[i]));
      lines.append((name + "  " + Cells.shown(Values.text(values[i]))).stripTrailing());
      lines.append('\n');
    }
    out.print(lines);
  }

  @Override
  public void end() {
    out.flush();
  }
}
