package dev.foz.source;

import java.util.Map;
import java.util.Set;

/**
 * What is left to be known of a batch when its records are written: small, whatever the records
 * were. Components as in {@link RecordBatch}.
 *
 * @param records how many there were
 */
public record BatchReceipt(
    String table,
    String part,
    int records,
    Map<String, String> position,
    Set<String> forgotten,
    long sourceBytes) {
  public BatchReceipt {
    position = Map.copyOf(position);
    forgotten = Set.copyOf(forgotten);
  }
}
