package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import java.util.Optional;
import java.util.regex.Matcher;
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
  private static final Pattern START = Pattern.compile("\\A\\s*/\\*[ \\t]*---(?=\\s)([^\\r\\n]*)");
  private static final Pattern END = Pattern.compile("(?:^|\\R)([ \\t]*---[ \\t]*)\\z");
  private static final Pattern NOT_LINE_END = Pattern.compile("[^\\r\\n]");
  private static final Pattern BLANK_LINES = Pattern.compile("\\A(?:[ \\t]*\\R)+");

  /** Empty, and reported, where the comment does not end as it should. */
  static Optional<FrontMatter> split(LakeFile file, Problems problems) {
    String text = file.text();
    Matcher start = START.matcher(text);
    if (!start.find()) {
      return Optional.of(of(text, Optional.empty(), 0));
    }
    int close = text.indexOf("*/", start.end());
    String inside = close < 0 ? "" : text.substring(start.end(), close);
    Matcher end = END.matcher(inside);
    String behindStart = start.group(1).strip();
    boolean remark = behindStart.isEmpty() || behindStart.matches("(--|#).*");
    if (!remark || !end.find()) {
      int at = remark && close >= 0 ? close : text.indexOf("/*");
      problems.add(broken(file, at, remark && close >= 0));
      return Optional.empty();
    }
    String yaml = blank(text.substring(0, start.end())) + inside.substring(0, end.start(1));
    return Optional.of(of(text, Optional.of(yaml), close + 2));
  }

  private static Problem broken(LakeFile file, int at, boolean endsEarly) {
    String before = file.text().substring(0, at);
    int lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
    int line = (int) before.lines().count() + (lineStart == at ? 1 : 0);
    return Problem.of(
            Code.YAML_SYNTAX,
            endsEarly
                ? "the front matter ends here without `---`"
                : "the front matter that begins here has no end")
        .at(file.place(Math.max(1, line), at - lineStart + 1, 2))
        .remedy("YAML begins on the line below `/* ---`, and a line `--- */` ends it");
  }

  private static FrontMatter of(String text, Optional<String> yaml, int from) {
    String padded = blank(text.substring(0, from)) + text.substring(from);
    Matcher blankLines = BLANK_LINES.matcher(padded);
    int skipped = blankLines.find() ? blankLines.end() : 0;
    int firstLine = (int) padded.substring(0, skipped).lines().count() + 1;
    return new FrontMatter(yaml, padded.substring(skipped).stripTrailing(), firstLine);
  }

  private static String blank(String text) {
    return NOT_LINE_END.matcher(text).replaceAll(" ");
  }
}
