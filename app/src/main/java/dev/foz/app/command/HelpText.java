package dev.foz.app.command;

import dev.foz.app.help.CommandPage;
import dev.foz.app.text.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Help as wide as the screen, and no wider than one likes to read. */
final class HelpText {
  private static final int WIDEST = 100;
  private static final int IN_A_PIPE = 80;

  /** The library makes no narrower help; its lines are broken once more then. */
  private static final int LEAST = 55;

  private HelpText() {}

  /** Lets the help of a command and of all below it be shown on this console. */
  static void show(CommandLine command, Console console) {
    command.setHelpFactory((spec, scheme) -> flow(spec, scheme, width(console)));
    command.setColorScheme(Help.defaultColorScheme(console.color() ? Ansi.ON : Ansi.OFF));
    command.setOut(new PrintWriter(new Broken(console), true));
  }

  private static int width(Console console) {
    return console.interactive() ? console.width() : IN_A_PIPE;
  }

  private static Help flow(CommandSpec spec, ColorScheme scheme, int columns) {
    UsageMessageSpec usage = spec.usageMessage();
    usage.width(Math.clamp(columns, LEAST, WIDEST));
    usage.description(CommandPage.paragraphs(usage.description()).toArray(String[]::new));
    usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpText::commands);
    return new Help(spec, scheme);
  }

  /** One sentence for each. */
  private static String commands(Help help) {
    List<CommandPage> pages = CommandPage.of(help.commandSpec().commandLine()).commands();
    int widest = pages.stream().mapToInt(page -> page.word().length()).max().orElse(0);
    int columns = help.commandSpec().usageMessage().width();
    StringBuilder lines = new StringBuilder();
    for (CommandPage page : pages) {
      String word = page.word() + " ".repeat(widest - page.word().length());
      wrap("  " + word + "  " + page.brief() + ".", columns, widest + 6)
          .forEach(line -> lines.append(line).append(System.lineSeparator()));
    }
    return lines.toString();
  }

  /** Breaks at blanks; what follows stands where the text of the line began. */
  static List<String> wrap(String line, int columns) {
    return wrap(line, columns, line.length() - line.stripLeading().length());
  }

  private static List<String> wrap(String line, int columns, int wanted) {
    int indent = Math.min(wanted, columns / 2);
    List<String> lines = new ArrayList<>();
    String rest = line;
    while (rest.length() > columns) {
      int at = rest.lastIndexOf(' ', columns);
      int end = at > indent ? at : columns;
      lines.add(rest.substring(0, end).stripTrailing());
      rest = " ".repeat(indent) + rest.substring(end).strip();
    }
    lines.add(rest);
    return lines;
  }

  /** Breaks lines that are wider than a narrow screen. */
  private static final class Broken extends Writer {
    private final Console console;
    private final StringWriter open = new StringWriter();

    Broken(Console console) {
      this.console = console;
    }

    @Override
    public void write(char[] text, int from, int length) {
      open.write(text, from, length);
    }

    @Override
    public void flush() {
      String text = open.toString();
      open.getBuffer().setLength(0);
      if (width(console) < LEAST && !console.color()) {
        text.lines()
            .flatMap(line -> wrap(line, width(console)).stream())
            .forEach(console.out()::println);
      } else {
        console.out().print(text);
      }
      console.out().flush();
    }

    @Override
    public void close() {
      flush();
    }
  }
}
