package dev.foz.bench;

import java.util.List;
import java.util.Locale;

/** How numbers are printed. */
final class Figures {
  private Figures() {}

  /** Three digits that count: {@code 21.3 s}, {@code 0.214 s}, {@code 512 MB}. */
  static String text(double value, String unit) {
    int places = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + places + "f %s", value, unit);
  }

  /** One line for each measurement, columns aligned: name, median, least, most. */
  static String table(List<Named> rows) {
    int width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    StringBuilder out = new StringBuilder();
    out.append(row(width, "", "median", "least", "most"));
    for (Named row : rows) {
      Measurement values = row.measured();
      out.append(
          row(
              width,
              row.name(),
              text(values.median(), values.unit()),
              text(values.least(), values.unit()),
              text(values.most(), values.unit())));
    }
    return out.toString();
  }

  private static String row(int width, String name, String median, String least, String most) {
    String format = "%-" + Math.max(1, width) + "s  %12s  %12s  %12s%n";
    return String.format(Locale.ROOT, format, name, median, least, most);
  }

  /** A row of the table. */
  record Named(String name, Measurement measured) {}
}
