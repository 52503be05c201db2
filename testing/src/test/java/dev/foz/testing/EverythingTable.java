package dev.foz.testing;

import dev.foz.app.lake.LakeTasks;
import dev.foz.app.lake.OpenLake;
import dev.foz.control.Task;
import dev.foz.ingest.Choice;
import dev.foz.ingest.Correction;
import dev.foz.testing.HistoryModel.Landed;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A source table of {@link EverythingTest}: how it is declared now, and the records it was sent.
 */
final class EverythingTable {
  private static final String BROKEN = "lixo ";

  private static final Map<String, List<String>> MASKS =
      Map.of(
          "id", List.of("hash"),
          "uf", List.of("hash", "redact", "\"null\"", "last4"),
          "cpf", List.of("hash", "last4", "redact", "\"null\""),
          "email", List.of("email", "hash", "redact"),
          "dia", List.of("year", "\"null\"", "hash"),
          "total", List.of("\"null\""),
          "obs", List.of("redact", "hash"));

  private static final List<String> PARTITIONS =
      List.of(
          "",
          "",
          "uf",
          "truncate(5, cpf)",
          "uf, month(dia)",
          "day(dia)",
          "id",
          "hour(_ingested_at)");

  private static final List<String> OF_HISTORY =
      List.of("", "hour(valid_from)", "hour(valid_to)", "uf, hour(valid_from)");

  private final String source;
  private final String name;
  private final Random random;
  private final FeedSource feed;
  private final List<Landed> landed = new ArrayList<>();
  private final List<Landed> waiting = new ArrayList<>();
  private final Map<String, String> masks = new TreeMap<>();
  private boolean history;
  private String partitions = "";
  private String clustering = "";
  private int format;
  private int digits = 8;
  private String note = "obs";
  private List<Landed> consolidated = List.of();
  private Map<String, String> masksThen = Map.of();
  private boolean historyThen;
  private String noteThen = "obs";
  private long sent;

  EverythingTable(String source, String name, Random random) {
    this.source = source;
    this.name = name;
    this.random = random;
    this.feed = new FeedSource(name, 4);
    history = random.nextInt(3) == 0;
    format = 2 + random.nextInt(2);
    for (int i = 0; i < random.nextInt(3); i++) {
      changeMasks();
    }
    changeLayout();
  }

  String source() {
    return source;
  }

  String name() {
    return name;
  }

  FeedSource feed() {
    return feed;
  }

  String curated() {
    return "curated." + source + "_" + name;
  }

  /** What restricts a query to the rows that are valid now. */
  String valid() {
    return history ? "valid_to is null" : "true";
  }

  Map<String, String> masks() {
    return Map.copyOf(masks);
  }

  String contract() {
    return """
        {"type": "object", "properties": {
          "id": {"type": "integer"},
          "uf": {"type": ["string", "null"]},
          "cpf": {"type": "string"},
          "email": {"type": "string"},
          "dia": {"type": "string", "format": "date"},
          "total": {"type": "number", "format": "decimal(%d,2)"},
          "obs": {"type": "string", "x-column": "%s"}}}
        """
        .formatted(digits, note);
  }

  String yaml() {
    StringBuilder yaml = new StringBuilder("type: file\ntables:\n  " + name + ":\n");
    line(yaml, "path: \"never/*.json\"");
    line(yaml, "primary_key: id");
    line(yaml, "contract: " + name);
    line(yaml, "history: " + history);
    line(yaml, "format_version: " + format);
    if (!masks.isEmpty()) {
      line(
          yaml,
          masks.entrySet().stream()
              .map(mask -> mask.getKey() + ": " + mask.getValue())
              .collect(Collectors.joining(", ", "mask: { ", " }")));
    }
    if (!fitting().isEmpty()) {
      line(yaml, "partition_by: " + list(fitting()));
    }
    if (!clustering.isEmpty()) {
      line(yaml, "cluster_by: [" + clustering + "]");
    }
    return yaml.toString();
  }

  private static void line(StringBuilder yaml, String line) {
    yaml.append("    ").append(line).append('\n');
  }

