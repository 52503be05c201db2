package dev.foz.app.text;

import dev.foz.base.Field;
import dev.foz.base.Type;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Columns for eyes. The widths come from the first rows; a later, longer cell moves its line but
 * loses nothing. Where a line would be longer than the screen, it is as {@link TooWide} says.
 */
final class TableRows implements RowFormat {
  private static final int ROWS_MEASURED = 1000;
  private static final int NARROWEST = 8;

  /** So much is left of long texts in favour of the one in the last column. */
  private static final int LONG = 20;

  /** Less of a text tells nothing. */
  private static final int LEAST_READABLE = 12;

  private static final String MARGIN = "    ";

  private final PrintStream out;
  private final int widest;
  private final int room;
  private final TooWide tooWide;
  private final List<@Nullable Object[]> measured = new ArrayList<>();
  private List<Field> columns = List.of();
  private boolean[] numbers = {};
  private int[] widths = {};
  private String[] names = {};
  private boolean started;
  private boolean lastMayStandBelow;
  private @Nullable RowFormat instead;

  /** What becomes of rows that have no room on the screen. */
  enum TooWide {
    /**
     * The widest texts are cut, numbers never; what then still does not fit is left out at the end
     * of the line.
     */
    CUT,
    /** The same, as long as something can be read; else each value gets a line. */
    CUT_OR_EXPANDED,
    /**
     * Texts of the last column stand whole below their row, where they have no room in it. The
     * first column names the row and is cut last; where it could not be read each value gets a
     * line.
     */
    LAST_BELOW
  }

  /**
   * @param widest characters of a cell
   * @param room characters of a line
   */
  TableRows(PrintStream out, int widest, int room, TooWide tooWide) {
    this.out = out;
    this.widest = widest;
    this.room = room;
    this.tooWide = tooWide;
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
  public void columns(List<Field> fields) {
    columns = List.copyOf(fields);
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
    if (instead != null) {
      instead.row(values);
      return;
    }
    if (started) {
      print(cells(values));
      return;
    }
    measured.add(values.clone());
    String[] cells = cells(values);
    for (int i = 0; i < cells.length; i++) {
      widths[i] = Math.max(widths[i], Cells.width(cells[i]));
    }
    if (measured.size() == ROWS_MEASURED) {
      start();
    }
  }

  private String[] cells(@Nullable Object[] values) {
    String[] cells = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      String text = Cells.shown(Values.text(values[i]));
      boolean stays = tooWide == TooWide.LAST_BELOW && i == values.length - 1;
      cells[i] = stays ? text : Cells.cut(text, widest);
    }
    return cells;
  }

  private void start() {
    started = true;
    int[] wanted = widths.clone();
    fit();
    if (isUnreadable(wanted)) {
      expand();
      return;
    }
    print(names);
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(i == 0 ? "" : "  ").append("-".repeat(Math.max(1, widths[i])));
    }
    out.print(Cells.cut(line.toString(), room) + "\n");
    measured.forEach(values -> print(cells(values)));
    measured.clear();
  }

  private void fit() {
    if (length() <= room) {
      return;
    }
    int last = widths.length - 1;
    lastMayStandBelow = tooWide == TooWide.LAST_BELOW && last > 0 && !numbers[last];
    if (!lastMayStandBelow) {
      narrow(NARROWEST);
      return;
    }
    int least = Cells.width(names[last]);
    widths[last] = Math.max(least, Math.min(widths[last], room / 2));
    narrow(LONG);
    widths[last] = least;
    narrow(NARROWEST);
    widths[last] = (int) Math.max(least, least + room - length());
  }

  private long length() {
    return Arrays.stream(widths).asLongStream().sum() + 2L * (widths.length - 1);
  }

  /** Narrows the widest text columns until a line fits, or none can give any more. */
  private void narrow(int narrowest) {
    for (long over = length() - room; over > 0; over--) {
      int column = widestText(narrowest);
      if (column < 0) {
        return;
      }
      widths[column]--;
    }
  }

  private int widestText(int narrowest) {
    int found = -1;
    int first = lastMayStandBelow ? 1 : 0;
    for (int i = first; i < widths.length - first; i++) {
      if (canGive(i, narrowest) && (found < 0 || widths[i] > widths[found])) {
        found = i;
      }
    }
    return found < 0 && first > 0 && canGive(0, narrowest) ? 0 : found;
  }

  private boolean canGive(int column, int narrowest) {
    boolean named = lastMayStandBelow && column == 0 && narrowest == LONG;
    return !numbers[column] && widths[column] > narrowest && !named;
  }

  private boolean isUnreadable(int[] wanted) {
    return switch (tooWide) {
      case CUT -> false;
      case LAST_BELOW -> isUnreadable(0, wanted);
      case CUT_OR_EXPANDED ->
          length() > room
              || IntStream.range(0, widths.length).anyMatch(i -> isUnreadable(i, wanted));
    };
  }

  private boolean isUnreadable(int column, int[] wanted) {
    return widths[column] < Math.min(wanted[column], LEAST_READABLE);
  }

  private void expand() {
    RowFormat expanded = RowFormat.expanded(out);
    expanded.columns(columns);
    measured.forEach(expanded::row);
    measured.clear();
    instead = expanded;
  }

  @Override
  public void end() {
    if (!started) {
      start();
    }
    if (instead != null) {
      instead.end();
    }
    out.flush();
  }

  private void print(String[] cells) {
    StringBuilder line = new StringBuilder();
    int last = cells.length - 1;
    boolean below = lastMayStandBelow && Cells.width(cells[last]) > widths[last];
    for (int i = 0; i < (below ? last : cells.length); i++) {
      line.append(i == 0 ? "" : "  ");
      String cell = fit(cells[i], i);
      String fill = " ".repeat(Math.max(0, widths[i] - Cells.width(cell)));
      line.append(numbers[i] ? fill + cell : cell + fill);
    }
    out.print(Cells.cut(line.toString().stripTrailing(), room) + "\n");
    if (below) {
      Painted.wrap(MARGIN + cells[last], room, MARGIN.length())
          .forEach(each -> out.print(each + "\n"));
    }
  }

  private String fit(String cell, int column) {
    return room == Integer.MAX_VALUE || numbers[column]
        ? cell
        : Cells.cut(cell, Math.max(NARROWEST, widths[column]));
  }
}
