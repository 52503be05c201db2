package dev.foz.contract;

import static dev.foz.contract.Scans.JSON;
import static dev.foz.contract.Scans.scan;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that other readers round, cut, or turn into null, and bytes that are no JSON. */
class DeclaredPoisonTest {

  private static Optional<Rejection> field(String schema, String value) {
    String contract =
        "{\"type\":\"object\",\"properties\":{\"v\":" + schema.replace('\'', '"') + "}}";
    RecordScanner scanner =
        new RecordScanner(DeclaredTest.declared(contract), JSON, List.of(), Growth.LEARN);
    return scan(scanner, "{\"v\":" + value.replace('\'', '"') + "}");
  }

  static Stream<Arguments> exact() {
    return Stream.of(
        Arguments.of("{'type':'integer'}", "9223372036854775807", true),
        Arguments.of("{'type':'integer'}", "-9223372036854775808", true),
        Arguments.of("{'type':'integer'}", "-9223372036854775809", false),
        Arguments.of("{'type':'integer'}", "1.0", true),
        Arguments.of("{'type':'integer'}", "1e2", true),
        Arguments.of("{'type':'integer'}", "1e400", false),
        Arguments.of("{'type':'integer'}", "1e99999999999", false),
        Arguments.of("{'type':'number'}", "0.1", true),
        Arguments.of("{'type':'number'}", "1e308", true),
        Arguments.of("{'type':'number'}", "1e309", false),
        Arguments.of("{'type':'number'}", "1e-99999999999", false),
        Arguments.of("{'type':'number'}", "9007199254740993", false),
        Arguments.of("{'type':'number','format':'decimal(4,2)'}", "99.99", true),
        Arguments.of("{'type':'number','format':'decimal(4,2)'}", "99.9900", true),
        Arguments.of("{'type':'number','format':'decimal(4,2)'}", "100", false),
        Arguments.of("{'type':'number','format':'decimal(4,2)'}", "1.005", false),
        Arguments.of("{'type':'number','format':'decimal(4,1)'}", "1.50", true),
        Arguments.of("{'type':'integer','format':'decimal(3,0)'}", "1000", false),
        Arguments.of("{'type':'string','format':'decimal(4,2)'}", "'12.50'", true),
        Arguments.of("{'type':'string','format':'decimal(4,2)'}", "'\\u0031.5'", true),
        Arguments.of("{'type':'string','format':'decimal(4,2)'}", "'1.005'", false),
        Arguments.of("{'type':'string','format':'date'}", "'0001-01-01'", true),
        Arguments.of("{'type':'string','format':'date'}", "'0000-01-01'", false),
        Arguments.of("{'type':'string','format':'date-time'}", "'2026-01-31t10:00:00z'", false),
        Arguments.of("{'type':'string','format':'date-time'}", "'2026-01-31T10:00:00+14:59'", true),
        Arguments.of(
            "{'type':'string','format':'date-time'}", "'2026-01-31T10:00:00+15:00'", false),
        Arguments.of("{'type':'string','format':'date-time'}", "'2016-12-31T23:59:60Z'", false),
        Arguments.of(
            "{'type':'string','format':'date-time-local'}", "'2026-01-31T10:00:00.123456'", true));
  }