  static String list(String partitions) {
    return List.of(partitions.split(", (?![^(]*\\))")).stream()
        .map(field -> '"' + field + '"')
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** The partitions that the columns allow as they are now. */
  private String fitting() {
    boolean text = "hash".equals(masks.get("dia"));
    boolean gone = !history && partitions.contains("valid_");
    return gone || (text && partitions.contains("dia")) ? "" : partitions;
  }

  String changeMasks() {
    List<String> fields = List.copyOf(new TreeMap<>(MASKS).keySet());
    String field = fields.get(random.nextInt(fields.size()));
    if (masks.containsKey(field) && random.nextBoolean()) {
      masks.remove(field);
    } else {
      List<String> ways = Objects.requireNonNull(MASKS.get(field));
      masks.put(field, ways.get(random.nextInt(ways.size())));
    }
    return "masks of " + name + ": " + masks;
  }

  String changeLayout() {
    List<String> ways = history && random.nextBoolean() ? OF_HISTORY : PARTITIONS;
    partitions = ways.get(random.nextInt(ways.size()));
    clustering = random.nextBoolean() ? "" : random.nextBoolean() ? "uf, id" : "dia";
    format = random.nextInt(3) == 0 ? 5 - format : format;
    return name + ": partition_by " + fitting() + ", format_version " + format;
  }

  String changeHistory() {
    history = !history;
    return name + ": history " + history;
  }

  String changeContract() {
    if (random.nextBoolean()) {
      digits = 12;
    } else {
      note = note.equals("obs") ? "nota" : "obs";
    }
    return name + ": contract with decimal(" + digits + ",2) and " + note;
  }

  void send(int records, Instant at) {
    for (int i = 0; i < records; i++) {
      Map<String, @Nullable Object> fields = fields();
      char op = random.nextInt(6) == 0 ? 'd' : 'u';
      boolean broken = random.nextInt(8) == 0;
      String text = (broken ? BROKEN : "") + Json.of(fields, random);
      feed.send(op, text.getBytes(StandardCharsets.UTF_8));
      sent++;
      Landed record =
          new Landed(
              sent,
              at,
              Optional.ofNullable(fields.get("id")),
              op == 'd' ? Optional.empty() : Optional.of(fields));
      (broken ? waiting : landed).add(record);
    }
  }

  private Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("id", (long) random.nextInt(12));
    fields.put("uf", new @Nullable String[] {"uf-SP", "uf-RJ", "uf-MG", null}[random.nextInt(4)]);
    fields.put("cpf", "cpf-9000" + random.nextInt(4));
    fields.put(
        "email", new String[] {"joana@exemplo.com", "a@exemplo.com", "nada"}[random.nextInt(3)]);
    fields.put("dia", LocalDate.of(2026, 1 + random.nextInt(2), 1 + random.nextInt(4)));
    fields.put("total", BigDecimal.valueOf(random.nextInt(5) * 50L - 50, 2));
    if (random.nextInt(3) == 0) {
      fields.put("obs", "obs-" + random.nextInt(2));
    }
    return fields;
  }

  /** The task that checks some of those that wait again; none where there are none. */
  List<Task> retry(OpenLake open, int rest) {
    List<Landed> chosen = waiting.stream().filter(record -> record.seq() % 2 == rest).toList();
    if (chosen.isEmpty()) {
      return List.of();
    }
    waiting.removeAll(chosen);
    landed.addAll(chosen);
    return LakeTasks.retry(
            open,
            open.models(),
            FeedTask.spec(open, source),
            new Choice(Optional.of("_seq % 2 = " + rest), false),
            List.of(Correction.parse("$ = substr(payload, " + (BROKEN.length() + 1) + ")")))
        .subList(0, 1);
  }

  /** The table has consumed all that landed, as it is declared now. */
  void taken() {
    consolidated = List.copyOf(landed);
    masksThen = masks();
    historyThen = history;
    noteThen = note;
  }

  /** The rows by {@code _seq}. */
  List<Map<String, @Nullable Object>> expected(Path folder) {
    PlainMasks plain = new PlainMasks(folder);
    List<Landed> seen =
        consolidated.stream()
            .map(
                record ->
                    new Landed(
                        record.seq(),
                        record.at(),
                        record.key(),
                        record.row().map(row -> shown(plain, row))))
            .toList();
    List<Map<String, @Nullable Object>> rows =
        historyThen ? HistoryModel.versions(seen) : HistoryModel.lastStates(seen);
    return rows.stream().map(EverythingTable::plain).toList();
  }

  private Map<String, @Nullable Object> shown(
      PlainMasks plain, Map<String, @Nullable Object> fields) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    fields.forEach(
        (field, value) ->
            row.put(
                field.equals("obs") ? noteThen : field,
                plain.of(masksThen.getOrDefault(field, ""), value)));
    return row;
  }

  /** A row in one form, without what is null and what differs from run to run. */
  static Map<String, @Nullable Object> plain(Map<String, @Nullable Object> row) {
    Map<String, @Nullable Object> rest = Plain.without(Plain.row(row), "_run", "_ingested_at");
    rest.values().removeIf(Objects::isNull);
    return rest;
  }
}
