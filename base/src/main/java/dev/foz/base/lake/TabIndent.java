package dev.foz.base.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts blanks for tabs in the indentation of YAML, where it is clear how many. */
final class TabIndent {
  private static final Pattern INDENT = Pattern.compile("^[ \\t]+");
  private static final Pattern END_OF_FRONT_MATTER = Pattern.compile("---\\s*\\*/");
  private static final int USUAL = 2;

  private TabIndent() {}

  /** The changed lines; none where a line mixes tabs with blanks. */
  static List<Mend> mends(MendedFile file) {
    int width = Integer.MAX_VALUE;
    List<Integer> tabbed = new ArrayList<>();
    for (int line = 1; line <= last(file); line++) {
      String indent = indent(file.line(line));
      boolean hasTabs = indent.contains("\t");
      if (hasTabs && indent.contains(" ")) {
        return List.of();
      }
      if (hasTabs) {
        tabbed.add(line);
      } else if (!indent.isEmpty()) {
        width = Math.min(width, indent.length());
      }
    }
    String blanks = " ".repeat(width == Integer.MAX_VALUE ? USUAL : width);
    return tabbed.stream().map(line -> mend(file, line, blanks)).toList();
  }

  private static Mend mend(MendedFile file, int number, String blanks) {
    String line = file.line(number);
    String indent = indent(line);
    String mended = indent.replace("\t", blanks) + line.substring(indent.length());
    return new Mend(file.name(), number, line, mended);
  }

  private static String indent(String line) {
    Matcher indent = INDENT.matcher(line);
    return indent.find() ? indent.group() : "";
  }

  /** The last line that is YAML: SQL may be indented by what it likes. */
  private static int last(MendedFile file) {
    if (file.name().endsWith(".sql")) {
      for (int line = 1; line <= file.lines(); line++) {
        if (END_OF_FRONT_MATTER.matcher(file.line(line)).find()) {
          return line;
        }
      }
    }
    return file.lines();
  }
}
