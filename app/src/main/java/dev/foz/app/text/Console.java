package dev.foz.app.text;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command writes.
 *
 * @param out what was asked for
 * @param err progress, notes and errors
 * @param interactive whether {@code err} is a terminal that can be redrawn
 * @param color whether colours are wanted
 * @param width of the terminal in columns
 */
public record Console(
    PrintStream out, PrintStream err, boolean interactive, boolean color, int width) {
  private static final int DEFAULT_WIDTH = 100;

  /** The console of this process; {@code NO_COLOR} and {@code TERM=dumb} are honoured. */
  public static Console system(PrintStream out, PrintStream err, Map<String, String> environment) {
    java.io.Console console = System.console();
    boolean terminal =
        console != null && console.isTerminal() && !"dumb".equals(environment.get("TERM"));
    boolean color = terminal && !environment.containsKey("NO_COLOR");
    return new Console(out, err, terminal, color, width(environment));
  }

  /** The same with notes and errors among what was asked for, in the order of writing. */
  public Console onOneStream() {
    return new Console(out, out, interactive, color, width);
  }

  private static int width(Map<String, String> environment) {
    try {
      return Math.max(40, Integer.parseInt(environment.getOrDefault("COLUMNS", "")));
    } catch (NumberFormatException e) {
      return DEFAULT_WIDTH;
    }
  }

  public String bold(String text) {
    return paint("1", text);
  }

  public String green(String text) {
    return paint("32", text);
  }

  public String yellow(String text) {
    return paint("33", text);
  }

  public String red(String text) {
    return paint("31", text);
  }

  public String dim(String text) {
    return paint("2", text);
  }

  private String paint(String code, String text) {
    return color ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
