package dev.foz.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lines with colours in them. Pure. */
public final class Painted {
  private static final String RESET = "\u001b[0m";

  /** Two blanks or more part a line; each part begins with its blanks. */
  private static final Pattern PARTS = Pattern.compile("(?<=\\S)(?=\\s\\s)");

  private static final Pattern WORDS = Pattern.compile("(?<=\\S)(?=\\s)");

  /** Longer parts are sentences, which may be broken between their words. */
  private static final int LONGEST_WHOLE = 20;

  private Painted() {}

  /** At most so many characters that are seen; colours end where the line is cut. */
  public static String cut(String line, int columns) {
    StringBuilder kept = new StringBuilder(line.length());
    int seen = 0;
    boolean painted = false;
    for (int at = 0; at < line.length(); ) {
      if (line.charAt(at) == '\u001b') {
        int end = line.indexOf('m', at) + 1;
        kept.append(line, at, end);
        painted = true;
        at = end;
      } else if (seen == columns - 1 && remaining(line, at) > 1) {
        return kept.append('…').append(painted ? RESET : "").toString();
      } else {
        int point = line.codePointAt(at);
        kept.appendCodePoint(point);
        seen++;
        at += Character.charCount(point);
      }
    }
    return kept.toString();
  }

  private static int remaining(String line, int at) {
    return width(line.substring(at));
  }

  /** How many characters are seen. */
  public static int width(String line) {
    String plain = line.replaceAll("\u001b\\[[0-9;]*m", "");
    return plain.codePointCount(0, plain.length());
  }

  /**
   * The lines in which a line is seen whole: broken where two blanks part it, and within longer
   * parts between words. A word that is wider than the screen stays as it is.
   *
   * @param indent blanks before all lines but the first
   */
  public static List<String> wrap(String line, int columns, int indent) {
    List<String> lines = new ArrayList<>();
    String margin = " ".repeat(Math.min(indent, columns / 2));
    String open = "";
    for (String part : PARTS.split(line)) {
      boolean whole = width(part.strip()) <= LONGEST_WHOLE || fits(open, part, columns);
      for (String next : whole ? new String[] {part} : WORDS.split(part)) {
        boolean fitsNowhere = !fits(margin, next.strip(), columns);
        if (open.isEmpty() || fitsNowhere || fits(open, next, columns)) {
          open += next;
        } else {
          lines.add(open);
          open = margin + next.strip();
        }
      }
    }
    lines.add(open);
    return lines;
  }

  private static boolean fits(String open, String next, int columns) {
    return width(open) + width(next) <= columns;
  }
}
