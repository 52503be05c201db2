package dev.foz.engine.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foz.table.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds out which rows of a marked scan a statement wants, from the plans that EXPLAIN shows of it.
 * The unoptimized plan tells how often the scan stands in the statement; only where the optimized
 * one shows as many, each with its filters, are they trusted.
 */
final class Pruning {
  private final DuckDbParser parser;
  private final JsonNode logical;
  private final JsonNode physical;

  private Pruning(DuckDbParser parser, JsonNode logical, JsonNode physical) {
    this.parser = parser;
    this.logical = logical;
    this.physical = physical;
  }

  /**
   * @param plans as JSON by their names, {@code logical_plan} and {@code physical_plan} at least
   */
  static Pruning of(DuckDbParser parser, Map<String, String> plans) {
    ObjectMapper json = new ObjectMapper();
    try {
      JsonNode logical = json.readTree(plans.getOrDefault("logical_plan", "[]"));
      JsonNode physical = json.readTree(plans.getOrDefault("physical_plan", "[]"));
      return new Pruning(parser, logical, physical);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("EXPLAIN gave no JSON", e);
    }
  }

  Filter filter(ParquetTable table) {
    List<JsonNode> scans = new ArrayList<>();
    collect(physical, table.mark(), scans);
    long inStatement = count(logical, table.mark());
    long inPlan = count(physical, table.mark());
    if (scans.isEmpty() || scans.size() < inStatement || scans.size() != inPlan) {
      return Filter.ALWAYS;
    }
    ScanFilter reader = new ScanFilter(parser, table.columnsByScanName());
    List<Filter> filters = new ArrayList<>();
    for (JsonNode scan : scans) {
      Filter filter = reader.read(filters(scan, table.mark()));
      if (filter == Filter.ALWAYS) {
        return filter;
      }
      filters.add(filter);
    }
    return filters.size() == 1 ? filters.getFirst() : new Filter.Or(filters);
  }

  private static void collect(JsonNode node, String mark, List<JsonNode> scans) {
    JsonNode filters = node.path("extra_info").path("Filters");
    if (node.path("name").asText("").strip().equals("READ_PARQUET") && count(filters, mark) > 0) {
      scans.add(filters);
    }
    for (JsonNode part : node) {
      if (part.isContainerNode()) {
        collect(part, mark, scans);
      }
    }
  }

  private static List<String> filters(JsonNode filters, String mark) {
    List<String> texts = new ArrayList<>();
    if (filters.isTextual()) {
      texts.add(filters.asText());
    }
    filters.forEach(filter -> texts.add(filter.asText()));
    return texts.stream().filter(text -> !text.contains(mark + " ")).toList();
  }

  /** In how many texts of a plan the mark stands. */
  private static long count(JsonNode node, String mark) {
    if (node.isTextual()) {
      return node.asText().contains(mark + " ") ? 1 : 0;
    }
    long count = 0;
    for (JsonNode part : node) {
      count += count(part, mark);
    }
    return count;
  }
}
