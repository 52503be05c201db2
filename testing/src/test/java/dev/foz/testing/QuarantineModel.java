package dev.foz.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one keyed table, its quarantines and a copy of it must hold, in plain memory: every record
 * that was sent and what became of it. Knows of a contract only what {@link Rules} can say.
 */
final class QuarantineModel {
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");

  private final List<Received> received = new ArrayList<>();
  private final Set<Long> unreadable = new TreeSet<>();
  private final Set<Long> droppedUnreadable = new TreeSet<>();
  private Rules folder;
  private Rules table;
  private boolean hasRaw;
  private boolean hasRejected;
  private boolean hasCurated;
  private boolean hasUnreadable;
  private boolean history;
  private List<Map<String, @Nullable Object>> curated = List.of();

  QuarantineModel(Rules rules) {
    this.folder = rules;
    this.table = rules;
  }

  /**
   * A contract of the fields {@code id}, {@code q}, {@code x}, a name and perhaps {@code extra};
   * records with other fields are refused.
   *
   * @param textual whether {@code x} is text; else it is an integer
   * @param maximum of {@code q}
   * @param longName whether the name is called {@code nome_completo}, formerly {@code nome}
   * @param extra whether there is an integer {@code extra}
   */
  record Rules(boolean textual, long maximum, boolean longName, boolean extra) {
    String json() {
      String name =
          longName
              ? "\"nome_completo\": {\"type\": \"string\", \"x-aliases\": [\"nome\"]}"
              : "\"nome\": {\"type\": \"string\"}";
      return """
          {"type": "object", "required": ["id"], "properties": {
            "id": {"type": "integer"},
            "q": {"type": "integer", "maximum": %d},
            %s"x": {"type": "%s"},
            %s}}
          """
          .formatted(
              maximum,
              extra ? "\"extra\": {\"type\": \"integer\"},\n  " : "",
              textual ? "string" : "integer",
              name);
    }

    private String name() {
      return longName ? "nome_completo" : "nome";
    }

    private boolean knows(String field) {
      return switch (field) {
        case "id", "q", "x", "nome" -> true;
        case "nome_completo" -> longName;
        case "extra" -> extra;
        default -> false;
      };
    }

    /** What the first wrong field breaks; fields stand in the order of the record. */
    Optional<Broken> check(Map<String, Object> fields) {
      for (Map.Entry<String, Object> field : fields.entrySet()) {
        Optional<String> rule = rule(field.getKey(), field.getValue());
        if (rule.isPresent()) {
          return Optional.of(new Broken(rule.get(), field.getKey()));
        }
      }
      return fields.containsKey("id")
          ? Optional.empty()
          : Optional.of(new Broken("required", "id"));
    }

    private Optional<String> rule(String field, Object value) {
      if (!knows(field)) {
        return Optional.of("schema-change");
      }
      boolean text = field.startsWith("nome") || (field.equals("x") && textual);
      if (text != (value instanceof String)) {
        return Optional.of("type");
      }
      boolean above = field.equals("q") && (long) value > maximum;
      return above ? Optional.of("maximum") : Optional.empty();
    }

