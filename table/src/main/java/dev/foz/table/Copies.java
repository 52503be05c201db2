package dev.foz.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foz.base.TableName;
import dev.foz.state.Consumption;
import dev.foz.state.ContractUse;
import dev.foz.state.NewPause;
import dev.foz.state.PositionMove;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;

/**
 * Copies of what only the state database knows, beside the tables: in summaries, properties and a
 * journal; see {@code docs/formats/tables.md}. {@link Recovery} reads them.
 */
final class Copies {
  /** What stands in a summary stands in every later metadata file, so long copies go to a file. */
  private static final int MAX_INLINE = 1_000;

  private static final String CONSUMED = "foz.consumed.";
  private static final String CONTRACT = "foz.contract";
  private static final String PAUSED = "foz.paused";
  private static final String OWN = "foz.";

  private static final String KEPT_END = ".kept.json";
  private static final int UUID_LENGTH = 36;

  /** An entry that names another file of the journal, which is true from then on. */
  static final String NAMED = "journal";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Copies() {}

  /** Entries for the summary of the first table of a commit. */
  static void addTo(
      Map<String, String> summary,
      CommitContext context,
      Optional<PositionMove> position,
      List<String> segments) {
    if (position.isEmpty() && segments.isEmpty()) {
      return;
    }
    ObjectNode entry = entry(position, segments);
    String text = entry.toString();
    if (text.length() > MAX_INLINE) {
      String path = Layout.JOURNAL + context.id() + ".json";
      writeJournal(context, path, List.of(entry));
      summary.put(Summary.JOURNAL, path);
    } else {
      summary.put(Summary.COPY, text);
    }
  }

  private static ObjectNode entry(Optional<PositionMove> position, List<String> segments) {
    ObjectNode entry = JSON.createObjectNode();
    position.ifPresent(
        move -> {
          entry.put("reader", move.reader());
          entry.put("version", move.expectedVersion() + 1);
          entry.put("last_seq", move.lastSeq());
          ObjectNode parts = entry.putObject("parts");
          move.parts().forEach(parts::put);
          ArrayNode removed = entry.putArray("removed");
          move.removed().forEach(removed::add);
        });
    if (!segments.isEmpty()) {
      ArrayNode list = entry.putArray("segments");
      segments.forEach(list::add);
    }
    return entry;
  }

  /** Saves the copies of snapshots that expire into one file of the journal. */
  static void keep(CommitContext context, Collection<Snapshot> expired) {
    List<JsonNode> entries = expired.stream().flatMap(Copies::ofSummary).toList();
    if (!entries.isEmpty()) {
      String name = context.id() + "-" + context.options().ids().get() + KEPT_END;
      writeJournal(context, Layout.JOURNAL + name, entries);
    }
  }

  /** The copy that a snapshot has, or the journal's file that it names. */
  static Stream<JsonNode> ofSummary(Snapshot snapshot) {
    Stream<JsonNode> inline =
        Stream.ofNullable(snapshot.summary().get(Summary.COPY)).map(Copies::parse);
    Stream<JsonNode> named =
        Stream.ofNullable(snapshot.summary().get(Summary.JOURNAL))
            .map(path -> JSON.createObjectNode().put(NAMED, path));
    return Stream.concat(inline, named);
  }

  /** Whether a file of the journal holds the copies of snapshots that expired. */
  static boolean isKept(String path) {
    return path.endsWith(KEPT_END);
  }

  private static void writeJournal(
      CommitContext context, String path, List<? extends JsonNode> entries) {
    StringBuilder lines = new StringBuilder();
    entries.forEach(entry -> lines.append(entry).append('\n'));
    write(context, path, lines.toString());
  }

  private static void write(CommitContext context, String path, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    context.io().note(path);
    try (StorageOutput output = context.storage().create(path)) {
      output.write(bytes, 0, bytes.length);
      output.finish();
    }
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Invalid copy of the state: " + json, e);
    }
  }

  /** The text of a contract, at its first use by that table. */
  static void keep(CommitContext context, ContractUse use) {
    String prefix = Layout.CONTRACTS + use.hash() + "-";
    try (Stream<StoredFile> known = context.storage().list(prefix)) {
      if (known.findAny().isPresent()) {
        return;
      }
    }
    write(context, prefix + context.id(), use.text());
  }

  /** The hash of the contract that such a file holds. */
  static Optional<String> contractHash(String path) {
    int end = path.length() - UUID_LENGTH - 1;
    return end > Layout.CONTRACTS.length()
        ? Optional.of(path.substring(Layout.CONTRACTS.length(), end))
        : Optional.empty();
  }

  static Map<String, String> property(Consumption consumption) {
    return Map.of(CONSUMED + consumption.input(), Long.toString(consumption.toCommit()));
  }

  static Map<String, String> property(ContractUse use) {
    return Map.of(CONTRACT, use.hash());
  }

  /** Which pause the table has; {@link #isPause} properties say nothing of a version. */
  static Map<String, String> property(NewPause pause) {
    return Map.of(PAUSED, pause.reason());
  }

  static Optional<String> pause(Map<String, String> properties) {
    return Optional.ofNullable(properties.get(PAUSED));
  }

  static boolean isPause(String property) {
    return property.equals(PAUSED);
  }

  /** What Foz keeps in the properties of a table to know how its rows were made. */
  static Map<String, String> own(Map<String, String> properties) {
    Map<String, String> own = new TreeMap<>(properties);
    own.keySet().removeIf(name -> !name.startsWith(OWN) || isPause(name));
    return own;
  }

  /** The entry of a summary with these properties. */
  static Map<String, String> summary(Map<String, String> own) {
    return Map.of(Summary.PROPERTIES, JSON.valueToTree(own).toString());
  }

  /** The properties that a snapshot was made with; empty where it does not tell them. */
  static Optional<Map<String, String>> own(Snapshot snapshot) {
    String text = snapshot.summary().get(Summary.PROPERTIES);
    if (text == null) {
      return Optional.empty();
    }
    Map<String, String> own = new TreeMap<>();
    parse(text).properties().forEach(entry -> own.put(entry.getKey(), entry.getValue().asText()));
    return Optional.of(own);
  }

  /** Up to which commits those properties say that inputs are consumed. */
  static Map<TableName, Long> consumed(Map<String, String> own) {
    Map<TableName, Long> consumed = new TreeMap<>();
    own.forEach(
        (name, value) ->
            consumedInput(name).ifPresent(input -> consumed.put(input, Long.parseLong(value))));
    return consumed;
  }

  static Optional<String> contract(Map<String, String> properties) {
    return Optional.ofNullable(properties.get(CONTRACT));
  }

  /** The input that such a property tells of. */
  static Optional<TableName> consumedInput(String property) {
    return property.startsWith(CONSUMED)
        ? TableName.find(property.substring(CONSUMED.length()))
        : Optional.empty();
  }
}
