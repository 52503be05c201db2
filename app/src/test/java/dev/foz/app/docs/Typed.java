package dev.foz.app.docs;

import java.util.ArrayList;
import java.util.List;

/** Splits what a page shows to be typed, as a POSIX shell would; of it only words and quotes. */
final class Typed {
  private static final String NOT_KNOWN = "|><&;`$*(";

  private final String line;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;

  private Typed(String line) {
    this.line = line;
  }

  static List<String> words(String line) {
    return new Typed(line).split();
  }

  /**
   * Whether a quote is still open at the end, or a backslash says that the next line belongs to it.
   */
  static boolean goesOn(String line) {
    return line.endsWith("\\") || isOpen(line, '"') || isOpen(line, '\'');
  }

  private static boolean isOpen(String line, char quote) {
    char other = quote == '"' ? '\'' : '"';
    boolean open = false;
    boolean otherOpen = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '#' && !open && !otherOpen) {
        break;
      }
      if (c == '\\') {
        i++;
      } else {
        open ^= c == quote && !otherOpen;
        otherOpen ^= c == other && !open;
      }
    }
    return open;
  }

  private List<String> split() {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '#' && !inWord) {
        break;
      }
      if (c == '\'') {
        int end = line.indexOf(c, i + 1);
        word.append(line, i + 1, end);
        inWord = true;
        i = end;
      } else if (c == '"') {
        i = quoted(i + 1);
      } else if (Character.isWhitespace(c) || c == '\\') {
        endWord();
      } else if (NOT_KNOWN.indexOf(c) >= 0 && !(c == '*' && inWord)) {
        throw new AssertionError("a page's command is words and quotes only: " + line);
      } else {
        word.append(c);
        inWord = true;
      }
    }
    endWord();
    return List.copyOf(words);
  }

  /**
   * What stands in double quotes, where a backslash takes the next quote as it is; returns its end.
   */
  private int quoted(int start) {
    inWord = true;
    int i = start;
    while (line.charAt(i) != '"') {
      boolean escaped = line.charAt(i) == '\\' && "\"\\$`".indexOf(line.charAt(i + 1)) >= 0;
      i += escaped ? 1 : 0;
      word.append(line.charAt(i++));
    }
    return i;
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
    }
    word.setLength(0);
    inWord = false;
  }
}
