package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A model file taken apart: YAML between {@code /* ---} and {@code --- *}{@code /}, which a SQL
 * editor sees as a comment, and the SQL behind it.
 *
 * @param yaml on the lines and columns that it has in the file
 * @param sql from its first line that is not blank; on that line blanks stand for what is before it
 * @param sqlFirstLine from 1
 */
record FrontMatter(Optional<String> yaml, String sql, int sqlFirstLine) {
  private static final Pattern START = Pattern.compile("/\\*[ \\t]*---(?=\\s|\\z)");
  private static final Pattern REMARK = Pattern.compile("\\s*(?:(?:--|#).*)?");

  /** Empty, and reported, where the comment does not end as it should. */
  static Optional<FrontMatter> split(LakeFile file, Problems problems) {
    String text = file.text();
    OptionalInt start =
        SqlText.findComment(text, at -> START.matcher(text).region(at, text.length()).lookingAt());
    if (start.isEmpty()) {
      return Optional.of(of(text, Optional.empty(), 0));
    }
    return split(file, start.getAsInt(), problems);
  }

  private static Optional<FrontMatter> split(LakeFile file, int start, Problems problems) {
    String text = file.text();
    int yamlStart = SqlText.lineEnd(text, start);
    String firstLine = text.substring(text.indexOf("---", start) + 3, yamlStart);
    int close = text.indexOf("*/", yamlStart);
    if (close < 0 || !REMARK.matcher(firstLine).matches()) {
      problems.add(broken(file, start, "the front matter that begins here has no end"));
      return Optional.empty();
    }
    String inside = text.substring(yamlStart, close);
    int end = SqlText.lineStart(inside, inside.length());
    if (!inside.substring(end).strip().equals("---")) {
      problems.add(broken(file, close, "the front matter ends here without `---`"));
      return Optional.empty();
    }
    String yaml = blank(text.substring(0, yamlStart)) + inside.substring(0, end);
    return Optional.of(of(text, Optional.of(yaml), close + 2));
  }

  private static Problem broken(LakeFile file, int at, String what) {
    String before = file.text().substring(0, at);
    int lineStart = SqlText.lineStart(before, before.length());
    return Problem.of(Code.YAML_SYNTAX, what)
        .at(file.place(line(before), at - lineStart + 1, 2))
        .remedy("YAML begins on the line below `/* ---`, and a line `--- */` ends it");
  }

  /** The line, from 1, on which this text ends. */
  private static int line(String before) {
    return (int) (before + ".").lines().count();
  }

  private static FrontMatter of(String text, Optional<String> yaml, int from) {
    String padded = blank(text.substring(0, from)) + text.substring(from);
    int word = 0;
    while (word < padded.length() && Character.isWhitespace(padded.charAt(word))) {
      word++;
    }
    String before = padded.substring(0, word);
    int lineStart = SqlText.lineStart(before, before.length());
    return new FrontMatter(yaml, padded.substring(lineStart).stripTrailing(), line(before));
  }

  private static String blank(String text) {
    StringBuilder blank = new StringBuilder(text);
    for (int i = 0; i < blank.length(); i++) {
      if (blank.charAt(i) != '\n' && blank.charAt(i) != '\r') {
        blank.setCharAt(i, ' ');
      }
    }
    return blank.toString();
  }
}
