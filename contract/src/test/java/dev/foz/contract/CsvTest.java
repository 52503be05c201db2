package dev.foz.contract;

import static dev.foz.contract.Scans.contract;
import static dev.foz.contract.Scans.csv;
import static dev.foz.contract.Scans.key;
import static dev.foz.contract.Scans.rejection;
import static dev.foz.contract.Scans.rewrite;
import static dev.foz.contract.Scans.row;
import static dev.foz.contract.Scans.scan;
import static dev.foz.contract.Scans.scanner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.PayloadFormat;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  private static final PayloadFormat V = csv("v");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "12|long|12",
        "0|long|0",
        "-5|long|-5",
        "-0|string|\"-0\"",
        "007|string|\"007\"",
        "+5|string|\"+5\"",
        "1,5|decimal(18,2)|1.5",
        "-0,50|decimal(18,2)|-0.50",
        "1.234,56|decimal(18,2)|1234.56",
        "1.234.567|long|1234567",
        "1.234|long|1234",
        "1234.567|string|\"1234.567\"",
        "12.34,5|string|\"12.34,5\"",
        "0.123|string|\"0.123\"",
        "1.2345|string|\"1.2345\"",
        "1,|string|\"1,\"",
        ",5|string|\",5\"",
        "1e5|string|\"1e5\"",
        "9223372036854775808|decimal(38,0)|9223372036854775808",
        "TRUE|boolean|true",
        "False|boolean|false",
        "verdade|string|\"verdade\"",
        "2026-01-31|date|\"2026-01-31\"",
        "31/01/2026|string|\"31/01/2026\"",
        "2026-01-31 10:00:00|timestamp|\"2026-01-31 10:00:00\"",
        "2026-01-31T10:00:00Z|timestamptz|\"2026-01-31T10:00:00Z\"",
        "\"\"|string|\"\"",
        "\"a;b\"\"c\"|string|\"a;b\\\"c\"",
        "\"1,5\"|decimal(18,2)|1.5",
        "~\"a\nb\"~|string|\"a\\u000ab\"",
        "ação|string|\"ação\"",
      })
  void textMakesColumn(String field, String type, String value) {
    Contract contract = contract(V, field);
    assertThat(contract.rowType()).hasToString("struct<v: " + type + ">");
    assertThat(rewrite(contract, V, field)).isEqualTo("{\"v\":" + value + "}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "1,234.56|decimal(18,2)",
        "1234.5|decimal(18,2)",
        "1,234,567|long",
        "1,234|string",
        "0,567|string",
      })
  void withDecimalPointLoneGroupIsNotTakenForThousands(String field, String type) {
    PayloadFormat point = new PayloadFormat.Csv(';', '"', StandardCharsets.UTF_8, '.', "v");
    assertThat(row(point, field)).isEqualTo("struct<v: " + type + ">");
  }

  @Test
  void emptyIsNullAndQuotedEmptyIsText() {
    PayloadFormat format = csv("a;b;c");
    Contract contract = contract(format, "2;\"\";", "1;x;");
    assertThat(contract.rowType()).hasToString("struct<a: long, b: string>");
    assertThat(rewrite(contract, format, "2;\"\";")).isEqualTo("{\"a\":2,\"b\":\"\"}");
  }

  @Test
  void columnThatWasTextStaysTextAndKeepsLiterals() {
    Contract contract = contract(V, "1.234,50", "x", "true");
    assertThat(contract.rowType()).hasToString("struct<v: string>");
    assertThat(rewrite(contract, V, "1.234,50")).isEqualTo("{\"v\":\"1.234,50\"}");
    assertThat(rewrite(contract, V, "true")).isEqualTo("{\"v\":\"true\"}");
    assertThat(contract.needsRewrite(V)).isTrue();
  }

  @Test
  void headerNamesAreMadeUniqueAndNeverEmpty() {
    assertThat(row(csv("a;a;A;;_seq;\"x;y\""), "1;2;3;4;5;6"))
        .isEqualTo(
            "struct<a: long, a_2: long, A_3: long, column_4: long, source_seq: long, x;y: long>");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "1;2|0|has 2 fields, the header has 3 columns",
        "1|0|has 1 field, the header has 3 columns",
        "1;2;3;4|0|has 4 fields, the header has 3 columns",
        "1;x\"y;3|3|a quote stands inside a field that does not start with one, in field 2",
        "1;\"x\"y;3|5|text follows the closing quote of a field, in field 2",
        "1;2;\"x|4|a quoted field does not end, in field 3",
        "~1;2\n;3~|3|a line ends outside of quotes, in field 2",
      })
  void malformedRowIsRejected(String record, int offset, String what) {
    assertThat(rejection(csv("a;b;c"), record))
        .isEqualTo(new Rejection(Code.RECORD_MALFORMED, "csv", what, "", offset));
  }

  @ParameterizedTest
  @ValueSource(strings = {";;", "\"\";;\"\"", " ;  ;", "   ", ";;;;;;"})
  void rowWithNothingInItIsRejected(String record) {
    assertThat(rejection(csv("a;b;c"), record))
        .isEqualTo(new Rejection(Code.RECORD_MALFORMED, "blank", "every field is empty", "", 0));
  }

  @Test
  void onlyFieldMayBeEmpty() {
    assertThat(row(V, "\"\"")).isEqualTo("struct<v: string>");
  }

  @Test
  void rowsInOtherCharsetsAreRead() {
    for (String name : new String[] {"ISO-8859-1", "windows-1252", "UTF-16LE", "IBM850"}) {
      Charset charset = Charset.forName(name);
      PayloadFormat format = new PayloadFormat.Csv('§', '"', charset, ',', "nome§valor");
      byte[] row = "\"São \"\"Luís\"\"\"§1,5".getBytes(charset);
      RecordScanner scanner = scanner(format);
      assertThat(scanner.scan(row, 0, row.length)).as(name).isEmpty();
      byte[] document = new DocumentRewriter(scanner.contract(), format).rewrite(row);
      assertThat(new String(document, StandardCharsets.UTF_8))
          .isEqualTo("{\"nome\":\"São \\\"Luís\\\"\",\"valor\":1.5}");
      byte[] broken = "é\"x§1".getBytes(charset);
      assertThat(scanner.scan(broken, 0, broken.length).orElseThrow().offset())
          .as(name)
          .isEqualTo("é".getBytes(charset).length);
    }
  }

  @Test
  void bytesOutsideOfTheCharsetAreRejected() {
    byte[] row = {'a', ';', (byte) 0xE9, ';', 'c'};
    assertThat(scanner(csv("a;b;c")).scan(row, 0, row.length))
        .contains(
            new Rejection(Code.RECORD_MALFORMED, "utf-8", "is not in UTF-8: byte 0xE9", "", 2));
    PayloadFormat ascii = new PayloadFormat.Csv(';', '"', StandardCharsets.US_ASCII, ',', "a;b;c");
    assertThat(scanner(ascii).scan(row, 0, row.length))
        .contains(
            new Rejection(Code.RECORD_MALFORMED, "utf-8", "is not in US-ASCII: byte 0xE9", "", 2));
  }

  @Test
  void keysAreLiteralTextAndMayTurnFromNumbersToText() {
    RecordScanner scanner = scanner(csv("sku;x"), "sku");
    assertThat(key(scanner, "1001;a")).isEqualTo("1001");
    assertThat(scanner.contract().rowType()).hasToString("struct<sku: long, x: string>");
    assertThat(key(scanner, "\"A\"\"7\";a")).isEqualTo("A\"7");
    assertThat(key(scanner, "\"\";a")).isEmpty();
    assertThat(scanner.contract().rowType()).hasToString("struct<sku: string, x: string>");
    assertThat(scan(scanner, ";a"))
        .contains(new Rejection(Code.RECORD_KEY, "key", "the primary key is null", "sku", 0));
    assertThat(key(scanner(csv("a;b"), "a", "b"), "1.5;\"x\"")).isEqualTo("[\"1.5\",\"x\"]");
    RecordScanner decimals = scanner(csv("sku"), "sku");
    assertThat(key(decimals, "1,50")).isEqualTo("1,50");
    assertThat(decimals.contract().rowType()).hasToString("struct<sku: string>");
    assertThat(rejection(csv("a"), "1", "b").what()).isEqualTo("the primary key is missing");
  }

  @Test
  void payloadThatDoesNotFitIsAnError() {
    Contract contract = contract(V, "1");
    assertThatThrownBy(() -> rewrite(contract, V, "x"))
        .isInstanceOf(FozException.class)
        .hasMessageContaining("Cannot decode record: field `v`: `x` does not fit long");
  }

  @Test
  void columnsOfAnotherOrderMeetTheirFields() {
    Contract start = contract(csv("a;b"), "1;x");
    RecordScanner scanner = new RecordScanner(start, csv("c;b;a"), java.util.List.of());
    assertThat(scan(scanner, "true;y;2")).isEmpty();
    assertThat(scanner.contract().rowType()).hasToString("struct<a: long, b: string, c: boolean>");
    assertThat(rewrite(scanner.contract(), csv("c;b;a"), "true;y;2"))
        .isEqualTo("{\"c\":true,\"b\":\"y\",\"a\":2}");
  }
}