  @ParameterizedTest
  @MethodSource("exact")
  void valueIsExactlyOfItsColumnOrRejected(String schema, String value, boolean accepted) {
    Optional<Rejection> rejection = field(schema, value);
    assertThat(rejection.isEmpty()).as(String.valueOf(rejection)).isEqualTo(accepted);
    rejection.ifPresent(
        broken -> {
          assertThat(broken.rule()).isEqualTo("exact");
          assertThat(broken.path()).isEqualTo("v");
          assertThat(broken.offset()).isEqualTo(5);
        });
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "{'type':'string','format':'decimal(18,2)'}|'1.234,56'|format|is `1.234,56`, the contract says decimal(18,2)",
        "{'type':'string','format':'decimal(18,2)'}|' 1'|format|is ` 1`, the contract says decimal(18,2)",
        "{'type':'string','format':'date'}|'2026-02-30'|format|is `2026-02-30`, the contract says date",
        "{'type':'string','format':'date'}|20260131|type|is a number, the contract says string",
        "{'type':'string','format':'date-time-local'}|'2026-01-31T10:00:00Z'|format|is `2026-01-31T10:00:00Z`, the contract says date-time-local",
        "{'type':'string','format':'date-time'}|'0000-01-01T00:00:00Z'|exact|is `0000-01-01T00:00:00Z`, the column takes `T`, at most 6 digits of a second and an offset of at most 14:59",
        "{'type':'number'}|NaN|json|expected a value, found `N`",
        "{'type':'number'}|'1'|type|is text, the contract says number",
        "{'type':'boolean'}|'true'|type|is text, the contract says boolean",
        "{'type':'string','maxLength':3}|'😀😀😀😀'|maxLength|is 4 characters long, at most 3 are allowed",
        "{'type':'string','pattern':'^a$'}|'a\\n'|pattern|is `a?`, it must match `^a$`",
        "{'type':'string'}|'\\ud800'|surrogate|a string holds half of a surrogate pair",
        "{'type':'object'}|{'a':1,'a':2}|duplicate-key|the key `a` stands twice in one object",
        "{'minimum':1}|'x'|type|is text, the contract says number",
        "{'properties':{'a':{}}}|[]|type|is a list, the contract says object",
        "{'type':'string','format':'uuid'}|'0123456789012345678901234567890123456789x'|format|is `0123456789012345678901234567890123456789…`, the contract says uuid",
      })
  void whatIsThereAndWhatTheContractSaysAreTold(
      String schema, String value, String rule, String what) {
    Rejection rejection = field(schema, value).orElseThrow();
    assertThat(rejection.rule()).isEqualTo(rule);
    assertThat(rejection.what()).isEqualTo(what);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "{'type':['string','null']}|string",
        "{'type':['integer','number']}|double",
        "{'type':['integer','string']}|string",
        "{'type':['object','string']}|string",
        "{'enum':[1,2]}|long",
        "{'enum':['a',null]}|string",
        "{'const':true}|boolean",
        "{'minLength':1}|string",
        "{'maximum':1}|double",
        "{'format':'date'}|date",
        "{'format':'decimal(9,3)'}|decimal(9,3)",
        "{}|string",
        "{'type':'array'}|none",
        "{'type':'array','items':{'type':'integer'}}|list<long>",
        "{'type':'array','items':{}}|list<string>",
        "{'type':'array','prefixItems':[{'type':'integer'}]}|string",
        "{'type':'object'}|none",
        "{'type':'object','additionalProperties':{'type':'integer'}}|string",
        "{'type':'object','patternProperties':{'^a':{'type':'integer'}}}|string",
        "{'anyOf':[{'type':'string','format':'date'},{'type':'null'}]}|date",
        "{'anyOf':[{'type':'integer'},{'type':'string'}]}|string",
        "{'oneOf':[{'type':'integer'},{'type':'number','multipleOf':0.5}]}|double",
        "{'allOf':[{'type':['integer','string']},{'type':['integer','null']}]}|long",
        "{'type':'null'}|none",
      })
  void everyPlaceHasOneColumnType(String schema, String column) {
    String contract =
        "{\"type\":\"object\",\"properties\":{\"v\":" + schema.replace('\'', '"') + "}}";
    assertThat(DeclaredTest.declared(contract).rowType().toString())
        .isEqualTo(column.equals("none") ? "struct<>" : "struct<v: " + column + ">");
  }

  @Test
  void bytesThatAreNoUtf8AreRejectedUnderAContract() {
    RecordScanner scanner =
        new RecordScanner(
            DeclaredTest.declared("{\"properties\":{\"v\":{\"type\":\"string\"}}}"),
            JSON,
            List.of(),
            Growth.LEARN);
    byte[] record = {'{', '"', 'v', '"', ':', '"', (byte) 0xC3, '"', '}'};
    Rejection rejection = scanner.scan(record, 0, record.length).orElseThrow();
    assertThat(rejection.rule()).isEqualTo("utf-8");
    assertThat(rejection.path()).isEqualTo("v");
    assertThat(scan(scanner, "\uFEFF{}").orElseThrow().rule()).isEqualTo("bom");
    String deep = "{\"v\":\"a\",\"x\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}";
    assertThat(scan(scanner, deep).orElseThrow().rule()).isEqualTo("depth");
    assertThat(scan(scanner, "{\"v\":\"" + "a".repeat(10_000_000) + "\"}")).isEmpty();
  }
}
