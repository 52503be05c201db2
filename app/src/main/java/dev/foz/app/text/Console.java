package dev.foz.app.text;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command writes.
 *
 * @param out what was asked for
 * @param err progress, notes and errors
 * @param interactive whether {@code out} and {@code err} are a terminal that can be redrawn
 * @param attended whether a person sees {@code out} and can type an answer
 * @param color whether colours are wanted
 * @param screen how large the terminal is now
 */
public record Console(
    PrintStream out,
    PrintStream err,
    boolean interactive,
    boolean attended,
    boolean color,
    Screen screen) {

  /** One that is so wide and does not change; attended when it is interactive. */
  public Console(
      PrintStream out, PrintStream err, boolean interactive, boolean color, int columns) {
    this(out, err, interactive, interactive, color, Screen.fixed(columns, Screen.DEFAULT_ROWS));
  }

  /** The same with notes and errors among what was asked for, in the order of writing. */
  public Console onOneStream() {
    return new Console(out, out, interactive, attended, color, screen);
  }

  /**
   * The console of this process; {@code NO_COLOR} and {@code TERM=dumb} are honoured.
   *
   * @param descriptors of the standard streams that are terminals, {@code 012}, as the launcher saw
   *     them; without a launcher Java is asked
   */
  public static Console system(
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      Optional<String> descriptors) {
    String terminals = descriptors.orElseGet(() -> asksJava() ? "012" : "");
    boolean seen = terminals.contains("12");
    boolean interactive = seen && !"dumb".equals(environment.get("TERM"));
    Screen named = Screen.ofEnvironment(environment);
    return new Console(
        out,
        err,
        interactive,
        terminals.startsWith("01"),
        interactive && wantsColor(environment),
        seen ? new TerminalScreen(named) : named);
  }

  private static boolean asksJava() {
    java.io.Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** As no-color.org says: any text but an empty one. */
  private static boolean wantsColor(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** Columns of the terminal now. */
  public int width() {
    return screen.size().columns();
  }

  /**
   * A line, broken between words where a terminal is too narrow for it; elsewhere as it is.
   *
   * @param indent blanks before all lines but the first
   */
  public String fitted(String line, int indent) {
    return interactive ? String.join("\n", Painted.wrap(line, width(), indent)) : line;
  }

  /** The same with other colours. */
  public Console withColor(boolean wanted) {
    return new Console(out, err, interactive, attended, wanted, screen);
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
