package dev.foz.app.command;

import dev.foz.app.folder.FoundFiles;
import dev.foz.app.folder.NewTable;
import dev.foz.app.lake.Trial;
import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.app.text.RowFormat;
import dev.foz.app.text.Values;
import dev.foz.base.Code;
import dev.foz.base.Problem;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.SourceTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foz add}: tries a source and writes its file. */
@Command(
    name = "add",
    description = {
      "Tries files and writes them into a file of sources/: finds them, tells how they are read,",
      "which columns they give and which field may be the key, and shows the first rows.",
      "",
      "  foz add file entrada/nfe            a folder",
      "  foz add file 'entrada/*.csv'        a pattern, in quotes",
      "  foz add file notas.json loja.notas  with the names of source and table",
      ""
    })
final class AddCommand implements Callable<Integer> {
  private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+.-]*)://.*");

  /** Where the text of a fact begins. */
  private static final int FACT = 13;

  private static final int WIDEST_CELL = 28;

  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;
  @Mixin private final Confirmation confirmation;

  @Parameters(
      arity = "1..3",
      paramLabel = "[file] PATH [NAME]",
      hideParamSyntax = true,
      description = {
        "A file, a folder or a pattern; then the name of the source, or source.table.",
        "Without NAME it is taken from the path."
      })
  private List<String> words = new ArrayList<>();

  @Option(names = "--dry-run", description = "Only show what would be written")
  private boolean dryRun;

  AddCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
    this.confirmation = new Confirmation(surroundings);
  }

  @Override
  public Integer call() {
    List<String> rest = withoutType();
    Lake lake = options.lake();
    FoundFiles files = FoundFiles.find(lake.folder(), surroundings.folder(), rest.getFirst());
    NewTable table =
        new NewTable.Maker(
                lake, surroundings.environment(), surroundings.memory(), surroundings.clock())
            .make(files, rest.size() > 1 ? Optional.of(rest.get(1)) : Optional.empty());
    if (!options.json()) {
      show(table);
    }
    boolean written = !dryRun && confirmed(table);
    if (written) {
      table.write(lake.folder());
    }
    end(table, written);
    return 0;
  }

  private List<String> withoutType() {
    String first = words.getFirst();
    Matcher url = SCHEME.matcher(first);
    String type = url.matches() ? url.group(1) : first;
    if (!type.equals("file") && (url.matches() || words.size() > 1 || isLater(type))) {
      refuse(type, url.matches());
    }
    List<String> rest = first.equals("file") ? words.subList(1, words.size()) : words;
    if (rest.isEmpty() || url.matches()) {
      throw usage("no path is given").remedy("foz add file PATH [NAME]").toException();
    }
    if (rest.size() > 2) {
      throw usage("`" + rest.get(2) + "` is one word too many")
          .remedy("put a pattern in quotes, so that the shell leaves it alone")
          .toException();
    }
    return rest;
  }

  private static boolean isLater(String word) {
    return SourceTypes.LATER.contains(word);
  }

  /** Refuses a source of another type; a plain path is none. */
  private static void refuse(String type, boolean url) {
    String plain = type.equals("postgresql") ? "postgres" : type.equals("amqp") ? "rabbitmq" : type;
    String known = plain.equals("https") ? "http" : plain;
    if (isLater(known)) {
      throw Problem.of(Code.NOT_BUILT_YET, "Cannot add a source of type `" + known + "`")
          .because("it is not built yet")
          .remedy("files can be added: foz add file PATH")
          .toException();
    }
    if (url) {
      throw usage("`" + type + "://` is no source that Foz knows")
          .remedy("foz add file PATH")
          .toException();
    }
  }

  private static Problem usage(String what) {
    return Problem.of(Code.COMMAND_USAGE, "Cannot add a source: " + what);
  }

  private boolean confirmed(NewTable table) {
    if (options.json() && !confirmation.isGivenAhead()) {
      return false;
    }
    String what = table.isOfKnownSource() ? "Change " : "Write ";
    return confirmation.givenUnlessRefused(what + table.file() + "?");
  }

  private void end(NewTable table, boolean written) {
    Console console = surroundings.console();
    if (options.json()) {
      console.out().println(Values.json(json(table, written)));
    } else if (written) {
      console
          .out()
          .println(
              (table.isOfKnownSource() ? "changed " : "wrote ")
                  + table.file()
                  + "\nNext:  foz run");
    } else {
      console.out().println("nothing was written");
    }
  }

  private void show(NewTable table) {
    Console console = surroundings.console();
    Trial.Result result = table.result();
    fact("files", filesTold(table));
    fact("format", table.told());
    fact("looked at", lookedAt(result));
    if (result.waiting() > 0) {
      fact(
          "quarantine",
          console.yellow(Figures.count(result.waiting(), "record") + " would wait there")
              + ", the first as "
              + result.reason().orElse("it is no record"));
    }
    for (Problem problem : result.problems()) {
      fact("left out", problem.what());
    }
    for (String left : table.files().left()) {
      fact("left out", left);
    }
    table.names().ifPresent(names -> fact("names", names));
    table.doubt().ifPresent(doubt -> fact("numbers", doubt));
    fact("primary key", table.keyReason());
    console.out().println();
    columns(console, result);
    console.out().println();
    rows(console, result);
    console.out().println("\n" + console.bold(table.file()));
    table.added().lines().forEach(line -> console.out().println("  " + line));
    console.out().println();
    console.out().flush();
  }

  private void fact(String word, String text) {
    Console console = surroundings.console();
    console.out().println(console.fitted("%-12s %s".formatted(word, text), FACT));
  }

  private static String filesTold(NewTable table) {
    FoundFiles files = table.files();
    return files.path()
        + ": "
        + Figures.count(files.files().size(), "file")
        + ", "
        + Figures.bytes(files.bytes());
  }

  private static String lookedAt(Trial.Result result) {
    String what =
        Figures.count(result.records(), "record") + " of " + Figures.count(result.files(), "file");
    return result.whole() ? "all: " + what : "the first " + what;
  }

  private static void columns(Console console, Trial.Result result) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Trial.Column column : result.columns()) {
      rows.add(
          new Object[] {
            column.field().name(), column.field().type().toString(), nulls(column, result)
          });
    }
    Rows.print(
        console, false, List.of(Rows.text("column"), Rows.text("type"), Rows.text("nulls")), rows);
  }

  private static String nulls(Trial.Column column, Trial.Result result) {
    long rows = rowCount(result);
    long nulls = rows - column.filled();
    if (nulls <= 0 || rows == 0) {
      return "none";
    }
    long percent = Math.clamp(Math.round(100.0 * nulls / rows), 1, nulls == rows ? 100 : 99);
    return percent + " %";
  }

  /** A table with a key has a row for each key only. */
  private static long rowCount(Trial.Result result) {
    return result.rowCount();
  }

  private static void rows(Console console, Trial.Result result) {
    RowFormat format = RowFormat.sample(console.out(), WIDEST_CELL, Rows.room(console));
    format.columns(result.columns().stream().map(Trial.Column::field).toList());
    result.rows().forEach(format::row);
    format.end();
  }

  private static Map<String, Object> json(NewTable table, boolean written) {
    Trial.Result result = table.result();
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("source", table.source());
    out.put("table", table.table());
    out.put("path", table.files().path());
    out.put("format", table.told());
    out.put("files", table.files().files().size());
    out.put("bytes", table.files().bytes());
    out.put("files_looked_at", result.files());
    out.put("records_looked_at", result.records());
    out.put("all", result.whole());
    out.put("quarantined", result.waiting());
    result.reason().ifPresent(reason -> out.put("quarantined_because", reason));
    out.put("columns", result.columns().stream().map(column -> json(column, result)).toList());
    table.primaryKey().ifPresent(key -> out.put("primary_key", key));
    if (!table.proposedKey().isEmpty()) {
      out.put("primary_key_proposed", table.proposedKey());
    }
    out.put("primary_key_because", table.keyReason());
    table.names().ifPresent(names -> out.put("names_told", names));
    table.doubt().ifPresent(doubt -> out.put("numbers_told", doubt));
    out.put("rows", result.rows().stream().map(row -> json(row, result)).toList());
    out.put("file", table.file());
    out.put("yaml", table.added());
    out.put("written", written);
    return out;
  }

  private static Map<String, Object> json(Trial.Column column, Trial.Result result) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("name", column.field().name());
    one.put("type", column.field().type().toString());
    one.put("nulls", Math.max(0, rowCount(result) - column.filled()));
    return one;
  }

  private static Map<String, @Nullable Object> json(@Nullable Object[] row, Trial.Result result) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    for (int i = 0; i < row.length; i++) {
      one.put(result.columns().get(i).field().name(), row[i]);
    }
    return one;
  }
}
