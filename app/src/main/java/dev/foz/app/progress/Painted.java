package dev.foz.app.progress;

/** Lines with colours in them. */
final class Painted {
  private static final String RESET = "\u001b[0m";

  private Painted() {}

  /** At most so many characters that are seen; colours end where the line is cut. */
  static String cut(String line, int columns) {
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
  static int width(String line) {
    String plain = line.replaceAll("\u001b\\[[0-9;]*m", "");
    return plain.codePointCount(0, plain.length());
  }
}
