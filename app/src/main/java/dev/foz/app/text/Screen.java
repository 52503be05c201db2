package dev.foz.app.text;

import java.util.Map;

/** How large the terminal is; asked anew each time, for it may change. */
@FunctionalInterface
public interface Screen {
  int DEFAULT_ROWS = 24;
  int DEFAULT_COLUMNS = 100;

  /** Tables and help need this much, whatever the terminal says. */
  int LEAST_COLUMNS = 20;

  Size size();

  /** Columns and rows, in characters. */
  record Size(int columns, int rows) {
    public Size {
      columns = Math.max(LEAST_COLUMNS, columns);
      rows = Math.max(2, rows);
    }
  }

  /** One that never changes. */
  static Screen fixed(int columns, int rows) {
    Size size = new Size(columns, rows);
    return () -> size;
  }

  /** What {@code COLUMNS} and {@code LINES} say. */
  static Screen ofEnvironment(Map<String, String> environment) {
    return fixed(
        number(environment.getOrDefault("COLUMNS", ""), DEFAULT_COLUMNS),
        number(environment.getOrDefault("LINES", ""), DEFAULT_ROWS));
  }

  private static int number(String text, int otherwise) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
