package dev.foz.app.text;

import dev.foz.base.Field;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table of GitHub's Markdown. */
final class MarkdownRows implements RowFormat {
  private final PrintStream out;

  MarkdownRows(PrintStream out) {
    this.out = out;
  }

  @Override
  public void columns(List<Field> columns) {
    write(columns.stream().map(Field::name).toArray());
    out.print(
        columns.stream()
            .map(column -> TableRows.isNumber(column.type()) ? "---:" : "---")
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  @Override
  public void row(@Nullable Object[] values) {
    write(values);
  }

  private void write(@Nullable Object[] values) {
    StringBuilder line = new StringBuilder("|");
    for (Object value : values) {
      String text = Values.text(value).replace("|", "\\|").replaceAll("\\R", "<br>");
      line.append(' ').append(text).append(" |");
    }
    out.print(line.append('\n'));
  }

  @Override
  public void end() {
    out.flush();
  }
}
