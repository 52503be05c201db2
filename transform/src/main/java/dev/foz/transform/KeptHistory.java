package dev.foz.transform;

import dev.foz.table.TableSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the rows that a curated table has are versions or last states. */
final class KeptHistory {
  private static final String PROPERTY = "foz.history";

  private KeptHistory() {}

  /** The properties of a table whose rows are made now. */
  static Map<String, String> properties(CuratedTable table) {
    return Map.of(PROPERTY, Boolean.toString(table.history()));
  }

  /** Why the table's rows are not those that are wanted, if so. */
  static Optional<String> change(CuratedTable wanted, TableSnapshot table) {
    return isOf(table) == wanted.history()
        ? Optional.empty()
        : Optional.of("`history` is " + (wanted.history() ? "on" : "off") + " now");
  }

  /** Opens the metadata only of a table that has the columns of history. */
  private static boolean isOf(TableSnapshot table) {
    List<String> names = table.fields().stream().map(field -> field.name()).toList();
    return names.contains(CuratedShape.VALID_FROM)
        && names.contains(CuratedShape.VALID_TO)
        && Boolean.parseBoolean(table.properties().getOrDefault(PROPERTY, "false"));
  }
}
