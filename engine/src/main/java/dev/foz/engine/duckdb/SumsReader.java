package dev.foz.engine.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foz.engine.Narrowing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds out whether a query that is known to depend on single rows of its driving input does
 * nothing but count and sum them. Used once.
 */
final class SumsReader {
  private static final Set<String> COUNTS = Set.of("count_star", "count");

  private final Predicate<JsonNode> isOfOneRow;
  private final List<String> keys = new ArrayList<>();
  private final List<String> counts = new ArrayList<>();
  private final List<String> sums = new ArrayList<>();
  private Optional<String> rows = Optional.empty();

  /**
   * @param isOfOneRow whether an expression follows from one row
   */
  SumsReader(Predicate<JsonNode> isOfOneRow) {
    this.isOfOneRow = isOfOneRow;
  }

  /**
   * @param otherwise what the answer is where it does anything else
   */
  Narrowing read(JsonNode select, List<String> primaryKey, Narrowing otherwise) {
    if (!NarrowingReader.isAbsent(select.path("having"))) {
      return otherwise;
    }
    for (JsonNode item : select.path("select_list")) {
      if (!item(item)) {
        return otherwise;
      }
    }
    boolean all = select.path("aggregate_handling").asText().equals("FORCE_AGGREGATES");
    boolean grouped = all || select.path("group_expressions").size() == keys.size();
    return rows.isPresent() && grouped && isKey(primaryKey)
        ? new Narrowing.BySums(keys, counts, sums, rows.get(), otherwise)
        : otherwise;
  }

  private boolean isKey(List<String> primaryKey) {
    return keys.size() == primaryKey.size()
        && primaryKey.stream().allMatch(name -> keys.stream().anyMatch(name::equalsIgnoreCase));
  }

  /** Takes an item of the select list; false where the result cannot be kept by sums. */
  private boolean item(JsonNode item) {
    String name = NarrowingReader.outputName(item);
    if (item.path("class").asText().equals("STAR") || name.isEmpty()) {
      return false;
    }
    String function = item.path("function_name").asText();
    if (COUNTS.contains(function) || function.equals("sum")) {
      return aggregate(item, function, name);
    }
    keys.add(name);
    return isOfOneRow.test(item);
  }

  private boolean aggregate(JsonNode item, String function, String name) {
    JsonNode filter = item.path("filter");
    boolean plain =
        !item.path("distinct").asBoolean()
            && item.path("schema").asText().isEmpty()
            && isOfOneRow.test(item.path("arguments"))
            && isOfOneRow.test(filter);
    if (function.equals("sum")) {
      sums.add(name);
    } else {
      counts.add(name);
      boolean ofAllRows = item.path("arguments").isEmpty() && NarrowingReader.isAbsent(filter);
      rows = ofAllRows && rows.isEmpty() ? Optional.of(name) : rows;
    }
    return plain;
  }
}
