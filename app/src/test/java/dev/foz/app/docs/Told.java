package dev.foz.app.docs;

import java.util.Arrays;
import java.util.List;

/** Output as far as it is the same each time. */
final class Told {
  private static final String ANY = "...";

  private Told() {}

  /** Lines with times, sizes, random ids and widths of columns alike. */
  static List<String> lines(String text) {
    String same =
        text.replaceAll("\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z?", "TIME")
            .replaceAll("[0-9]+(\\.[0-9]+)? s\\b", "0 s")
            .replaceAll("\\b[0-9]+\\.[0-9]{3,6}\\b", "SECONDS")
            .replaceAll("[0-9]+ (s|min|h) ago", "now")
            .replaceAll("\\([0-9]+(s|m|h) old\\)", "(0s old)")
            .replaceAll("[0-9]+(\\.[0-9])? (B|KB|MB)\\b", "0 B")
            .replaceAll("\\b[0-9]{15,19}\\b", "VERSION")
            .replaceAll("\\bh1_[0-9a-f]{32}\\b", "HASH")
            .replaceAll("-{3,}", "---")
            .replaceAll("(?<=[^\\s|]) {2,}(?=\\S)", "  ")
            .replaceAll("(?m)^ +(?=VERSION|TIME|\\d+ )", "")
            .replaceAll("(?m)\\s+$", "");
    return Arrays.stream(same.strip().split("\n", -1)).map(String::stripTrailing).toList();
  }

  /** Whether a page shows this; a line {@code ...} in it stands for any lines. */
  static boolean shows(String page, String printed) {
    return matches(lines(page), lines(printed));
  }

  static boolean isShortened(List<String> lines) {
    return lines.stream().anyMatch(line -> line.strip().equals(ANY));
  }

  private static boolean matches(List<String> page, List<String> printed) {
    if (page.isEmpty()) {
      return printed.isEmpty();
    }
    List<String> rest = page.subList(1, page.size());
    if (page.getFirst().strip().equals(ANY)) {
      for (int i = 0; i <= printed.size(); i++) {
        if (matches(rest, printed.subList(i, printed.size()))) {
          return true;
        }
      }
      return false;
    }
    return !printed.isEmpty()
        && page.getFirst().equals(printed.getFirst())
        && matches(rest, printed.subList(1, printed.size()));
  }
}
