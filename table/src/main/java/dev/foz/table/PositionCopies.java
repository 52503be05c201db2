package dev.foz.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foz.state.ReaderPosition;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Puts positions together again from the moves that snapshots and journal tell of. */
final class PositionCopies {
  private final Storage storage;
  private final Map<String, TreeMap<Long, JsonNode>> moves = new TreeMap<>();
  private final Set<String> segments = new TreeSet<>();

  PositionCopies(Storage storage) {
    this.storage = storage;
  }

  /**
   * What snapshots tell is true, and so is what was kept of those that expired. A file that holds
   * the copy of one commit is true only where one of them names it: that commit may have failed.
   */
  void read(Collection<FoundTable> tables) {
    Deque<JsonNode> entries = new ArrayDeque<>();
    tables.forEach(
        table -> table.snapshots().forEach(s -> Copies.ofSummary(s).forEach(entries::add)));
    try (Stream<StoredFile> files = storage.list(Layout.JOURNAL)) {
      files
          .map(StoredFile::path)
          .filter(Copies::isKept)
          .forEach(path -> entries.addAll(Recovery.lines(storage, path)));
    }
    Set<String> named = new HashSet<>();
    while (!entries.isEmpty()) {
      JsonNode entry = entries.removeFirst();
      if (!entry.has(Copies.NAMED)) {
        take(entry);
      } else if (named.add(entry.get(Copies.NAMED).asText())) {
        entries.addAll(Recovery.lines(storage, entry.get(Copies.NAMED).asText()));
      }
    }
  }

  private void take(JsonNode entry) {
    if (entry.has("reader")) {
      moves
          .computeIfAbsent(entry.get("reader").asText(), reader -> new TreeMap<>())
          .put(entry.get("version").asLong(), entry);
    }
    entry.path("segments").forEach(segment -> segments.add(segment.asText()));
  }

  Map<String, ReaderPosition> positions() {
    Map<String, ReaderPosition> positions = new TreeMap<>();
    moves.forEach((reader, own) -> positions.put(reader, position(own)));
    return positions;
  }

  private static ReaderPosition position(TreeMap<Long, JsonNode> moves) {
    Map<String, String> parts = new HashMap<>();
    for (JsonNode move : moves.values()) {
      move.path("removed").forEach(part -> parts.remove(part.asText()));
      move.path("parts").properties().forEach(p -> parts.put(p.getKey(), p.getValue().asText()));
    }
    JsonNode last = moves.lastEntry().getValue();
    return new ReaderPosition(last.get("version").asLong(), last.get("last_seq").asLong(), parts);
  }

  List<String> segments() {
    return List.copyOf(segments);
  }
}
