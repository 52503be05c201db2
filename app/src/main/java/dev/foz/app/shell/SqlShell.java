package dev.foz.app.shell;

import dev.foz.app.progress.Stop;
import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.NearestWord;
import dev.foz.base.Problem;
import dev.foz.base.Type;
import dev.foz.serve.QueryService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Talks with a person about a lake: statements, and commands that begin with a backslash. Nothing
 * that goes wrong ends it, and Ctrl+C only what is being done.
 */
public final class SqlShell {
  private static final List<String> LEAVING = List.of("exit", "quit", "\\q");
  private static final int MOST_INCLUDED = 8;

  private final Console console;
  private final Surrounding surrounding;
  private final QueryService queries;
  private final LakeNames names;
  private final Answers answers;
  private volatile Stop running = new Stop("the query");
  private final Input input;
  private int included;

  /**
   * What the shell has around it.
   *
   * @param folder that files are named from
   * @param errors told of everything that goes wrong; it prints it
   */
  public record Surrounding(
      InputStream in,
      Path folder,
      Map<String, String> environment,
      Consumer<RuntimeException> errors) {}

  private SqlShell(Console console, Surrounding surrounding, QueryService queries, String format) {
    this.console = console;
    this.surrounding = surrounding;
    this.queries = queries;
    this.names = new LakeNames(queries);
    this.input = openInput();
    this.answers = new Answers(console, surrounding.environment(), input.screen(), format);
  }

  /**
   * Talks until the person leaves.
   *
   * @param console that a person sits at
   * @param format how rows are shown at first
   */
  public static void talk(
      Console console, Surrounding surrounding, QueryService queries, String format) {
    new SqlShell(console, surrounding, queries, format).toEnd();
  }

  private Input openInput() {
    return console.interactive()
        ? new TerminalInput(new Completion(names), HistoryFile.in(surrounding.environment()))
        : new PlainInput(console, surrounding.in());
  }

  /** Whether Enter ends what was typed so far. */
  static boolean isEnded(String text) {
    String typed = text.strip();
    return typed.startsWith("\\")
        || LEAVING.contains(typed.toLowerCase(Locale.ROOT))
        || typed.equalsIgnoreCase("help")
        || Statements.of(text).isComplete();
  }

  private void toEnd() {
    try (Input opened = input) {
      opened.onInterrupt(() -> running.ask());
      say("\\? shows the commands, Tab completes, Ctrl+D leaves; a query ends with ;");
      boolean more = true;
      while (more) {
        running =
            new Stop(
                "the query"); // before the line ends: Ctrl+C right behind Enter must not be lost
        more = attempt(opened.next());
      }
    }
  }

  private boolean attempt(Input.Typed typed) {
    return switch (typed) {
      case Input.Typed.End end -> false;
      case Input.Typed.GivenUp givenUp -> true;
      case Input.Typed.Text text -> attempt(text.text());
    };
  }

  /** Whether the shell goes on. */
  private boolean attempt(String text) {
    try {
      return execute(text);
    } catch (FozException e) {
      if (e.problems().getFirst().code() == Code.CANCELLED) {
        console.err().println(console.yellow("cancelled"));
      } else {
        surrounding.errors().accept(e);
      }
    } catch (RuntimeException e) {
      surrounding.errors().accept(e);
    } finally {
      names.forget();
      console.out().flush();
      console.err().flush();
    }
    return true;
  }

  private boolean execute(String text) {
    String typed = text.strip();
    if (LEAVING.contains(typed.toLowerCase(Locale.ROOT))) {
      return false;
    }
    if (typed.equalsIgnoreCase("help")) {
      help();
    } else if (typed.startsWith("\\")) {
      return command(typed);
    } else {
      Statements statements = Statements.of(text);
      statements.whole().forEach(this::query);
      if (!statements.isComplete()) {
        query(statements.rest());
      }
    }
    return true;
  }

