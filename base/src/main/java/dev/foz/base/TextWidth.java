package dev.foz.base;

/** How many columns of a terminal a text takes. Pure. */
public final class TextWidth {
  /** First and last of the ranges whose characters take two columns (Unicode, East Asian Width). */
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x231a, 0x231b, 0x23e9, 0x23ec, 0x25fd, 0x25fe, 0x2614, 0x2615, 0x2648, 0x2653,
    0x26aa, 0x26ab, 0x26bd, 0x26be, 0x26c4, 0x26c5, 0x2705, 0x2705, 0x270a, 0x270b, 0x2728, 0x2728,
    0x274c, 0x274c, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797, 0x2b1b, 0x2b1c, 0x2b50, 0x2b50,
    0x2e80, 0x303e, 0x3041, 0x33ff, 0x3400, 0x4dbf, 0x4e00, 0x9fff, 0xa000, 0xa4cf, 0xa960, 0xa97f,
    0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x1f300,
        0x1f64f,
    0x1f680, 0x1f6ff, 0x1f7e0, 0x1f7eb, 0x1f900, 0x1f9ff, 0x1fa70, 0x1faff, 0x20000, 0x3fffd
  };

  private TextWidth() {}

  public static int of(String text) {
    return text.codePoints().map(TextWidth::of).sum();
  }

  /** Of one character: none where it is drawn over the one before, two where it is wide. */
  public static int of(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(codePoint) ? 2 : 1;
    };
  }

  private static boolean isWide(int codePoint) {
    for (int i = 0; i < WIDE.length && codePoint >= WIDE[i]; i += 2) {
      if (codePoint <= WIDE[i + 1]) {
        return true;
      }
    }
    return false;
  }
}