    /** The row that the curated table shows; empty where a value cannot be cast. */
    Optional<Map<String, @Nullable Object>> row(Map<String, Object> fields) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("id", fields.get("id"));
      row.put("q", fields.get("q"));
      Object x = fields.get("x");
      if (x instanceof String text && !textual && !INTEGER.matcher(text).matches()) {
        return Optional.empty();
      }
      row.put("x", x == null ? null : textual ? x.toString() : Long.valueOf(x.toString()));
      Object name = longName ? fields.get("nome_completo") : null;
      row.put(name(), name == null ? fields.get("nome") : name);
      if (extra) {
        row.put("extra", fields.get("extra"));
      }
      return Optional.of(row);
    }
  }

  /** A rule, and the field that breaks it; empty for the record itself. */
  record Broken(String rule, String path) {}

  /**
   * A record.
   *
   * @param fields empty where it is not JSON
   * @param malformed what is wrong then
   */
  record Content(byte[] payload, Map<String, Object> fields, Optional<Broken> malformed) {
    /** The record with the literal of one field replaced. */
    Content with(String field, Object value) {
      String literal = value instanceof String ? "\"" + value + "\"" : value.toString();
      String text =
          Pattern.compile("(\"" + field + "\":\\s*)(\"[^\"]*\"|-?[0-9]+)")
              .matcher(new String(payload, StandardCharsets.UTF_8))
              .replaceFirst("$1" + Matcher.quoteReplacement(literal));
      Map<String, Object> changed = new LinkedHashMap<>(fields);
      changed.replace(field, value);
      return new Content(text.getBytes(StandardCharsets.UTF_8), changed, malformed);
    }

    Optional<Broken> check(Rules rules) {
      return malformed.isPresent() ? malformed : rules.check(fields);
    }
  }

  /** Where a record is. */
  private enum State {
    LANDED,
    WAITING,
    DROPPED
  }

  /** A record and what became of it. */
  final class Received {
    private final long seq;
    private final Instant at;
    private final String position;
    private final char op;
    private final byte[] original;
    private Content content;
    private State state;
    private Broken broken = new Broken("", "");

    private Received(long seq, Instant at, String position, char op, Content content) {
      this.seq = seq;
      this.at = at;
      this.position = position;
      this.op = op;
      this.original = content.payload();
      this.content = content;
      this.state = State.WAITING;
    }

    long seq() {
      return seq;
    }

    String rule() {
      return broken.rule();
    }

    String path() {
      return broken.path();
    }

    char op() {
      return op;
    }

    boolean isMalformed() {
      return content.malformed().isPresent();
    }

    private void judge(Content checked) {
      Optional<Broken> wrong = checked.check(folder);
      if (wrong.isPresent()) {
        state = State.WAITING;
        broken = wrong.get();
        hasRejected = true;
      } else {
        state = State.LANDED;
        content = checked;
        hasRaw = true;
        table = folder;
      }
    }

    private Optional<Map<String, @Nullable Object>> row() {
      return table.row(content.fields());
    }

    private HistoryModel.Landed landed() {
      Object key = content.fields().getOrDefault("id", 0L);
      return new HistoryModel.Landed(
          seq, at, Optional.of(key), op == 'd' ? Optional.empty() : row());
    }

    private Map<String, @Nullable Object> stored() {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("_seq", seq);
      row.put("_position", position);
      row.put("_op", String.valueOf(op));
      row.put("payload", HexFormat.of().withUpperCase().formatHex(content.payload()));
      boolean corrected = content.payload() != original;
      row.put("original", corrected ? Base64.getEncoder().encodeToString(original) : null);
      return row;
    }
  }

  /** From now on every version of each key is kept. */
  void keepHistory() {
    history = true;
  }

  /** Sends a record; it is checked by the next load, which must follow at once. */
  void receive(Instant at, String position, char op, Content content) {
    Received record = new Received(received.size() + 1L, at, position, op, content);
    received.add(record);
    record.judge(content);
  }

  /** A load takes the contract of the folder over, with or without records. */
  void loaded() {
    if (hasRaw) {
      table = folder;
    }
  }

  void declare(Rules rules) {
    folder = rules;
  }

  Rules rules() {
    return folder;
  }

  /** Returns how many landed. */
  long retry(Predicate<Received> where, boolean dropped, UnaryOperator<Content> correction) {
    List<Received> chosen = chosen(where, dropped);
    chosen.forEach(record -> record.judge(correction.apply(record.content)));
    return chosen.stream().filter(record -> record.state == State.LANDED).count();
  }

  void drop(Predicate<Received> where) {
    chosen(where, false).forEach(record -> record.state = State.DROPPED);
  }

  private List<Received> chosen(Predicate<Received> where, boolean dropped) {
    return rejected()
        .filter(record -> dropped || record.state == State.WAITING)
        .filter(where)
        .toList();
  }

  void dropUnreadable(Predicate<Long> where) {
    unreadable.stream().filter(where).forEach(droppedUnreadable::add);
  }

  /** Brings the curated table up to date. */
  void consolidate() {
    if (!hasRaw) {
      return;
    }
    hasCurated = true;
    unreadable.clear();
    List<HistoryModel.Landed> readable = new ArrayList<>();
    for (Received record : landed().toList()) {
      if (record.op == 'd' || record.row().isPresent()) {
        readable.add(record.landed());
      } else {
        unreadable.add(record.seq);
      }
    }
    droppedUnreadable.retainAll(unreadable);
    hasUnreadable |= !unreadable.isEmpty();
    curated = history ? HistoryModel.versions(readable) : HistoryModel.lastStates(readable);
  }

  private Stream<Received> landed() {
    return received.stream().filter(record -> record.state == State.LANDED);
  }

  private Stream<Received> rejected() {
    return received.stream().filter(record -> record.state != State.LANDED);
  }

  boolean hasRaw() {
    return hasRaw;
  }

  boolean hasRejected() {
    return hasRejected;
  }

  boolean hasCurated() {
    return hasCurated;
  }

  boolean hasUnreadable() {
    return hasUnreadable;
  }

  int size() {
    return received.size();
  }

  /** Rows of the raw table by {@code _seq}. */
  List<Map<String, @Nullable Object>> raw() {
    return landed().map(Received::stored).toList();
  }

  /** Rows of its quarantine. */
  List<Map<String, @Nullable Object>> quarantine() {
    return rejected()
        .map(
            record -> {
              Map<String, @Nullable Object> row = record.stored();
              row.put("rule", record.broken.rule());
              row.put("path", record.broken.path());
              row.put("dropped", record.state == State.DROPPED);
              return row;
            })
        .toList();
  }

  /** Rows of the curated table when it was last brought up to date. */
  List<Map<String, @Nullable Object>> curated() {
    return curated;
  }

  /** Landed records that could not be read then, with whether somebody dropped them. */
  List<Map<String, @Nullable Object>> unreadable() {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (long seq : unreadable) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("_seq", seq);
      row.put("dropped", droppedUnreadable.contains(seq));
      rows.add(row);
    }
    return rows;
  }
}
