package dev.foz.app.folder;

import dev.foz.base.lake.EditorSchemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text of a file in {@code sources/}. */
final class SourceText {
  private static final Pattern TABLES = Pattern.compile("tables:[ \\t]*(#.*)?");
  private static final Pattern NOTHING = Pattern.compile("[ \\t]*(#.*)?");

  private SourceText() {}

  /**
   * A whole file with one table.
   *
   * @param lines of the table, without indentation
   */
  static String of(String table, List<String> lines) {
    return EditorSchemas.sourceLine() + "\n" + bare(table, lines);
  }

  /** The same without the line for editors. */
  static String bare(String table, List<String> lines) {
    return "type: file\ntables:\n" + String.join("\n", entry(table, lines, "  ")) + "\n";
  }

  private static List<String> entry(String table, List<String> lines, String indent) {
    List<String> entry = new ArrayList<>(List.of(indent + table + ":"));
    lines.forEach(line -> entry.add(indent + "  " + line));
    return entry;
  }

  /**
   * A file with a table more at the end of its tables; everything else stays as it is, comments
   * too.
   *
   * @return empty where the tables are written in a way in which no line can be added
   */
  static Optional<String> with(String text, String table, List<String> lines) {
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    List<String> all = new ArrayList<>(Arrays.asList(text.split("\r?\n", -1)));
    int tables = find(all);
    if (tables < 0) {
      return Optional.empty();
    }
    int last = tables;
    Optional<String> indent = Optional.empty();
    for (int i = tables + 1; i < all.size(); i++) {
      String line = all.get(i);
      if (NOTHING.matcher(line).matches()) {
        continue;
      }
      if (!line.startsWith(" ")) {
        break;
      }
      indent =
          indent.or(
              () -> Optional.of(line.substring(0, line.length() - line.stripLeading().length())));
      last = i;
    }
    if (indent.isEmpty()) {
      return Optional.empty();
    }
    all.addAll(last + 1, entry(table, lines, indent.get()));
    String changed = all.stream().collect(Collectors.joining(end));
    return Optional.of(changed.endsWith("\n") ? changed : changed + end);
  }

  private static int find(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (TABLES.matcher(lines.get(i)).matches()) {
        return i;
      }
    }
    return -1;
  }
}
