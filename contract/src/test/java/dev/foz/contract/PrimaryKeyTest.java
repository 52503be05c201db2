package dev.foz.contract;

import static dev.foz.contract.Scans.JSON;
import static dev.foz.contract.Scans.key;
import static dev.foz.contract.Scans.rejection;
import static dev.foz.contract.Scans.scan;
import static dev.foz.contract.Scans.scanner;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Code;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrimaryKeyTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "\"abc\"|abc",
        "\"\"|~~",
        "\"é \\u00e9 \\\"\\ud83d\\ude00\"|é é \"😀",
        "\"2026-01-01\"|2026-01-01",
        "\"007\"|007",
        "7|7",
        "-0|0",
        "-7|-7",
        "1.0|1",
        "1.50|1.5",
        "0.00|0",
        "1e3|1000",
        "12345678901234567890|12345678901234567890",
      })
  void keyHasCanonicalText(String value, String text) {
    assertThat(key(scanner(JSON, "id"), "{\"x\":0,\"id\":" + value + ",\"y\":1}")).isEqualTo(text);
    RecordScanner known = scanner(JSON, "id");
    scan(known, "{\"id\":" + value + "}");
    assertThat(key(known, "{\"x\":0,\"id\":" + value + "}")).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "{\"x\":1}|0|the primary key is missing",
        "{\"id\":null}|6|the primary key is null",
        "{\"id\":true}|6|the primary key is a boolean",
        "{\"id\":{\"a\":1}}|6|the primary key is an object",
        "{\"id\":[1]}|6|the primary key is a list",
        "{\"id\":1e300}|6|the primary key is a number of more than 38 digits",
      })
  void recordWithoutUsableKeyIsRejected(String record, int offset, String what) {
    Rejection expected = new Rejection(Code.RECORD_KEY, "key", what, "id", offset);
    assertThat(rejection(JSON, record, "id")).isEqualTo(expected);
    RecordScanner known = scanner(JSON, "id");
    scan(known, "{\"id\":1,\"x\":1}");
    assertThat(scan(known, record)).contains(expected);
  }

  @Test
  void keyMayNotTurnFromNumberToText() {
    RecordScanner scanner = scanner(JSON, "id");
    assertThat(scan(scanner, "{\"id\":1}")).isEmpty();
    assertThat(scan(scanner, "{\"id\":\"1\"}"))
        .contains(
            new Rejection(
                Code.RECORD_KEY,
                "key",
                "the primary key is text, that of earlier records is a number",
                "id",
                7));
    RecordScanner later = new RecordScanner(scanner.contract(), JSON, List.of("id"));
    assertThat(scan(later, "{\"id\":\"1\"}")).isPresent();
    assertThat(scan(later, "{\"id\":2}")).isEmpty();
  }

  @Test
  void keyMayNotTurnFromTextToNumber() {
    RecordScanner scanner = scanner(JSON, "id");
    assertThat(scan(scanner, "{\"id\":\"1\"}")).isEmpty();
    RecordScanner later = new RecordScanner(scanner.contract(), JSON, List.of("id"));
    assertThat(scan(later, "{\"id\":1}").orElseThrow().what())
        .isEqualTo("the primary key is a number, that of earlier records is text");
  }

  @Test
  void textThatLooksLikeDateStaysTextInKeys() {
    RecordScanner scanner = scanner(JSON, "dia");
    scan(scanner, "{\"dia\":\"2026-01-01\",\"outro\":\"2026-01-01\"}");
    assertThat(scanner.contract().rowType()).hasToString("struct<dia: string, outro: date>");
  }

  @Test
  void keyOfSeveralFieldsIsListOfTexts() {
    RecordScanner scanner = scanner(JSON, "b", "a");
    assertThat(key(scanner, "{\"a\":1.0,\"b\":\"x\\\"\\n\"}"))
        .isEqualTo("[\"x\\\"\\u000a\",\"1\"]");
    assertThat(rejection(JSON, "{\"b\":1}", "b", "a").path()).isEqualTo("a");
  }

  @Test
  void dotLeadsIntoObjects() {
    String record = "{\"infNFe\":{\"ide\":{\"nNF\":12,\"x\":1}}}";
    RecordScanner scanner = scanner(JSON, "infNFe.ide.nNF");
    assertThat(key(scanner, record)).isEqualTo("12");
    assertThat(key(scanner, record)).isEqualTo("12");
    assertThat(scan(scanner, "{\"infNFe\":[{\"ide\":{\"nNF\":12}}]}"))
        .contains(
            new Rejection(
                Code.RECORD_KEY, "key", "the primary key is missing", "infNFe.ide.nNF", 0));
  }

  @Test
  void keyIsFoundInObjectThatIsKeptAsText() {
    RecordScanner scanner = scanner(JSON, "a.id");
    scan(scanner, "{\"a\":{\"id\":1}}");
    Contract mixed = scanner.contract().join(Scans.contract(JSON, "{\"a\":5}"));
    assertThat(mixed.rowType()).hasToString("struct<a: string>");
    RecordScanner later = new RecordScanner(mixed, JSON, List.of("a.id"));
    assertThat(key(later, "{\"a\":{\"id\":7}}")).isEqualTo("7");
  }
}
