package dev.foz.testing;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which versions, or which last states, records make of their keys, in plain memory: computed from
 * all of them each time.
 */
final class HistoryModel {
  private HistoryModel() {}

  /**
   * A record that landed.
   *
   * @param at when it arrived
   * @param key empty for a record that has none
   * @param row what the curated table shows of it; empty where it deletes its key
   */
  record Landed(
      long seq, Instant at, Optional<Object> key, Optional<Map<String, @Nullable Object>> row) {}

  private static final class Version {
    private final Landed record;
    private final Instant from;
    private @Nullable Instant to;

    private Version(Landed record, Instant from) {
      this.record = record;
      this.from = from;
    }

    private Map<String, @Nullable Object> row() {
      Map<String, @Nullable Object> row = new LinkedHashMap<>(record.row().orElseThrow());
      row.put("valid_from", from.atOffset(ZoneOffset.UTC));
      row.put("valid_to", to == null ? null : to.atOffset(ZoneOffset.UTC));
      row.put("_seq", record.seq());
      return row;
    }
  }

  /** All versions by {@code _seq}. */
  static List<Map<String, @Nullable Object>> versions(List<Landed> records) {
    Map<Object, List<Version>> byKey = new LinkedHashMap<>();
    for (Landed record : inOrder(records)) {
      record
          .key()
          .ifPresent(key -> follow(byKey.computeIfAbsent(key, k -> new ArrayList<>()), record));
    }
    Map<Long, Map<String, @Nullable Object>> rows = new TreeMap<>();
    byKey.values().stream()
        .flatMap(List::stream)
        .forEach(version -> rows.put(version.record.seq(), version.row()));
    return List.copyOf(rows.values());
  }

  private static void follow(List<Version> versions, Landed record) {
    Optional<Version> last =
        versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
    Instant least =
        last.map(v -> v.to == null ? v.from : Objects.requireNonNull(v.to)).orElse(record.at());
    Instant from = record.at().isBefore(least) ? least : record.at();
    boolean open = last.filter(version -> version.to == null).isPresent();
    if (open && plain(last.orElseThrow().record).equals(plain(record))) {
      return;
    }
    if (open) {
      last.orElseThrow().to = from;
    }
    if (record.row().isPresent()) {
      versions.add(new Version(record, from));
    }
  }

  /** A field that is null is the same as one that is missing. */
  private static Optional<Map<String, @Nullable Object>> plain(Landed record) {
    Function<Map<String, @Nullable Object>, Map<String, @Nullable Object>> withoutNulls =
        row -> {
          Map<String, @Nullable Object> rest = Plain.row(row);
          rest.values().removeIf(Objects::isNull);
          return rest;
        };
    return record.row().map(withoutNulls);
  }

  /** The last states by {@code _seq}. */
  static List<Map<String, @Nullable Object>> lastStates(List<Landed> records) {
    Map<Object, Landed> last = new LinkedHashMap<>();
    inOrder(records).forEach(record -> record.key().ifPresent(key -> last.put(key, record)));
    Map<Long, Map<String, @Nullable Object>> rows = new TreeMap<>();
    for (Landed record : last.values()) {
      record
          .row()
          .ifPresent(
              row -> {
                Map<String, @Nullable Object> shown = new LinkedHashMap<>(row);
                shown.put("_seq", record.seq());
                rows.put(record.seq(), shown);
              });
    }
    return List.copyOf(rows.values());
  }

  /** A row of every record that comes behind the last one without a key, by {@code _seq}. */
  static List<Map<String, @Nullable Object>> everyRecord(List<Landed> records) {
    long last =
        records.stream()
            .filter(record -> record.key().isEmpty())
            .mapToLong(Landed::seq)
            .max()
            .orElse(0);
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Landed record : inOrder(records)) {
      if (record.seq() > last && record.row().isPresent()) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(record.row().get());
        shown.put("_seq", record.seq());
        rows.add(shown);
      }
    }
    return rows;
  }

  private static List<Landed> inOrder(List<Landed> records) {
    return records.stream().sorted(java.util.Comparator.comparingLong(Landed::seq)).toList();
  }
}
