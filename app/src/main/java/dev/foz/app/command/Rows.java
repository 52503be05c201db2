package dev.foz.app.command;

import dev.foz.app.text.Console;
import dev.foz.app.text.RowFormat;
import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.Problem;
import dev.foz.base.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints lists of things as rows. */
final class Rows {
  /** Widest cell of a table on a terminal; a pipe gets everything. */
  private static final int WIDEST_ON_TERMINAL = 80;

  private Rows() {}

  static int widest(Console console) {
    return console.interactive() ? WIDEST_ON_TERMINAL : Integer.MAX_VALUE;
  }

  static int room(Console console) {
    return console.interactive() ? console.width() : Integer.MAX_VALUE;
  }

  /**
   * The format of that name.
   *
   * @throws dev.foz.base.FozException naming the formats when there is none
   */
  static RowFormat format(String name, Console console) {
    return RowFormat.find(name, console.out(), widest(console), room(console))
        .orElseThrow(
            () ->
                Problem.of(Code.COMMAND_USAGE, "there is no format `" + name + "`")
                    .remedy("--format " + String.join(" | ", RowFormat.NAMES))
                    .toException());
  }

  static void print(
      Console console, boolean json, List<Field> columns, List<@Nullable Object[]> rows) {
    RowFormat format =
        json
            ? format("json", console)
            : RowFormat.list(console.out(), widest(console), room(console));
    format.columns(columns);
    rows.forEach(format::row);
    format.end();
  }

  static Field text(String name) {
    return Field.of(name, Type.Primitive.STRING);
  }

  static Field number(String name) {
    return Field.of(name, Type.Primitive.LONG);
  }
}
