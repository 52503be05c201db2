package dev.foz.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.PayloadFormat;
import dev.foz.base.Slices;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Shorthands for tests: scan texts, read what came of it. */
final class Scans {
  static final PayloadFormat JSON = new PayloadFormat.Json();

  private Scans() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static PayloadFormat.Csv csv(String header) {
    return new PayloadFormat.Csv(';', '"', StandardCharsets.UTF_8, ',', header);
  }

  static RecordScanner scanner(PayloadFormat format, String... primaryKey) {
    return new RecordScanner(Contract.empty(), format, List.of(primaryKey));
  }

  static Optional<Rejection> scan(RecordScanner scanner, String record) {
    byte[] bytes = bytes(record);
    return scanner.scan(bytes, 0, bytes.length);
  }

  /** The contract of records that must all be accepted. */
  static Contract contract(PayloadFormat format, String... records) {
    RecordScanner scanner = scanner(format);
    for (String record : records) {
      assertThat(scan(scanner, record)).as(record).isEmpty();
    }
    return scanner.contract();
  }

  static String row(PayloadFormat format, String... records) {
    return contract(format, records).rowType().toString();
  }

  static Rejection rejection(PayloadFormat format, String record, String... primaryKey) {
    return scan(scanner(format, primaryKey), record).orElseThrow();
  }

  static String key(RecordScanner scanner, String record) {
    assertThat(scan(scanner, record)).as(record).isEmpty();
    Slices keys = new Slices(16, 1);
    scanner.appendKey(keys);
    return keys.text(0);
  }

  static String rewrite(Contract contract, PayloadFormat format, String record) {
    byte[] document = new DocumentRewriter(contract, format).rewrite(bytes(record));
    return new String(document, StandardCharsets.UTF_8);
  }
}
