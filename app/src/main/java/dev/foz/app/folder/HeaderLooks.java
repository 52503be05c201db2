package dev.foz.app.folder;

import dev.foz.base.PayloadFormat;
import dev.foz.contract.CsvHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Whether the line with the names of CSV columns has a name for each. */
final class HeaderLooks {
  private static final int MOST_TOLD = 3;

  private HeaderLooks() {}

  /** What a person should know of it; empty where all columns have their own name. */
  static Optional<String> told(PayloadFormat.Csv format) {
    CsvHeader header = CsvHeader.of(format);
    int columns = header.names().size();
    long named = header.names().stream().filter(name -> !name.isBlank()).count();
    if (columns > 2 && named * 2 <= columns) {
      return Optional.of(
          "only "
              + named
              + " of "
              + columns
              + " columns "
              + (named == 1 ? "has" : "have")
              + " one; if the first line is a title, take away the lines above the names");
    }
    List<String> changed =
        IntStream.range(0, columns)
            .filter(column -> !header.names().get(column).equals(header.columns().get(column)))
            .mapToObj(column -> changed(header, column))
            .toList();
    if (changed.isEmpty()) {
      return Optional.empty();
    }
    List<String> shown = new ArrayList<>(changed.subList(0, Math.min(MOST_TOLD, changed.size())));
    if (changed.size() > MOST_TOLD) {
      shown.add("and so on");
    }
    return Optional.of(String.join("; ", shown));
  }

  private static String changed(CsvHeader header, int column) {
    String name = header.names().get(column);
    String why = name.isBlank() ? "it has none" : "`" + name + "` is taken";
    return "column " + (column + 1) + " is `" + header.columns().get(column) + "`, as " + why;
  }
}
