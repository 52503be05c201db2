package dev.foz.table;

import dev.foz.base.Slices;
import java.util.Map;
import java.util.Optional;

/**
 * Accepted records of one raw table, in order of arrival; record {@code i} has {@code _seq} {@code
 * firstSeq + i}.
 *
 * @param positions {@code _position}, UTF-8, parallel to payloads
 * @param ops {@code _op}, one ASCII letter a record, parallel to payloads
 * @param keys {@code _key}, UTF-8, parallel to payloads; an empty slice is an empty key, a table
 *     without keys has none at all
 * @param ingestedAtMicros {@code _ingested_at} of all of them, microseconds since 1970
 * @param headers {@code _headers} of all of them; empty is stored as null
 * @param contractVersion {@code _contract_version} of all of them; empty text is stored as null
 */
public record RawRecords(
    long firstSeq,
    Slices positions,
    byte[] ops,
    Optional<Slices> keys,
    long ingestedAtMicros,
    Map<String, String> headers,
    String contractVersion,
    Slices payloads) {

  public RawRecords {
    headers = Map.copyOf(headers);
    int count = payloads.count();
    if (positions.count() != count
        || ops.length != count
        || keys.map(Slices::count).orElse(count) != count) {
      throw new IllegalArgumentException("positions, ops, keys and payloads are parallel");
    }
  }

  public int count() {
    return payloads.count();
  }

  /** {@code _seq} of the last record. */
  public long lastSeq() {
    return firstSeq + count() - 1;
  }
}
