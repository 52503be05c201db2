package dev.foz.app.command;

import dev.foz.app.lake.OpenLake;
import dev.foz.app.shell.SqlShell;
import dev.foz.app.shell.Statements;
import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.app.text.RowFormat;
import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.Progress;
import dev.foz.engine.QueryResult;
import dev.foz.engine.ScanStats;
import dev.foz.serve.QueryService;
import dev.foz.serve.RunningQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foz sql}: query the lake. */
@Command(
    name = "sql",
    description = {
      "Queries the lake: tables of curated, refined, raw and system, all as of one moment.",
      "Without QUERY it reads queries, each ended by a semicolon, from the terminal or a pipe."
    })
final class SqlCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final AtomicReference<@Nullable RunningQuery> running = new AtomicReference<>();

  @Mixin private final LakeOptions options;

  @Parameters(arity = "0..1", paramLabel = "QUERY", description = "One SELECT")
  private Optional<String> query = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table (default), csv, json or markdown")
  private String format = "table";

  SqlCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    Rows.format(format, surroundings.console());
    try (OpenLake open = options.open()) {
      QueryService queries = open.queries();
      return Interrupts.during(this::cancel, () -> run(queries));
    }
  }

  private int run(QueryService queries) {
    if (query.isPresent()) {
      execute(queries, query.get());
      return 0;
    }
    return read(queries);
  }

  /** A person gets a shell; a pipe is read to its end. */
  private int read(QueryService queries) {
    if (surroundings.console().attended() && !options.json()) {
      SqlShell.talk(
          surroundings.console(),
          new SqlShell.Surrounding(
              surroundings.in(), surroundings.folder(), surroundings.environment(), this::tell),
          queries,
          format);
      return 0;
    }
    return readAll(queries);
  }

  private void tell(RuntimeException failure) {
    if (failure instanceof FozException known) {
      Errors.report(surroundings.console(), known, false);
    } else {
      boolean debug = surroundings.environment().containsKey("FOZ_DEBUG");
      Errors.reportDefect(surroundings.console(), failure, debug);
    }
  }

  private int readAll(QueryService queries) {
    int exit = 0;
    StringBuilder text = new StringBuilder();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8));
    for (Optional<String> line = next(lines); line.isPresent(); line = next(lines)) {
      text.append(line.get()).append('\n');
      if (line.get().contains(";")) {
        Statements statements = Statements.of(text.toString());
        text = new StringBuilder(statements.rest());
        for (String statement : statements.whole()) {
          exit = Math.max(exit, attempt(queries, statement));
        }
      }
    }
    return text.toString().isBlank() ? exit : Math.max(exit, attempt(queries, text.toString()));
  }

  private static Optional<String> next(BufferedReader lines) {
    try {
      return Optional.ofNullable(lines.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of several statements: a mistake in it is told, the next ones still run. */
  private int attempt(QueryService queries, String statement) {
    try {
      execute(queries, statement);
      return 0;
    } catch (FozException e) {
      return Errors.report(surroundings.console(), e, options.json());
    }
  }

  private void execute(QueryService queries, String sql) {
    Console console = surroundings.console();
    long started = System.nanoTime();
    try (RunningQuery query = queries.start(sql, Progress.NONE)) {
      running.set(query);
      long rows = print(query.result(), Rows.format(options.json() ? "json" : format, console));
      Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
      console.err().println(console.dim(footer(rows, elapsed, query.result().stats())));
    } finally {
      running.set(null);
    }
  }

  static long print(QueryResult result, RowFormat rows) {
    return print(result, rows, Long.MAX_VALUE);
  }

  /** Prints the first rows of a result; returns how many. */
  static long print(QueryResult result, RowFormat rows, long limit) {
    List<Field> columns = result.columns();
    rows.columns(columns);
    long count = 0;
    while (count < limit && result.next()) {
      Object[] values = new Object[columns.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = result.value(i);
      }
      rows.row(values);
      count++;
    }
    rows.end();
    return count;
  }

  private static String footer(long rows, Duration elapsed, ScanStats stats) {
    return Figures.count(rows, "row")
        + " · "
        + Figures.time(elapsed)
        + " · "
        + Figures.bytes(stats.bytes())
        + " in "
        + Figures.count(stats.files(), "file")
        + " read";
  }

  private void cancel() {
    RunningQuery query = running.get();
    if (query != null) {
      query.cancel();
    }
  }
}
