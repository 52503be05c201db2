package dev.foz.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foz.bench.Figures.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Gathers what one benchmark measured, for people and for programs. Not thread-safe. */
final class Report {
  private final String benchmark;
  private final BenchOptions options;
  private final Machine machine;
  private final List<Named> figures = new ArrayList<>();
  private final List<Ratio> ratios = new ArrayList<>();
  private final List<Limit> limits = new ArrayList<>();

  Report(String benchmark, BenchOptions options, Machine machine) {
    this.benchmark = benchmark;
    this.options = options;
    this.machine = machine;
  }

  void add(String name, Measurement measured) {
    figures.add(new Named(name, measured));
  }

  void add(Ratio ratio) {
    ratios.add(ratio);
  }

  void add(Limit limit) {
    limits.add(limit);
  }

  /** Several lines: machine, table of figures, one line for each ratio and limit. */
  String text() {
    StringBuilder out = new StringBuilder();
    out.append(machine.line()).append(", each process in ").append(options.memory()).append('\n');
    out.append(Figures.table(figures));
    ratios.forEach(ratio -> out.append(ratio.line()).append('\n'));
    limits.forEach(limit -> out.append(limit.line()).append('\n'));
    return out.toString();
  }

  void writeJson(Path file, Instant now) throws IOException {
    ObjectNode root = new JsonMapper().createObjectNode();
    root.put("benchmark", benchmark).put("at", now.toString());
    root.putObject("machine")
        .put("cores", machine.cores())
        .put("memory_mb", machine.memoryMebibytes())
        .put("system", machine.system())
        .put("java", machine.java());
    root.put("memory_mb", options.memory().mebibytes()).put("repeat", options.repeat());
    options.records().ifPresent(count -> root.put("records", count));
    ArrayNode measured = root.putArray("figures");
    figures.forEach(figure -> put(measured.addObject(), figure));
    ArrayNode quotients = root.putArray("ratios");
    ratios.forEach(ratio -> put(quotients.addObject(), ratio));
    ArrayNode bounds = root.putArray("limits");
    limits.forEach(limit -> put(bounds.addObject(), limit));
    Files.writeString(file, root.toPrettyString() + "\n");
  }

  private static void put(ObjectNode out, Named figure) {
    out.put("name", figure.name()).put("unit", figure.measured().unit());
    out.put("median", figure.measured().median());
    ArrayNode values = out.putArray("values");
    figure.measured().values().forEach(values::add);
  }

  private static void put(ObjectNode out, Ratio ratio) {
    out.put("name", ratio.name()).put("kind", ratio.kind().name().toLowerCase(Locale.ROOT));
    out.put("of", ratio.peer().subject()).put("value", ratio.value());
    out.put("wanted", ratio.wanted()).put("met", ratio.met());
  }

  private static void put(ObjectNode out, Limit limit) {
    out.put("name", limit.name()).put("value", limit.measured().median());
    out.put("unit", limit.measured().unit());
    out.put("wanted", limit.wanted()).put("met", limit.met());
  }
}
