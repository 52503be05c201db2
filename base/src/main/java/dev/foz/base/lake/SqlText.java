package dev.foz.base.lake;

import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** Looks at SQL before its first word: blanks and comments. By hand, so that no size matters. */
final class SqlText {
  private SqlText() {}

  /** Whether nothing but blanks, comments and semicolons stands there. */
  static boolean isEmpty(String sql) {
    int at = 0;
    while (at < sql.length()) {
      int next = sql.charAt(at) == ';' ? at + 1 : skip(sql, at);
      if (next == at) {
        return false;
      }
      at = next;
    }
    return true;
  }

  /** Where the first comment of this kind begins, if only blanks and comments stand before it. */
  static OptionalInt findComment(String sql, IntPredicate wanted) {
    int at = 0;
    while (at < sql.length()) {
      if (sql.startsWith("/*", at) && wanted.test(at)) {
        return OptionalInt.of(at);
      }
      int next = skip(sql, at);
      if (next == at) {
        return OptionalInt.empty();
      }
      at = next;
    }
    return OptionalInt.empty();
  }

  /** Behind the blank or comment that begins here; here where neither does. */
  private static int skip(String sql, int at) {
    if (Character.isWhitespace(sql.charAt(at))) {
      return at + 1;
    }
    if (sql.startsWith("--", at)) {
      return lineEnd(sql, at);
    }
    return sql.startsWith("/*", at) ? behind(sql, "*/", at + 2) : at;
  }

  private static int behind(String sql, String end, int from) {
    int found = sql.indexOf(end, from);
    return found < 0 ? sql.length() : found + end.length();
  }

  /** The next line end, or the end of the text. */
  static int lineEnd(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
    return at;
  }

  /** Where the line begins in which this place lies. */
  static int lineStart(String text, int at) {
    return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
  }
}
