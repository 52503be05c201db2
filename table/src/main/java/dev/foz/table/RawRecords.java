package dev.foz.table;

import dev.foz.base.Slices;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Records of one raw or quarantine table, in order of arrival: those rows of a batch that are
 * chosen. Choosing others copies no record.
 *
 * @param seqs {@code _seq}, ascending, parallel to payloads; not to be changed
 * @param positions {@code _position}, UTF-8, parallel to payloads
 * @param ops {@code _op}, one ASCII letter a record, parallel to payloads
 * @param keys {@code _key}, UTF-8, parallel to payloads; a table without keys has none at all. An
 *     empty slice is an empty key in a raw table, and an unknown one in a quarantine table
 * @param ingestedAtMicros {@code _ingested_at} of all of them, microseconds since 1970
 * @param headers {@code _headers} of all of them; empty is stored as null
 * @param contractVersion {@code _contract_version} of all of them; empty text is stored as null
 * @param rows which rows of the arrays and slices are meant
 */
public record RawRecords(
    long[] seqs,
    Slices positions,
    byte[] ops,
    Optional<Slices> keys,
    long ingestedAtMicros,
    Map<String, String> headers,
    String contractVersion,
    Slices payloads,
    BitSet rows) {

  public RawRecords {
    headers = Map.copyOf(headers);
    rows = (BitSet) rows.clone();
    int count = payloads.count();
    if (seqs.length != count
        || positions.count() != count
        || ops.length != count
        || keys.map(Slices::count).orElse(count) != count
        || rows.length() > count) {
      throw new IllegalArgumentException("seqs, positions, ops, keys and payloads are parallel");
    }
  }

  /** All rows of a batch whose record {@code i} has {@code _seq} {@code firstSeq + i}. */
  public static RawRecords consecutive(
      long firstSeq,
      Slices positions,
      byte[] ops,
      Optional<Slices> keys,
      long ingestedAtMicros,
      Map<String, String> headers,
      String contractVersion,
      Slices payloads) {
    int count = payloads.count();
    BitSet all = new BitSet(count);
    all.set(0, count);
    return new RawRecords(
        LongStream.range(firstSeq, firstSeq + count).toArray(),
        positions,
        ops,
        keys,
        ingestedAtMicros,
        headers,
        contractVersion,
        payloads,
        all);
  }

  /** These rows of the same batch, chosen before or not. */
  public RawRecords select(BitSet chosen) {
    return new RawRecords(
        seqs, positions, ops, keys, ingestedAtMicros, headers, contractVersion, payloads, chosen);
  }

  /** How many are chosen. */
  public int count() {
    return rows.cardinality();
  }

  /** {@code _seq} of the first chosen record, of which there must be one. */
  public long firstSeq() {
    return seqs[rows.nextSetBit(0)];
  }

  /** {@code _seq} of the last chosen record, of which there must be one. */
  public long lastSeq() {
    return seqs[rows.length() - 1];
  }
}
