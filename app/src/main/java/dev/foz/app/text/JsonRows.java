package dev.foz.app.text;

import dev.foz.base.Field;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON array of objects, one row a line. */
final class JsonRows implements RowFormat {
  private final PrintStream out;
  private List<Field> columns = List.of();
  private boolean any;

  JsonRows(PrintStream out) {
    this.out = out;
  }

  @Override
  public void columns(List<Field> names) {
    columns = names;
    out.print("[");
  }

  @Override
  public void row(@Nullable Object[] values) {
    StringBuilder line = new StringBuilder(any ? ",\n {" : "\n {");
    for (int i = 0; i < values.length; i++) {
      line.append(i == 0 ? "" : ", ");
      Values.appendText(line, columns.get(i).name());
      line.append(": ");
      Values.appendJson(line, values[i]);
    }
    out.print(line.append('}'));
    any = true;
  }

  @Override
  public void end() {
    out.print(any ? "\n]\n" : "]\n");
    out.flush();
  }
}
