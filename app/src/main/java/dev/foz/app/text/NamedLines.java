package dev.foz.app.text;

import java.util.stream.Stream;

/**
 * Lines that each tell of one thing: a mark, its name, and what is told, which stands below itself
 * where a terminal is too narrow for it.
 *
 * @param names columns that names take; a longer one moves its line
 */
public record NamedLines(Console console, int names) {
  private static final int MARK = 3;
  private static final String GAP = "  ";

  /** Lines for things of these names; on a terminal what is told has half of it at least. */
  public static NamedLines of(Console console, Stream<String> names) {
    int longest = names.mapToInt(Painted::width).max().orElse(0);
    int room = console.interactive() ? console.width() / 2 - MARK - GAP.length() : longest;
    return new NamedLines(console, Math.min(longest, room));
  }

  /** The name filled up with blanks; on a terminal a longer one is cut. */
  public String name(String name) {
    String shown = console.interactive() ? Painted.cut(name, names) : name;
    return shown + " ".repeat(Math.max(0, names - Painted.width(shown)));
  }

  /** One line on a screen that is wide enough, else several; without a line end. */
  public String line(String mark, String name, String told) {
    String head = " " + mark + " " + name;
    if (told.isEmpty()) {
      return head;
    }
    String whole = head + " ".repeat(Math.max(0, names - Painted.width(name))) + GAP + told;
    if (!console.interactive() || Painted.width(whole) <= console.width()) {
      return whole;
    }
    int margin = MARK + names + GAP.length();
    boolean isLong = Painted.width(name) > names;
    return isLong
        ? head + "\n" + console.fitted(" ".repeat(margin) + told, margin)
        : console.fitted(whole, margin);
  }
}
