package dev.foz.app.text;

import dev.foz.app.text.TableRows.TooWide;
import dev.foz.base.Field;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes rows in one of the formats of {@code --format}. One result per instance. */
public interface RowFormat {
  /** Names of the formats, in the order in which help shows them. */
  List<String> NAMES = List.of("table", "csv", "json", "markdown");

  /** Called once, before any row. */
  void columns(List<Field> columns);

  /** One row; values as {@link Values} takes them, in the order of the columns. */
  void row(@Nullable Object[] values);

  /** Called once, after the last row: everything is written then. */
  void end();

  /**
   * The format of that name, if there is one.
   *
   * @param widest cells are cut to this many characters where a format is for eyes only
   * @param room columns of the screen, so that such a format fits into it; rows that could not be
   *     read in it are written a line for each value
   */
  static Optional<RowFormat> find(String name, PrintStream out, int widest, int room) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "table" -> Optional.of(new TableRows(out, widest, room, TooWide.CUT_OR_EXPANDED));
      case "csv" -> Optional.of(new CsvRows(out));
      case "json" -> Optional.of(new JsonRows(out));
      case "markdown", "md" -> Optional.of(new MarkdownRows(out));
      default -> Optional.empty();
    };
  }

  /**
   * A table of things of Foz: the first column names them, texts of the last one are never cut.
   *
   * @param widest cells of other columns are cut to this many characters
   * @param room columns of the screen
   */
  static RowFormat list(PrintStream out, int widest, int room) {
    return new TableRows(out, widest, room, TooWide.LAST_BELOW);
  }

  /** A table that gives a first impression of rows: what has no room is cut. */
  static RowFormat sample(PrintStream out, int widest, int room) {
    return new TableRows(out, widest, room, TooWide.CUT);
  }

  /** A table turned by a quarter: one line a value. */
  static RowFormat expanded(PrintStream out) {
    return new ExpandedRows(out);
  }
}
