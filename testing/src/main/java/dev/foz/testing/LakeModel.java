package dev.foz.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the tables of one file source must hold, in plain memory: every record that was written, and
 * where it stands. Says with which words a lake breaks its promises.
 */
public final class LakeModel {
  private static final int MOST_SHOWN = 5;

  private final List<String> tables;
  private final Map<String, Written> written = new LinkedHashMap<>();

  /**
   * @param tables names of the source's tables, in the order of its file
   */
  public LakeModel(List<String> tables) {
    this.tables = List.copyOf(tables);
  }

  /**
   * One record as it was written to a file.
   *
   * @param file path from the lake folder
   * @param offset of its first byte, unpacked
   * @param round of writing; all that was written in one round could be seen at once
   * @param row what the curated table shows of it
   */
  public record Written(
      String table,
      String file,
      long offset,
      byte[] payload,
      int round,
      Map<String, @Nullable Object> row) {
    /** As {@code _position} has it. */
    public String position() {
      return file + ":" + offset;
    }
  }

  /**
   * One record as a reader found it in a raw table.
   *
   * @param table name of the source's table
   */
  public record Landed(String table, long seq, String position, byte[] payload) {}

  /** One record in the order in which it arrived. */
  public record Arrived(long seq, Written record) {}

  public void write(Written record) {
    if (written.put(record.table() + " " + record.position(), record) != null) {
      throw new IllegalArgumentException("written twice: " + record.position());
    }
  }

  public int size() {
    return written.size();
  }

  /**
   * Checks that every record landed exactly once with its bytes, that {@code _seq} goes from 1
   * without a gap, and that records keep the order of tables, files and bytes.
   *
   * @return all records in the order of {@code _seq}
   * @throws AssertionError that says what is lost, doubled, changed or out of order
   */
  public List<Arrived> check(Collection<Landed> landed) {
    List<Landed> inOrder = landed.stream().sorted(Comparator.comparingLong(Landed::seq)).toList();
    checkSet(inOrder);
    List<Arrived> arrived = new ArrayList<>();
    for (Landed record : inOrder) {
      if (record.seq() != arrived.size() + 1L) {
        throw new AssertionError(
            "_seq has a gap: " + record.seq() + " stands at place " + (arrived.size() + 1));
      }
      arrived.add(new Arrived(record.seq(), find(record)));
    }
    checkOrder(arrived);
    return arrived;
  }

  private Written find(Landed record) {
    Written original = written.get(record.table() + " " + record.position());
    if (original == null || !Arrays.equals(original.payload(), record.payload())) {
      throw new AssertionError(
          "raw." + record.table() + " holds what nobody wrote at " + record.position());
    }
    return original;
  }

  private void checkSet(List<Landed> landed) {
    Map<String, Integer> counts = new HashMap<>();
    landed.forEach(r -> counts.merge(r.table() + " " + r.position(), 1, Integer::sum));
    List<String> lost = written.keySet().stream().filter(r -> !counts.containsKey(r)).toList();
    List<String> doubled =
        counts.entrySet().stream().filter(r -> r.getValue() > 1).map(Map.Entry::getKey).toList();
    List<String> invented = counts.keySet().stream().filter(r -> !written.containsKey(r)).toList();
    if (!lost.isEmpty() || !doubled.isEmpty() || !invented.isEmpty()) {
      throw new AssertionError(
          "of %d records %s, %s, %s"
              .formatted(
                  written.size(),
                  some("lost", lost),
                  some("doubled", doubled),
                  some("never written", invented)));
    }
  }

  private static String some(String what, List<String> records) {
    return what
        + " "
        + records.size()
        + (records.isEmpty() ? "" : " " + records.stream().sorted().limit(MOST_SHOWN).toList());
  }

  /**
   * Whoever sees a record sees all that was written in its round and before, and must take first
   * what comes first by table, file and byte.
   */
  private void checkOrder(List<Arrived> arrived) {
    Map<String, Integer> ranks = ranks();
    int rounds = 1 + written.values().stream().mapToInt(Written::round).max().orElse(0);
    Arrived[] lastOfRound = new Arrived[rounds];
    Map<String, Long> offsets = new HashMap<>();
    for (Arrived next : arrived) {
      Written record = next.record();
      String file = fileKey(record);
      Long before = offsets.put(file, record.offset());
      if (before != null && before >= record.offset()) {
        throw new AssertionError("out of order: " + record.position() + " came after " + before);
      }
      int rank = ranks.getOrDefault(file, 0);
      for (int round = record.round(); round < rounds; round++) {
        Arrived earlier = lastOfRound[round];
        if (earlier != null && ranks.getOrDefault(fileKey(earlier.record()), 0) > rank) {
          throw new AssertionError(
              "out of order: %s (_seq %d, round %d) came after %s (_seq %d, round %d)"
                  .formatted(
                      record.position(),
                      next.seq(),
                      record.round(),
                      earlier.record().position(),
                      earlier.seq(),
                      round));
        }
      }
      Arrived last = lastOfRound[record.round()];
      if (last == null || ranks.getOrDefault(fileKey(last.record()), 0) <= rank) {
        lastOfRound[record.round()] = next;
      }
    }
  }

  private Map<String, Integer> ranks() {
    Map<String, Integer> ranks = new HashMap<>();
    for (String table : tables) {
      TreeSet<String> files = new TreeSet<>();
      written.values().stream()
          .filter(record -> record.table().equals(table))
          .forEach(record -> files.add(fileKey(record)));
      files.forEach(file -> ranks.put(file, ranks.size()));
    }
    return ranks;
  }

  private static String fileKey(Written record) {
    return record.table() + " " + record.file();
  }

  /** The rows that a curated table without a key must have, each with its {@code _seq}. */
  public static List<Map<String, @Nullable Object>> rows(List<Arrived> arrived, String table) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Arrived next : arrived) {
      if (next.record().table().equals(table)) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>(next.record().row());
        row.put("_seq", next.seq());
        rows.add(row);
      }
    }
    return rows;
  }

  /** The rows that a curated table with a key must have: the last of each, by {@code _seq}. */
  public static List<Map<String, @Nullable Object>> lastRows(
      List<Arrived> arrived,
      String table,
      Function<Map<String, @Nullable Object>, @Nullable Object> key) {
    Map<@Nullable Object, Map<String, @Nullable Object>> last = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> row : rows(arrived, table)) {
      // Taken out first, so that the newest stands at the end.
      last.remove(key.apply(row));
      last.put(key.apply(row), row);
    }
    return List.copyOf(last.values());
  }
}
