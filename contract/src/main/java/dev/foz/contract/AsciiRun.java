package dev.foz.contract;

import java.util.BitSet;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commonest kind of pattern, so many characters of one class from start to end ({@code
 * ^[0-9a-f]{32}$}), checked byte by byte. It only accepts: what it does not, the pattern judges.
 * Immutable.
 */
final class AsciiRun {
  private static final Pattern FORM =
      Pattern.compile("\\^\\[([A-Za-z0-9_-]+)](?:\\{(\\d{1,6})(?:(,)(\\d{1,6})?)?}|([+*]))?\\$");

  private static final Pattern RANGE = Pattern.compile("[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9]");

  private final BitSet allowed = new BitSet(128);
  private final int least;
  private final int most;

  private AsciiRun(int least, int most) {
    this.least = least;
    this.most = most;
  }

  /** The run that a pattern is, if it is one. */
  static Optional<AsciiRun> find(String pattern) {
    Matcher form = FORM.matcher(pattern);
    return form.matches() ? of(form).filter(run -> run.allow(form.group(1))) : Optional.empty();
  }

  private static Optional<AsciiRun> of(Matcher form) {
    String sign = form.group(5);
    if (sign != null) {
      return Optional.of(new AsciiRun(sign.equals("+") ? 1 : 0, Integer.MAX_VALUE));
    }
    int least = form.group(2) == null ? 1 : Integer.parseInt(form.group(2));
    boolean exact = form.group(3) == null;
    boolean open = !exact && form.group(4) == null;
    int most = exact ? least : open ? Integer.MAX_VALUE : Integer.parseInt(form.group(4));
    return Optional.of(new AsciiRun(least, most));
  }

  /** Takes the characters of a class; false where they are not plain characters and ranges. */
  private boolean allow(String characters) {
    for (int i = 0; i < characters.length(); i++) {
      boolean ranges = i + 2 < characters.length() && characters.charAt(i + 1) == '-';
      if (characters.charAt(i) == '-') {
        return false;
      }
      if (ranges) {
        if (!RANGE.matcher(characters.substring(i, i + 3)).matches()
            || characters.charAt(i) > characters.charAt(i + 2)) {
          return false;
        }
        allowed.set(characters.charAt(i), characters.charAt(i + 2) + 1);
        i += 2;
      } else {
        allowed.set(characters.charAt(i));
      }
    }
    return true;
  }

  boolean accepts(byte[] text, int from, int to) {
    int length = to - from;
    if (length < least || length > most) {
      return false;
    }
    for (int p = from; p < to; p++) {
      if (text[p] < 0 || !allowed.get(text[p])) {
        return false;
      }
    }
    return true;
  }
}
