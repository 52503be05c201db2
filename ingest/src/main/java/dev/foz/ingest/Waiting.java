package dev.foz.ingest;

import dev.foz.base.Slices;
import dev.foz.table.RawRecords;
import dev.foz.table.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A record of a quarantine table.
 *
 * @param op {@code _op}
 * @param ingestedAtMicros when it was rejected
 * @param contract hash of the contract that it was rejected by
 */
record Waiting(
    long seq,
    byte[] position,
    byte op,
    Map<String, String> headers,
    String contract,
    long ingestedAtMicros,
    byte[] payload,
    Reason reason) {
  private static final String ARRIVED = "_arrived";

  Waiting {
    headers = Map.copyOf(headers);
  }

  boolean isDropped() {
    return reason.dropped().isPresent();
  }

  Waiting withReason(Reason changed) {
    return new Waiting(seq, position, op, headers, contract, ingestedAtMicros, payload, changed);
  }

  Waiting withPayload(byte[] changed, Map<String, String> changedHeaders) {
    return new Waiting(
        seq, position, op, changedHeaders, contract, ingestedAtMicros, changed, reason);
  }

  /** The record as it lands late: its headers keep when it came. */
  Waiting landing() {
    Map<String, String> kept = new HashMap<>(headers);
    kept.put(ARRIVED, Instant.EPOCH.plus(ingestedAtMicros, ChronoUnit.MICROS).toString());
    return withPayload(payload, kept);
  }

  /** The same record as it stands in a data file. */
  RawRecords record(Optional<Slices> key, long ingestedAt, String contractHash) {
    return RawRecords.consecutive(
        seq,
        slice(position),
        new byte[] {op},
        key,
        ingestedAt,
        headers,
        contractHash,
        slice(payload));
  }

  RawRecords record() {
    return record(Optional.empty(), ingestedAtMicros, contract);
  }

  QuarantinedRecord shown() {
    return new QuarantinedRecord(
        seq,
        new String(position, StandardCharsets.UTF_8),
        Instant.EPOCH.plus(ingestedAtMicros, ChronoUnit.MICROS),
        headers,
        contract,
        payload,
        reason);
  }

  private static Slices slice(byte[] bytes) {
    Slices slice = new Slices(bytes.length, 1);
    slice.add(bytes, 0, bytes.length);
    return slice;
  }
}
