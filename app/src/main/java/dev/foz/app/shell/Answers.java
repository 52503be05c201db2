package dev.foz.app.shell;

import dev.foz.app.progress.Stop;
import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.app.text.RowFormat;
import dev.foz.app.text.Screen;
import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.Problem;
import dev.foz.engine.QueryResult;
import dev.foz.engine.ScanStats;
import dev.foz.serve.QueryService;
import dev.foz.serve.RunningQuery;
import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows rows to a person: in the format that was asked for, page by page. */
final class Answers {
  private static final int WIDEST_CELL = 80;

  /** So often it is looked whether anybody still reads. */
  private static final int ROWS_BETWEEN_LOOKS = 256;

  private final Console console;
  private final Optional<String> pager;
  private final Screen screen;
  private final Settings settings;

  Answers(Console console, Map<String, String> environment, Screen screen, String format) {
    this.console = console;
    this.pager = console.interactive() ? Pager.command(environment) : Optional.empty();
    this.screen = screen;
    this.settings = new Settings(format);
  }

  Settings settings() {
    return settings;
  }

  /**
   * From now on rows are shown so.
   *
   * @throws dev.foz.base.FozException where there is no such format
   */
  void format(String name) {
    rows(name, console.out());
    settings.format = name;
  }

  /** Runs a query, and shows its rows and what it took. */
  void query(QueryService queries, String sql, Stop stop) {
    long started = System.nanoTime();
    try (RunningQuery query = queries.start(sql, stop)) {
      AtomicReference<Printed> printed = new AtomicReference<>(new Printed(0, true));
      paged(out -> printed.set(print(query.result(), out, stop)));
      Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
      console
          .err()
          .println(
              console.dim(
                  footer(Objects.requireNonNull(printed.get()), elapsed, query.result().stats())));
    }
  }

  /**
   * What somebody has seen of an answer.
   *
   * @param whole whether there was no more
   */
  private record Printed(long rows, boolean whole) {
    String words() {
      return whole ? Figures.count(rows, "row") : "left after " + Figures.count(rows, "row");
    }
  }

  private Printed print(QueryResult result, PrintStream out, Stop stop) {
    RowFormat rows = rows(settings.format, out);
    int columns = result.columns().size();
    rows.columns(result.columns());
    long count = 0;
    while (result.next()) {
      if (count % ROWS_BETWEEN_LOOKS == 0 && out.checkError()) {
        return new Printed(count, false);
      }
      stop.checkCancelled();
      @Nullable Object[] values = new Object[columns];
      for (int i = 0; i < columns; i++) {
        values[i] = result.value(i);
      }
      rows.row(values);
      count++;
    }
    rows.end();
    return new Printed(count, true);
  }

  private String footer(Printed printed, Duration elapsed, ScanStats stats) {
    String count = printed.words();
    return settings.timing
        ? count
            + " · "
            + Figures.time(elapsed)
            + " · "
            + Figures.bytes(stats.bytes())
            + " in "
            + Figures.count(stats.files(), "file")
            + " read"
        : count;
  }

  /** Shows a list as a table, whatever the format. */
  void list(List<Field> columns, List<Object[]> values) {
    paged(
        out -> {
          RowFormat rows = table(out);
          rows.columns(columns);
          values.forEach(rows::row);
          rows.end();
        });
  }

  private RowFormat rows(String name, PrintStream out) {
    if (settings.expanded && name.equalsIgnoreCase("table")) {
      return RowFormat.expanded(out);
    }
    return RowFormat.find(name, out, WIDEST_CELL, room())
        .orElseThrow(
            () ->
                Problem.of(Code.COMMAND_USAGE, "there is no format `" + name + "`")
                    .remedy("\\format " + String.join(" | ", RowFormat.NAMES))
                    .toException());
  }

  private RowFormat table(PrintStream out) {
    return rows("table", out);
  }

  /** A pager moves sideways; without one a table has to fit. */
  private int room() {
    return console.interactive() && pager.isEmpty() ? screen.size().columns() : Integer.MAX_VALUE;
  }

  private void paged(Consumer<PrintStream> printing) {
    Pager pages = new Pager(console.out(), pager, screen.size());
    try (PrintStream out =
        new PrintStream(new BufferedOutputStream(pages), false, StandardCharsets.UTF_8)) {
      printing.accept(out);
    }
  }
}
