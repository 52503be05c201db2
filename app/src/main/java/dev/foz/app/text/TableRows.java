package dev.foz.app.text;

import dev.foz.base.Field;
import dev.foz.base.Type;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns for eyes. The widths come from the first rows; a later, longer cell moves its line but
 * loses nothing.
 */
final class TableRows implements RowFormat {
  private static final int ROWS_MEASURED = 1000;

  private final PrintStream out;
  private final int widest;
  private final List<String[]> measured = new ArrayList<>();
  private boolean[] numbers = {};
  private int[] widths = {};
  private String[] names = {};
  private boolean started;

  TableRows(PrintStream out, int widest) {
    this.out = out;
    this.widest = widest;
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
    names = columns.stream().map(column -> cell(column.name())).toArray(String[]::new);
    numbers = new boolean[names.length];
    widths = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      numbers[i] = isNumber(columns.get(i).type());
      widths[i] = width(names[i]);
    }
  }

  @Override
  public void row(@Nullable Object[] values) {
    String[] cells = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      cells[i] = cell(Values.text(values[i]));
    }
    if (started) {
      print(cells);
      return;
    }
    measured.add(cells);
    for (int i = 0; i < cells.length; i++) {
      widths[i] = Math.max(widths[i], width(cells[i]));
    }
    if (measured.size() == ROWS_MEASURED) {
      start();
    }
  }

  private void start() {
    started = true;
    print(names);
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(i == 0 ? "" : "  ").append("-".repeat(Math.max(1, widths[i])));
    }
    out.print(line.append('\n'));
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
      String fill = " ".repeat(Math.max(0, widths[i] - width(cells[i])));
      line.append(numbers[i] ? fill + cells[i] : cells[i] + fill);
    }
    out.print(line.toString().stripTrailing() + "\n");
  }

  /** Control characters would let data write to the terminal; they are shown instead. */
  private String cell(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n') {
                shown.append("\\n");
              } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                shown.append(String.format("\\u%04x", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return width(shown) <= widest ? shown.toString() : cut(shown);
  }

  private String cut(StringBuilder text) {
    return text.substring(0, text.offsetByCodePoints(0, widest - 1)) + "…";
  }

  private static int width(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }
}
