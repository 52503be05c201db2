package dev.foz.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of which a part may be seen. */
public final class MaskedText {
  /** Stands for all that is not seen. */
  public static final String HIDDEN = "***";

  private static final String BEFORE_LAST = "****";
  private static final int LAST = 4;

  /** A domain ends in letters: a number behind an at sign is none. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "([^\\s@]+)@((?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?\\.)+\\p{L}{2,})");

  private MaskedText() {}

  /**
   * {@code ****1234}; of a text of which that would be more than half, {@code ****}. Counted in
   * code points.
   */
  public static String last4(String value) {
    int length = value.codePointCount(0, value.length());
    return length < 2 * LAST
        ? BEFORE_LAST
        : BEFORE_LAST + value.substring(value.offsetByCodePoints(value.length(), -LAST));
  }

  /**
   * {@code j***@example.com}; {@code ***@example.com} where the part before the at sign is one
   * character; {@code ***} of what is no address.
   */
  public static String email(String value) {
    Matcher address = ADDRESS.matcher(value.strip());
    if (!address.matches()) {
      return HIDDEN;
    }
    String local = address.group(1);
    boolean isLong = local.codePointCount(0, local.length()) > 1;
    String first = isLong ? local.substring(0, local.offsetByCodePoints(0, 1)) : "";
    return first + HIDDEN + "@" + address.group(2);
  }
}
