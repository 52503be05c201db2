package dev.foz.table;

import dev.foz.base.Slices;
import java.util.Map;
import java.util.TreeMap;

/** Encodes the nine raw columns of the records of one batch. */
final class RawRow {
  private final RawRecords batch;
  private final boolean emptyKeyIsNull;

  /** The fields between key and payload, which all records of a batch have in common. */
  private final byte[] shared;

  RawRow(RawRecords batch, RawSchema schema) {
    this.batch = batch;
    this.emptyKeyIsNull = schema == RawSchema.QUARANTINE;
    this.shared = sharedFields(batch);
  }

  void encode(ByteBuilder block, int row) {
    block.put(RawFormat.PRESENT);
    block.putLong(batch.seqs()[row]);
    putPresent(block, batch.positions(), row);
    block.put(RawFormat.PRESENT);
    block.put(RawFormat.PRESENT); // a text of length 1
    block.put(batch.ops()[row]);
    putKey(block, row);
    block.put(shared, 0, shared.length);
    putPresent(block, batch.payloads(), row);
  }

  private void putKey(ByteBuilder block, int row) {
    if (batch.keys().isEmpty() || (emptyKeyIsNull && batch.keys().get().length(row) == 0)) {
      block.put(RawFormat.NULL);
    } else {
      putPresent(block, batch.keys().get(), row);
    }
  }

  private static void putPresent(ByteBuilder block, Slices slices, int row) {
    block.put(RawFormat.PRESENT);
    block.putBytes(slices.buffer(), slices.start(row), slices.end(row));
  }

  private static byte[] sharedFields(RawRecords batch) {
    ByteBuilder out = new ByteBuilder(256);
    out.put(RawFormat.NULL); // _event_time
    out.put(RawFormat.PRESENT);
    out.putLong(batch.ingestedAtMicros());
    putHeaders(out, batch.headers());
    putText(out, batch.contractVersion());
    return out.toArray();
  }

  private static void putHeaders(ByteBuilder out, Map<String, String> headers) {
    if (headers.isEmpty()) {
      out.put(RawFormat.NULL);
      return;
    }
    out.put(RawFormat.PRESENT);
    out.putLong(headers.size());
    new TreeMap<>(headers)
        .forEach(
            (key, value) -> {
              out.putText(key);
              out.put(RawFormat.PRESENT);
              out.putText(value);
            });
    out.putLong(0);
  }

  /** A text of its own; null where it is empty. */
  static void putText(ByteBuilder out, String text) {
    if (text.isEmpty()) {
      out.put(RawFormat.NULL);
    } else {
      out.put(RawFormat.PRESENT);
      out.putText(text);
    }
  }
}
