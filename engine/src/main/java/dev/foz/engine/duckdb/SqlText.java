package dev.foz.engine.duckdb;

/** What must be known of SQL text without its tree. */
final class SqlText {
  private SqlText() {}

  /** Where the first statement ends: its semicolon, or the end of the text. */
  static int end(String sql) {
    int at = 0;
    while (at < sql.length() && sql.charAt(at) != ';') {
      at = skip(sql, at);
    }
    return Math.min(at, sql.length());
  }

  /** The statement without its semicolon, to stand inside another; ends with a line end. */
  static String inner(String sql) {
    return sql.substring(0, end(sql)) + "\n";
  }

  /** The position after the quoted text, comment or character that starts here. */
  private static int skip(String sql, int at) {
    char c = sql.charAt(at);
    if (c == '\'' || c == '"') {
      boolean escapes = c == '\'' && at > 0 && "eE".indexOf(sql.charAt(at - 1)) >= 0;
      return afterQuote(sql, at, c, escapes);
    }
    if (sql.startsWith("--", at)) {
      return after(sql, "\n", at + 2);
    }
    if (sql.startsWith("/*", at)) {
      return after(sql, "*/", at + 2);
    }
    if (c == '$') {
      return afterDollar(sql, at);
    }
    return at + 1;
  }

  private static int afterQuote(String sql, int start, char quote, boolean escapes) {
    int at = start + 1;
    while (at < sql.length() && sql.charAt(at) != quote) {
      at += escapes && sql.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private static int afterDollar(String sql, int start) {
    int end = start + 1;
    while (end < sql.length()
        && Character.isJavaIdentifierPart(sql.charAt(end))
        && sql.charAt(end) != '$') {
      end++;
    }
    if (end >= sql.length() || sql.charAt(end) != '$') {
      return start + 1;
    }
    return after(sql, sql.substring(start, end + 1), end + 1);
  }

  private static int after(String sql, String end, int from) {
    int at = sql.indexOf(end, from);
    return at < 0 ? sql.length() : at + end.length();
  }

  /** How many characters the word, quoted name or sign at this place has. */
  static int tokenLength(String sql, int at) {
    if (at >= sql.length()) {
      return 0;
    }
    int end = at;
    while (end < sql.length() && isWord(sql.charAt(end))) {
      end++;
    }
    return end > at ? end - at : Math.min(skip(sql, at), sql.length()) - at;
  }

  static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
