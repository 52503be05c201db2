package dev.foz.app.text;

import dev.foz.base.Field;
import dev.foz.base.Type;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns for eyes. The widths come from the first rows; a later, longer cell moves its line but
 * loses nothing. Where a line would be longer than the screen, the widest texts are cut first,
 * numbers never; what then still does not fit is left out at the end of the line.
 */
final class TableRows implements RowFormat {
  private static final int ROWS_MEASURED = 1000;
  private static final int NARROWEST = 8;

  private final PrintStream out;
  private final int widest;
  private final int room;
  private final List<String[]> measured = new ArrayList<>();
  private boolean[] numbers = {};
  private int[] widths = {};
  private String[] names = {};
  private boolean started;

  /**
   * @param widest characters of a cell
   * @param room characters of a line
   */
  TableRows(PrintStream out, int widest, int room) {
    this.out = out;
    this.widest = widest;
    this.room = room;
  }

  static boolean isNumber(Type type) {
    return switch (type) {
      case Type.Decimal decimal -> true;
      case Type.Primitive primitive ->
          switch (primitive) {
            case INT, LONG, FLOAT, DOUBLE -> true;
            default -> false;
          };
      default -> false;
    };
  }

  @Override
  public void columns(List<Field> columns) {
    names = columns.stream().map(column -> Cells.shown(column.name())).toArray(String[]::new);
    numbers = new boolean[names.length];
    widths = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      numbers[i] = isNumber(columns.get(i).type());
      widths[i] = Cells.width(names[i]);
    }
  }

  @Override
  public void row(@Nullable Object[] values) {
    String[] cells = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      cells[i] = Cells.cut(Cells.shown(Values.text(values[i])), widest);
    }
    if (started) {
      print(cells);
      return;
    }
    measured.add(cells);
    for (int i = 0; i < cells.length; i++) {
      widths[i] = Math.max(widths[i], Cells.width(cells[i]));
    }
    if (measured.size() == ROWS_MEASURED) {
      start();
    }
  }

  /** Narrows the widest text columns until a line fits, or none can give any more. */
  private void narrow() {
    long over = (long) Arrays.stream(widths).sum() + 2L * (widths.length - 1) - room;
    while (over > 0) {
      int column = widestText();
      if (column < 0) {
        return;
      }
      widths[column]--;
      over--;
    }
  }

  private int widestText() {
    int found = -1;
    for (int i = 0; i < widths.length; i++) {
      boolean canGive = !numbers[i] && widths[i] > NARROWEST;
      if (canGive && (found < 0 || widths[i] > widths[found])) {
        found = i;
      }
    }
    return found;
  }

  private String fit(String cell, int column) {
    return room == Integer.MAX_VALUE || numbers[column]
        ? cell
        : Cells.cut(cell, Math.max(NARROWEST, widths[column]));
  }

  private void start() {
    started = true;
    narrow();
    print(names);
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(i == 0 ? "" : "  ").append("-".repeat(Math.max(1, widths[i])));
    }
    out.print(Cells.cut(line.toString(), room) + "\n");
    measured.forEach(this::print);
    measured.clear();
  }

  @Override
  public void end() {
    if (!started) {
      start();
    }
    out.flush();
  }

  private void print(String[] cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      line.append(i == 0 ? "" : "  ");
      String cell = fit(cells[i], i);
      String fill = " ".repeat(Math.max(0, widths[i] - Cells.width(cell)));
      line.append(numbers[i] ? fill + cell : cell + fill);
    }
    out.print(Cells.cut(line.toString().stripTrailing(), room) + "\n");
  }
}
