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
            c -> {
              if (c == '\n') {
                shown.append("\\n");
              } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                shown.append(String.format("\\u%04x", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
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
