package dev.foz.app.text;

/** Texts of others as they stand in a line of a table. */
final class Cells {
  private static final String CUT = "…";

  private Cells() {}

  /** Control characters would let data write to the terminal; they are shown instead. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c ->
                shown.append(
                    switch (c) {
                      case '\n' -> "\\n";
                      case '\r' -> "\\r";
                      case '\t' -> "\\t";
                      default -> isPlain(c) ? Character.toString(c) : String.format("\\u%04x", c);
                    }));
    return shown.toString();
  }

  private static boolean isPlain(int c) {
    return !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
  }

  /** At most so many characters; a mark stands where some are missing. */
  static String cut(String text, int widest) {
    return width(text) <= widest
        ? text
        : text.substring(0, text.offsetByCodePoints(0, widest - 1)) + CUT;
  }

  static int width(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }
}
