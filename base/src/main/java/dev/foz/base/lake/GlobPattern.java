package dev.foz.base.lake;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Turns a glob into a regular expression; the grammar is that of {@link FileGlob}. */
final class GlobPattern {
  private static final String ANY_NAME = "(?!\\.)";
  private final String glob;
  private final StringBuilder regex = new StringBuilder();
  private int at;
  private boolean inBraces;

  private GlobPattern(String glob) {
    this.glob = glob;
  }

  static boolean isGlob(String part) {
    return part.chars().anyMatch(c -> "*?[{\\".indexOf(c) >= 0);
  }

  /**
   * @throws IllegalArgumentException with the reason
   */
  static Pattern compile(String glob) {
    check(!glob.isBlank(), "it is empty");
    for (String part : glob.split("/", -1)) {
      check(!part.isEmpty(), "it ends with `/` or has `//` in it");
      check(!part.equals(".") && !part.equals(".."), "`.` and `..` may not follow a wildcard");
    }
    return new GlobPattern(glob).translate();
  }

  private static void check(boolean right, String reason) {
    if (!right) {
      throw new IllegalArgumentException(reason);
    }
  }

  private Pattern translate() {
    while (at < glob.length()) {
      next(glob.charAt(at++));
    }
    check(!inBraces, "`{` has no `}`");
    try {
      return Pattern.compile(regex.toString(), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      // Its message would hold the pattern, and that may hold the value of a variable.
      throw new IllegalArgumentException("it is not a pattern: " + e.getDescription(), e);
    }
  }

  private void next(char c) {
    switch (c) {
      case '*' -> star();
      case '?' -> wildcard("[^/]");
      case '[' -> characters();
      case '{' -> openBrace();
      case '}' -> closeBrace();
      case ',' -> regex.append(inBraces ? "|" : ",");
      case '/' -> slash();
      case '\\' -> escaped();
      default -> literal(c);
    }
  }

  private void star() {
    boolean start = atStartOfName();
    boolean doubled = at < glob.length() && glob.charAt(at) == '*';
    boolean whole = start && doubled && (at + 1 == glob.length() || glob.charAt(at + 1) == '/');
    if (!whole) {
      at += doubled ? 1 : 0;
      wildcard("[^/]*", start);
    } else if (at + 1 == glob.length()) {
      at++;
      regex.append("(?:" + ANY_NAME + "[^/]+/)*" + ANY_NAME + "[^/]+");
    } else {
      at += 2;
      regex.append("(?:" + ANY_NAME + "[^/]+/)*");
    }
  }

  private boolean atStartOfName() {
    return at == 1 || glob.charAt(at - 2) == '/';
  }

  private void wildcard(String expression) {
    wildcard(expression, atStartOfName());
  }

  private void wildcard(String expression, boolean startOfName) {
    regex.append(startOfName ? ANY_NAME : "").append(expression);
  }

  private void characters() {
    int end = glob.indexOf(']', at + 1);
    check(end >= 0, "`[` has no `]`");
    String inside = glob.substring(at, end);
    boolean negated = inside.startsWith("!") || inside.startsWith("^");
    String listed = negated ? inside.substring(1) : inside;
    check(!listed.isEmpty() && !listed.contains("/"), "`[...]` must hold characters of a name");
    checkRanges(listed);
    String start = negated ? "[^/" : "[";
    wildcard(start + listed.replaceAll("([\\[\\]\\\\&^])", "\\\\$1") + "]");
    at = end + 1;
  }

  private static void checkRanges(String listed) {
    for (int i = 1; i + 1 < listed.length(); i++) {
      boolean range = listed.charAt(i) == '-';
      check(!range || listed.charAt(i - 1) <= listed.charAt(i + 1), "a range is upside down");
    }
  }

  private void openBrace() {
    check(!inBraces, "`{` may not stand inside `{...}`");
    inBraces = true;
    regex.append("(?:");
  }

  private void closeBrace() {
    regex.append(inBraces ? ")" : "\\}");
    inBraces = false;
  }

  private void slash() {
    check(!inBraces, "`/` may not stand inside `{...}`");
    regex.append('/');
  }

  private void escaped() {
    check(at < glob.length(), "nothing follows the last backslash");
    literal(glob.charAt(at++));
  }

  private void literal(char c) {
    regex.append(Pattern.quote(String.valueOf(c)));
  }
}
