package dev.foz.app.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * Text parted into statements at its semicolons; those in quotes and comments do not count.
 *
 * @param whole statements with their semicolons, blank ones left out
 * @param rest what follows the last semicolon
 */
public record Statements(List<String> whole, String rest) {
  public Statements {
    whole = List.copyOf(whole);
  }

  public static Statements of(String text) {
    List<String> whole = new ArrayList<>();
    int begin = 0;
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == ';') {
        String statement = text.substring(begin, at + 1);
        begin = at + 1;
        if (!isEmpty(statement.substring(0, statement.length() - 1))) {
          whole.add(statement);
        }
      }
      at = after(text, at);
    }
    return new Statements(whole, text.substring(begin));
  }

  /** Whether nothing is left to be typed. */
  boolean isComplete() {
    return isEmpty(rest);
  }

  /** Whether the text holds blanks and whole comments only. */
  static boolean isEmpty(String text) {
    int at = 0;
    while (at < text.length()) {
      boolean block = text.startsWith("/*", at);
      boolean isOpen = block && text.indexOf("*/", at + 2) < 0;
      boolean passed =
          block || text.startsWith("--", at) || Character.isWhitespace(text.charAt(at));
      if (isOpen || !passed) {
        return false;
      }
      at = after(text, at);
    }
    return true;
  }

  /** Where the next token begins: behind a quoted text or comment, else one further. */
  private static int after(String text, int at) {
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      return behind(text, text.indexOf(c, at + 1), 1);
    }
    if (text.startsWith("--", at)) {
      return behind(text, text.indexOf('\n', at), 0);
    }
    if (text.startsWith("/*", at)) {
      return behind(text, text.indexOf("*/", at + 2), 2);
    }
    return at + 1;
  }

  private static int behind(String text, int end, int length) {
    return end < 0 ? text.length() : end + length;
  }
}
