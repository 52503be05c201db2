package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.PayloadFormat;
import dev.foz.base.Slices;
import dev.foz.contract.Contract;
import dev.foz.contract.DocumentRewriter;
import dev.foz.contract.Rejection;
import dev.foz.engine.EngineSession;
import dev.foz.engine.QueryResult;
import dev.foz.table.QuarantineFileWriter;
import dev.foz.table.RawRecords;
import dev.foz.table.Reason;
import dev.foz.table.TableSnapshot;
import dev.foz.table.WrittenFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Landed records that the contract of now cannot read, because a value does not fit the type that
 * it has become. They stay in raw, and wait in the quarantine of the curated table until a contract
 * can read them.
 */
final class Unreadables {
  private static final String RULE = "cast";

  private final TransformJob job;
  private final CuratedTable table;
  private final Contract contract;
  private final QuarantineTable quarantine;

  Unreadables(TransformJob job, CuratedTable table, Contract contract) {
    this.job = job;
    this.table = table;
    this.contract = contract;
    this.quarantine = new QuarantineTable(job, table.curated().quarantine());
  }

  /** Where they wait. */
  QuarantineTable table() {
    return quarantine;
  }

  /** Makes a file of those that are among the bound records, if there are any. */
  Optional<WrittenFile> write(EngineSession session) {
    if (!contract.casts()) {
      return Optional.empty();
    }
    job.progress().phase("looking for records that cannot be read");
    String sql =
        "select r._seq, r._position, r._op, r._key, r._ingested_at, r._headers,"
            + " r._contract_version, r.payload from "
            + table.raw()
            + " r where r._unreadable is not null and r._op not in ('d', 't') order by r._seq";
    Map<Long, String> dropped = dropped(session);
    try (QueryResult rows = session.query(sql, job.progress())) {
      return rows.next() ? Optional.of(write(rows, dropped)) : Optional.empty();
    }
  }

  private WrittenFile write(QueryResult rows, Map<Long, String> dropped) {
    try (QuarantineFileWriter writer =
        job.catalog().newQuarantineFile(quarantine.name(), job.run())) {
      do {
        RawRecords record = record(rows);
        String why = dropped.get(record.firstSeq());
        writer.write(record, List.of(reason(record, Optional.ofNullable(why))));
      } while (rows.next());
      return writer.finish();
    }
  }

  private static RawRecords record(QueryResult row) {
    byte[] payload = (byte[]) Objects.requireNonNull(row.value(7));
    Slices payloads = new Slices(payload.length, 1);
    payloads.add(payload, 0, payload.length);
    return RawRecords.consecutive(
        ((Number) Objects.requireNonNull(row.value(0))).longValue(),
        slice(row.value(1)),
        String.valueOf(row.value(2)).getBytes(StandardCharsets.US_ASCII),
        row.value(3) == null ? Optional.empty() : Optional.of(slice(row.value(3))),
        micros((OffsetDateTime) Objects.requireNonNull(row.value(4))),
        headers(row.value(5)),
        Objects.requireNonNullElse(row.value(6), "").toString(),
        payloads);
  }

  private static long micros(OffsetDateTime time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant());
  }

  private static Slices slice(@Nullable Object text) {
    Slices slice = new Slices(64, 1);
    slice.add(Objects.requireNonNullElse(text, "").toString());
    return slice;
  }

  private static Map<String, String> headers(@Nullable Object value) {
    Map<String, String> headers = new HashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, text) -> headers.put(String.valueOf(key), String.valueOf(text)));
    }
    return headers;
  }

  private Reason reason(RawRecords record, Optional<String> dropped) {
    PayloadFormat format = PayloadFormat.fromHeaders(record.headers());
    Rejection why =
        switch (new DocumentRewriter(contract, format).read(record.payloads().copy(0))) {
          case DocumentRewriter.Document.Unreadable(Rejection reason) -> reason;
          case DocumentRewriter.Document.Readable readable ->
              throw new IllegalStateException("record " + record.firstSeq() + " can be read");
        };
    return new Reason(Code.RECORD_TYPE.id(), RULE, why.path(), why.what(), why.offset(), dropped);
  }

  /** By {@code _seq} why records were dropped that wait no more; they stay dropped. */
  private Map<Long, String> dropped(EngineSession session) {
    Optional<TableSnapshot> waiting = job.moment().find(quarantine.name());
    Map<Long, String> dropped = new HashMap<>();
    if (waiting.isPresent()) {
      job.moment().bind(session, waiting.get());
      String sql =
          "select q._seq, q._dropped from " + quarantine.name() + " q where q._dropped is not null";
      try (QueryResult rows = session.query(sql, job.progress())) {
        while (rows.next()) {
          long seq = ((Number) Objects.requireNonNull(rows.value(0))).longValue();
          dropped.put(seq, String.valueOf(rows.value(1)));
        }
      }
    }
    return dropped;
  }
}
