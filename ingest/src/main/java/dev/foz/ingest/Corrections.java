package dev.foz.ingest;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.PayloadFormat;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.Type;
import dev.foz.contract.RecordEditor;
import dev.foz.engine.Engine;
import dev.foz.engine.EngineSession;
import dev.foz.engine.ParsedSql;
import dev.foz.engine.QueryResult;
import dev.foz.engine.RowSupplier;
import dev.foz.engine.SqlTableRef;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes values of records by SQL expressions. What a record was before stands in its {@code
 * _headers}: {@code original}, its bytes in base 64, and {@code corrected}, the expressions.
 */
final class Corrections implements AutoCloseable {
  private static final String SCHEMA = "quarantine";
  private static final String RECORD = "record";
  private static final String ORIGINAL = "original";
  private static final String CORRECTED = "corrected";

  private static final List<Field> COLUMNS =
      List.of(
          Field.of("_seq", Type.Primitive.LONG),
          Field.of("payload", Type.Primitive.STRING),
          Field.of("value", Type.Primitive.STRING));

  private final List<Correction> corrections;
  private final EngineSession session;
  private final Progress progress;

  /**
   * Checks the expressions.
   *
   * @throws dev.foz.base.FozException when one of them is no SQL, or may not run, or reads tables
   */
  Corrections(List<Correction> corrections, Engine engine, Progress progress) {
    this.corrections = List.copyOf(corrections);
    this.progress = progress;
    corrections.forEach(correction -> check(correction, engine));
    this.session = engine.open();
  }

  private static void check(Correction correction, Engine engine) {
    ParsedSql parsed = engine.parser().parse(sql(correction));
    List<String> others =
        parsed.tables().stream()
            .map(SqlTableRef::toString)
            .filter(name -> !name.equals(SCHEMA + "." + RECORD))
            .toList();
    if (!others.isEmpty()) {
      throw Problem.of(
              Code.SQL_REFUSED,
              "Cannot set `" + correction.path() + "`: it reads " + others.getFirst())
          .remedy("use `value` and `payload` of the record alone")
          .toException();
    }
  }

  private static String sql(Correction correction) {
    String result =
        correction.isWhole() ? "cast((%s) as varchar)" : "cast(to_json((%s)) as varchar)";
    return ("select _seq, " + result + " from " + SCHEMA + "." + RECORD)
        .formatted(correction.expression());
  }

  /** The records with all corrections, in order; records without any are the same as before. */
  List<Waiting> apply(List<Waiting> records) {
    List<Waiting> changed = records;
    for (Correction correction : corrections) {
      changed = apply(correction, changed);
    }
    List<Waiting> marked = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      marked.add(corrections.isEmpty() ? records.get(i) : mark(records.get(i), changed.get(i)));
    }
    return marked;
  }

  private Waiting mark(Waiting original, Waiting changed) {
    Map<String, String> headers = new HashMap<>(original.headers());
    headers.putIfAbsent(ORIGINAL, Base64.getEncoder().encodeToString(original.payload()));
    List<String> sets =
        corrections.stream().map(set -> set.path() + " = " + set.expression()).toList();
    headers.put(CORRECTED, String.join("; ", sets));
    return changed.withPayload(changed.payload(), headers);
  }

  private List<Waiting> apply(Correction correction, List<Waiting> records) {
    Map<Long, @Nullable String> values = values(correction, records);
    List<Waiting> changed = new ArrayList<>();
    for (Waiting record : records) {
      Optional<String> value = Optional.ofNullable(values.get(record.seq()));
      changed.add(record.withPayload(payload(correction, record, value), record.headers()));
    }
    return changed;
  }

  private Map<Long, @Nullable String> values(Correction correction, List<Waiting> records) {
    session.bindRows(SCHEMA, RECORD, COLUMNS, sink -> supply(correction, records, sink));
    Map<Long, @Nullable String> values = new HashMap<>();
    try (QueryResult rows = session.query(sql(correction), progress)) {
      while (rows.next()) {
        long seq = ((Number) Objects.requireNonNull(rows.value(0))).longValue();
        Object value = rows.value(1);
        values.put(seq, value == null ? null : value.toString());
      }
    }
    return values;
  }

  private static void supply(Correction correction, List<Waiting> records, RowSupplier.Sink sink) {
    for (Waiting record : records) {
      String text = new String(record.payload(), charset(record));
      Optional<String> value =
          correction.isWhole()
              ? Optional.of(text)
              : new RecordEditor(format(record)).find(record.payload(), correction.path());
      sink.row(new @Nullable Object[] {record.seq(), text, value.orElse(null)});
    }
  }

  private static PayloadFormat format(Waiting record) {
    return PayloadFormat.fromHeaders(record.headers());
  }

  private static Charset charset(Waiting record) {
    return switch (format(record)) {
      case PayloadFormat.Json json -> StandardCharsets.UTF_8;
      case PayloadFormat.Csv csv -> csv.charset();
    };
  }

  private static byte[] payload(Correction correction, Waiting record, Optional<String> value) {
    if (correction.isWhole()) {
      return value.orElse("").getBytes(charset(record));
    }
    RecordEditor editor = new RecordEditor(format(record));
    try {
      return editor.set(record.payload(), correction.path(), value.orElse("null"));
    } catch (FozException e) {
      throw e.problem().at(Place.of(record.shown().position())).toException(e);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