  private boolean command(String typed) {
    String[] words = typed.replaceFirst(";$", "").split("\\s+", 2);
    String argument = words.length == 1 ? "" : words[1].strip();
    switch (Command.find(words[0]).orElseThrow(() -> unknown(words[0]))) {
      case DESCRIBE -> describe(argument);
      case TABLES -> tables(true);
      case EXPANDED -> {
        answers.settings().expanded = choice(argument, answers.settings().expanded);
        say("expanded: " + (answers.settings().expanded ? "on" : "off"));
      }
      case TIMING -> {
        answers.settings().timing = choice(argument, answers.settings().timing);
        say("timing: " + (answers.settings().timing ? "on" : "off"));
      }
      case FORMAT -> format(argument);
      case INCLUDE -> include(argument);
      case HELP -> help();
      case QUIT -> {
        return false;
      }
    }
    return true;
  }

  private static FozException unknown(String word) {
    List<String> words = Arrays.stream(Command.values()).map(Command::word).toList();
    return Problem.of(Code.COMMAND_USAGE, "there is no command `" + word + "`")
        .remedy(
            NearestWord.find(word, words)
                .map(near -> "did you mean `" + near + "`? \\? lists all")
                .orElse("\\? lists all"))
        .toException();
  }

  private static boolean choice(String argument, boolean now) {
    return switch (argument.toLowerCase(Locale.ROOT)) {
      case "on" -> true;
      case "off" -> false;
      case "" -> !now;
      default ->
          throw Problem.of(Code.COMMAND_USAGE, "`" + argument + "` is neither on nor off")
              .toException();
    };
  }

  private void say(String text) {
    console.err().println(console.dim(text));
  }

  private void help() {
    for (Command command : Command.values()) {
      String typed = (command.word() + " " + command.argument()).strip();
      console.out().printf(Locale.ROOT, "  %-18s %s%n", typed, command.about());
    }
  }

  private void format(String name) {
    if (name.isEmpty()) {
      say("format: " + answers.settings().format);
      return;
    }
    answers.format(name);
    say("format: " + name);
  }

  private void describe(String table) {
    if (table.isEmpty()) {
      tables(false);
      return;
    }
    List<Object[]> rows =
        names.load(known(table.replace("\"", ""))).stream()
            .map(field -> new Object[] {field.name(), field.type().toString()})
            .toList();
    answers.list(List.of(text("column"), text("type")), rows);
  }

  private String known(String table) {
    List<String> tables = names.tables();
    return tables.stream()
        .filter(table::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(
            () ->
                Problem.of(Code.UNKNOWN_TABLE, "no table is named `" + table + "`")
                    .remedy(
                        NearestWord.find(table, tables)
                            .map(near -> "did you mean `" + near + "`?")
                            .orElse("\\d lists all"))
                    .toException());
  }

  private static Field text(String name) {
    return Field.of(name, Type.Primitive.STRING);
  }

  private void tables(boolean holdingData) {
    List<Object[]> rows =
        queries.describeTables().stream()
            .filter(table -> !holdingData || table.rows().isPresent())
            .map(
                table ->
                    new Object[] {
                      table.name(),
                      table.kind(),
                      table.rows().isPresent() ? Figures.count(table.rows().getAsLong()) : ""
                    })
            .toList();
    answers.list(List.of(text("table"), text("kind"), Field.of("rows", Type.Primitive.LONG)), rows);
  }

  private void include(String name) {
    if (name.isEmpty()) {
      throw Problem.of(Code.COMMAND_USAGE, "\\i needs the name of a file").toException();
    }
    if (included >= MOST_INCLUDED) {
      throw Problem.of(Code.COMMAND_USAGE, "Cannot run " + name + ": files run each other")
          .toException();
    }
    included++;
    try {
      Script.of(load(name)).parts().forEach(this::execute);
    } finally {
      included--;
    }
  }

  private String load(String name) {
    try {
      return Files.readString(surrounding.folder().resolve(name), StandardCharsets.UTF_8);
    } catch (IOException | java.nio.file.InvalidPathException e) {
      throw Problem.of(Code.UNREADABLE_FILE, "Cannot read " + name)
          .because(String.valueOf(e.getMessage()))
          .toException(e);
    }
  }

  private void query(String sql) {
    answers.query(queries, sql, running);
  }
}
