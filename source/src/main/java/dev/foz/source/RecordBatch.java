package dev.foz.source;

import dev.foz.base.PayloadFormat;
import dev.foz.base.Slices;
import java.util.Map;
import java.util.Set;

/**
 * Records of one table in order of arrival, and the position after them. Immutable once handed out.
 *
 * <p>A record with {@code _op} {@code t} has an empty payload. It makes void all earlier records of
 * its table whose {@code _position} starts with the same text up to the last colon (the same file).
 *
 * @param table the table's key under {@code tables} of the source
 * @param part the part of the source (file, queue) that all records of this batch come from
 * @param payloads the literal bytes, one slice a record
 * @param positions {@code _position} of each record as UTF-8 text, parallel to payloads
 * @param ops {@code _op} of each record, parallel to payloads: {@code m}, {@code c}, {@code u},
 *     {@code d}, {@code r} or {@code t}
 * @param format how to read the payloads
 * @param headers entries of {@code _headers} that all records share, the format's included
 * @param position parts of the position that have a new value once this batch is committed
 * @param forgotten parts of the position to be removed then
 * @param sourceBytes bytes of the source that this batch stands for
 */
public record RecordBatch(
    String table,
    String part,
    Slices payloads,
    Slices positions,
    byte[] ops,
    PayloadFormat format,
    Map<String, String> headers,
    Map<String, String> position,
    Set<String> forgotten,
    long sourceBytes) {

  public RecordBatch {
    headers = Map.copyOf(headers);
    position = Map.copyOf(position);
    forgotten = Set.copyOf(forgotten);
    if (payloads.count() != positions.count() || payloads.count() != ops.length) {
      throw new IllegalArgumentException("payloads, positions and ops are parallel");
    }
  }

  public int count() {
    return payloads.count();
  }

  /** The batch without its records. */
  public BatchReceipt receipt() {
    return new BatchReceipt(table, part, count(), position, forgotten, sourceBytes);
  }
}
