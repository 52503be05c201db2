package dev.foz.base;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a problem for people.
 *
 * @param width of the terminal, to which lines are fitted; {@code NO_TERMINAL} where there is none
 */
record ProblemText(Problem problem, int width) {
  static final int NO_TERMINAL = 0;

  /** What is shown of a line of a file where there is no terminal. */
  private static final int PLAIN_LINE = 160;

  private static final int LEAST_WIDTH = 40;
  private static final String INDENT = "  ";

  /**
   * @param word the kind of it: {@code error}
   */
  String write(String word) {
    List<String> lines = new ArrayList<>();
    lines.addAll(wrap(word + "[" + problem.code().id() + "]: ", problem.what()));
    problem.where().ifPresent(place -> lines.add(INDENT + printable(place.toString())));
    boolean remedyShown =
        problem
            .where()
            .filter(place -> place.text().isPresent())
            .map(place -> line(place, lines))
            .orElse(false);
    problem.why().ifPresent(reason -> lines.addAll(wrap("  why: ", reason)));
    problem.affected().ifPresent(who -> lines.addAll(wrap("  affects: ", who)));
    if (!remedyShown) {
      problem.remedy().ifPresent(action -> lines.addAll(wrap("  try: ", action)));
    }
    return String.join("\n", lines);
  }

  /** Adds the line of the file and what underlines it; whether the remedy stands there too. */
  private boolean line(Place place, List<String> lines) {
    String number = Integer.toString(place.line());
    int margin = number.length() + 5;
    int room = width == NO_TERMINAL ? PLAIN_LINE : Math.max(LEAST_WIDTH, width) - margin;
    SourceLine line = SourceLine.of(place, room);
    lines.add((INDENT + number + " | " + line.text()).stripTrailing());
    String carets =
        " ".repeat(number.length() + 2)
            + " | "
            + " ".repeat(line.before())
            + "^".repeat(line.length());
    Optional<String> remedy = problem.remedy().map(ProblemText::printable);
    boolean fits =
        width == NO_TERMINAL
            || remedy.filter(text -> TextWidth.of(carets + " " + text) > width).isEmpty();
    lines.add(fits ? carets + remedy.map(text -> " " + text).orElse("") : carets);
    return fits;
  }

  /** The text behind its head, broken between words where a terminal is too narrow. */
  private List<String> wrap(String head, String text) {
    List<String> lines = new ArrayList<>();
    String indent = " ".repeat(Math.min(head.length(), 4));
    for (String line : (head + printable(text)).split("\n", -1)) {
      if (width == NO_TERMINAL) {
        lines.add(line);
      } else {
        fold(line, indent, lines);
      }
    }
    return lines;
  }

  private void fold(String line, String indent, List<String> lines) {
    int room = Math.max(LEAST_WIDTH, width);
    String rest = line;
    while (TextWidth.of(rest) > room) {
      int cut = cut(rest, room, indent.length());
      if (cut < 0) {
        break;
      }
      lines.add(rest.substring(0, cut).stripTrailing());
      rest = indent + rest.substring(cut).strip();
    }
    lines.add(rest);
  }

  /** The last blank within the room; -1 where the first word is longer. */
  private static int cut(String line, int room, int from) {
    int cut = -1;
    int used = 0;
    for (int at = 0; at < line.length() && used <= room; ) {
      int point = line.codePointAt(at);
      if (point == ' ' && at > from) {
        cut = at;
      }
      used += TextWidth.of(point);
      at += Character.charCount(point);
    }
    return cut;
  }

  /** Values of others may stand in a text; they cannot write to the terminal. Line ends stay. */
  private static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (point == '\n') {
                out.append('\n');
              } else {
                out.append(SourceLine.printable(point));
              }
            });
    return out.toString();
  }
}
