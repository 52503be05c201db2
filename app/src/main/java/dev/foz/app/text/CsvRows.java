package dev.foz.app.text;

import dev.foz.base.Field;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV of RFC 4180 with LF; null is empty, an empty text is quoted. */
final class CsvRows implements RowFormat {
  private final PrintStream out;

  CsvRows(PrintStream out) {
    this.out = out;
  }

  @Override
  public void columns(List<Field> columns) {
    write(columns.stream().map(Field::name).toArray());
  }

  @Override
  public void row(@Nullable Object[] values) {
    write(values);
  }

  private void write(@Nullable Object[] values) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      line.append(i == 0 ? "" : ",").append(cell(values[i]));
    }
    out.print(line.append('\n'));
  }

  private static String cell(@Nullable Object value) {
    String text = Values.text(value);
    boolean quoted =
        text.isEmpty() ? value != null : text.chars().anyMatch(c -> ",\"\n\r".indexOf(c) >= 0);
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  @Override
  public void end() {
    out.flush();
  }
}
