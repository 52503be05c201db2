package dev.foz.app.help;

import java.util.Locale;

/** A command as a page for {@code man}: roff with the macros of {@code man(7)}. */
public final class ManPage {
  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  /** {@code foz-quarantine-list.1}. */
  public static String fileName(CommandPage command) {
    return name(command.path()) + ".1";
  }

  private static String name(String path) {
    return path.isEmpty() ? "foz" : "foz-" + path.replace(' ', '-');
  }

  /**
   * The text of the page.
   *
   * @param version of Foz
   */
  public static String of(CommandPage command, String version) {
    ManPage made = new ManPage();
    made.write(command, version);
    return made.page.toString();
  }

  private void write(CommandPage command, String version) {
    String name = name(command.path());
    page.append(".TH ").append(name.toUpperCase(Locale.ROOT).replace("-", "\\-"));
    page.append(" 1 \"\" \"foz ").append(version).append("\" \"Foz\"\n");
    section("NAME", name + " - " + command.brief());
    section("SYNOPSIS", command.synopsis());
    page.append(".SH DESCRIPTION\n");
    command.about().stream()
        .filter(line -> !line.isBlank())
        .forEach(line -> page.append(".PP\n").append(escaped(line)).append('\n'));
    if (!command.arguments().isEmpty()) {
      page.append(".SH ARGUMENTS\n");
      command.arguments().forEach(argument -> item(argument.label(), argument.about()));
    }
    if (!command.options().isEmpty()) {
      page.append(".SH OPTIONS\n");
      command.options().forEach(option -> item(shown(option), option.about()));
    }
    if (!command.commands().isEmpty()) {
      page.append(".SH COMMANDS\n");
      command.commands().forEach(child -> item(child.word(), child.brief() + "."));
    }
    section("EXIT STATUS", "0 done, 1 a run or data failed, 2 the folder or the command is wrong.");
    seeAlso(command);
  }

  private static String shown(CommandPage.Option option) {
    String names = String.join(", ", option.names());
    return option.value().isEmpty() ? names : names + " " + option.value();
  }

  private void seeAlso(CommandPage command) {
    if (!command.path().isEmpty()) {
      int end = command.path().lastIndexOf(' ');
      section("SEE ALSO", name(end < 0 ? "" : command.path().substring(0, end)) + "(1)");
    } else {
      section(
          "SEE ALSO",
          String.join(", ", command.commands().stream().map(c -> name(c.path()) + "(1)").toList()));
    }
  }

  private void section(String title, String text) {
    page.append(".SH ").append(title).append('\n').append(escaped(text)).append('\n');
  }

  private void item(String term, String about) {
    page.append(".TP\n.B ").append(escaped(term)).append('\n');
    page.append(escaped(about)).append('\n');
  }

  /** Backslashes, hyphens, and what roff takes for a request at the begin of a line. */
  private static String escaped(String text) {
    String safe = text.replace("\\", "\\e").replace("-", "\\-");
    return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
  }
}
