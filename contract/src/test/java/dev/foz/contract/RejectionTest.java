package dev.foz.contract;

import static dev.foz.contract.Scans.JSON;
import static dev.foz.contract.Scans.rejection;
import static dev.foz.contract.Scans.scan;
import static dev.foz.contract.Scans.scanner;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Code;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RejectionTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "~~|0|~~|is empty",
        "~  ~|2|~~|is empty",
        "{|1|~~|expected a key in quotes, found the end of the record",
        "{\"a\"|4|a|expected `:` after a key, found the end of the record",
        "{\"a\":|5|a|expected a value, found the end of the record",
        "{\"a\":1|6|~~|expected `,` or `}` after a field, found the end of the record",
        "{\"a\":1,}|7|~~|expected a key in quotes, found `}`",
        "{\"a\":1 \"b\":2}|7|~~|expected `,` or `}` after a field, found `\"`",
        "{\"a\":1}x|7|~~|more text follows the value: `x`",
        "{\"a\":1}{}|7|~~|more text follows the value: `{`",
        "{a:1}|1|~~|expected a key in quotes, found `a`",
        "{\"a\":{\"b\":[1,2,{\"c\":nul}]}}|20|a.b[2].c|expected a value, found `n`",
        "{\"a\":[1,]}|8|a[1]|expected a value, found `]`",
        "{\"a\":[1 2]}|8|a|expected `,` or `]` after an element, found `2`",
        "{\"a\":truE}|5|a|expected a value, found `t`",
        "{\"a\":NaN}|5|a|expected a value, found `N`",
        "{\"a\":+1}|5|a|expected a value, found `+`",
        "{\"a\":.5}|5|a|expected a value, found `.`",
        "{\"a\":01}|5|a|a number starts with a zero",
        "{\"a\":-}|6|a|a number needs a digit, found `}`",
        "{\"a\":1.}|7|a|a number needs a digit after its point, found `}`",
        "{\"a\":1e+}|8|a|a number needs a digit in its exponent, found `}`",
        "{\"a\":1.5.5}|8|~~|expected `,` or `}` after a field, found `.`",
        "{\"a\":\"x|5|a|a string does not end",
        "{\"a\":\"x\\|7|a|a string does not end",
        "{\"a\":\"\\u00|6|a|a string does not end",
        "{\"a\":\"\\u00zz\"}|6|a|\\u needs four hexadecimal digits",
        "{\"a\":\"\\x\"}|6|a|a string holds an unknown escape: \\x",
        "{\"a\":\"\\ud800\"}|6|a|a string holds half of a surrogate pair",
        "{\"a\":\"\\udc00\\ud800\"}|6|a|a string holds half of a surrogate pair",
        "{\"a\":\"\\ud800\\u0041\"}|6|a|a string holds half of a surrogate pair",
        "{\"a\":1,\"b\":{\"c\":1,\"c\":2}}|18|b|the key `c` stands twice in one object",
        "{\"a\":1,\"\\u0061\":2}|7|~~|the key `a` stands twice in one object",
        "{\"é\":1,\"\\u00e9\":2}|8|~~|the key `é` stands twice in one object",
      })
  void malformedRecordIsRejected(String record, int offset, String path, String what) {
    assertThat(rejection(JSON, record))
        .isEqualTo(new Rejection(Code.RECORD_MALFORMED, rule(what), what, path, offset));
  }

  private static String rule(String what) {
    if (what.endsWith("surrogate pair")) {
      return "surrogate";
    }
    return what.endsWith("twice in one object") ? "duplicate-key" : "json";
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "[{\"a\":1}]|is a list, not an object",
        "\"a\"|is text, not an object",
        "12|is a number, not an object",
        "true|is a boolean, not an object",
        "null|is null, not an object",
      })
  void recordThatIsNoObjectIsRejected(String record, String what) {
    assertThat(rejection(JSON, record))
        .isEqualTo(new Rejection(Code.RECORD_TYPE, "type", what, "", 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{\"x\":[{\"a\":1,\"b\":2,\"a\":1}]}"})
  void keyThatStandsTwiceIsRejectedAlsoWhenTheShapeIsKnown(String record) {
    RecordScanner scanner = scanner(JSON);
    assertThat(scan(scanner, "{\"a\":1,\"x\":[{\"a\":1,\"b\":2}]}")).isEmpty();
    assertThat(scan(scanner, record).orElseThrow().what())
        .isEqualTo("the key `a` stands twice in one object");
  }

  @Test
  void keyThatStandsTwiceAmongManyIsRejected() {
    String many =
        IntStream.range(0, 100)
            .mapToObj(n -> "\"k" + n + "\":{\"z\":" + n + "," + keys() + "}")
            .collect(Collectors.joining(","));
    assertThat(scan(scanner(JSON), "{\"m\":{" + many + "}}")).isEmpty();
    Rejection twice = rejection(JSON, "{\"m\":{" + many + ",\"k3\":0}}");
    assertThat(twice.what()).isEqualTo("the key `k3` stands twice in one object");
    assertThat(twice.path()).isEqualTo("m");
  }

  private static String keys() {
    return IntStream.range(0, 40)
        .mapToObj(n -> "\"i" + n + "\":0")
        .collect(Collectors.joining(","));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "C080",
        "C1BF",
        "C3",
        "E28",
        "E28228",
        "E08080",
        "EDA080",
        "EDBFBF",
        "F0808080",
        "F08080",
        "F4908080",
        "F5808080",
        "FF",
        "F09F98"
      })
  void invalidUtf8IsRejected(String hex) {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(Scans.bytes("{\"a\":\"ok é 😀\",\"b\":\"x"));
    int offset = record.size();
    for (int i = 0; i + 1 < hex.length(); i += 2) {
      record.write(Integer.parseInt(hex.substring(i, i + 2), 16));
    }
    record.writeBytes(Scans.bytes("\"}"));
    Rejection rejection = scanner(JSON).scan(record.toByteArray(), 0, record.size()).orElseThrow();
    assertThat(rejection)
        .isEqualTo(
            new Rejection(
                Code.RECORD_MALFORMED,
                "utf-8",
                "a string holds invalid UTF-8: byte 0x" + hex.substring(0, 2),
                "b",
                offset));
  }

  @Test
  void byteOrderMarkIsRejected() {
    assertThat(rejection(JSON, "\uFEFF{}"))
        .isEqualTo(
            new Rejection(Code.RECORD_MALFORMED, "bom", "starts with a byte order mark", "", 0));
  }

  @Test
  void bytesOutsideOfStringsAreNamed() {
    assertThat(rejection(JSON, "{\"a\":\u00a01}").what())
        .isEqualTo("expected a value, found byte 0xC2");
    assertThat(rejection(JSON, "{\"a\":\"b\u0001\"}").what())
        .isEqualTo("a string holds the control character 0x01 unescaped");
  }

  @Test
  void depthEndsAtFiveHundred() {
    assertThat(scan(scanner(JSON), nested(499))).isEmpty();
    Rejection tooDeep = rejection(JSON, nested(500));
    assertThat(tooDeep.what()).isEqualTo("is nested deeper than 500");
    assertThat(tooDeep.rule()).isEqualTo("depth");
    assertThat(tooDeep.path()).startsWith("a[0][0]").hasSize(1 + 3 * 499);
    assertThat(rejection(JSON, "[".repeat(100_000)).what()).isEqualTo("is a list, not an object");
    assertThat(rejection(JSON, "{\"a\":".repeat(100_000)).what())
        .isEqualTo("is nested deeper than 500");
  }

  private static String nested(int lists) {
    return "{\"a\":" + "[".repeat(lists) + "]".repeat(lists) + "}";
  }

  @Test
  void offsetCountsFromTheStartOfTheRecord() {
    byte[] bytes = Scans.bytes("{\"a\":1}\n{\"a\":x}\n");
    assertThat(scanner(JSON).scan(bytes, 8, 15).orElseThrow().offset()).isEqualTo(5);
    assertThat(scanner(JSON).scan(bytes, 0, 7)).isEmpty();
    assertThat(scanner(JSON).scan(bytes, 0, 6)).isPresent();
  }

  @Test
  void nothingOfRejectedRecordIsLearnt() {
    RecordScanner scanner = scanner(JSON, "id");
    assertThat(scan(scanner, "{\"id\":1,\"a\":1}")).isEmpty();
    String before = scanner.contract().text();
    assertThat(scan(scanner, "{\"id\":1,\"a\":\"x\",\"b\":1,\"c\":}")).isPresent();
    assertThat(scan(scanner, "{\"id\":null,\"a\":\"x\",\"b\":1}")).isPresent();
    assertThat(scanner.contract().text()).isEqualTo(before);
  }

  @Test
  void recordThatBringsTooManyFieldsIsRejected() {
    RecordScanner scanner = scanner(JSON);
    for (int part = 0; part < 10; part++) {
      assertThat(scan(scanner, wide(part, 999))).isEmpty();
    }
    String before = scanner.contract().text();
    assertThat(scan(scanner, wide(10, 999)).orElseThrow())
        .isEqualTo(
            new Rejection(
                Code.RECORD_TYPE,
                "fields",
                "has fields that would bring the table above 10000",
                "",
                0));
    assertThat(scanner.contract().text()).isEqualTo(before);
    assertThat(scan(scanner, wide(3, 999))).isEmpty();
  }

  private static String wide(int part, int fields) {
    return IntStream.range(0, fields)
        .mapToObj(n -> "\"k" + n + "\":1")
        .collect(Collectors.joining(",", "{\"p" + part + "\":{", "}}"));
  }

  @Test
  void problemNamesFieldAndByte() {
    Rejection rejection = rejection(JSON, "{\"itens\":[{\"valor\":1},{\"valor\":x}]}");
    assertThat(rejection.problem("land notas").render())
        .isEqualTo(
            "error[D301]: Cannot land notas: field `itens[1].valor`: expected a value, found `x`\n"
                + "  why: byte 31 of the record");
  }

  @Test
  void validTextOfEveryKindIsAccepted() {
    String record =
        " \r\n\t{ \"a\" : \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\\u0000\" , \"\" : [ ] , "
            + "\"ação\" : { } , \"d\" : [ 1 , -0.5E+10 , true , false , null ] }\n";
    assertThat(scan(scanner(JSON), record)).isEmpty();
    byte[] latin = record.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(scanner(JSON).scan(latin, 0, latin.length)).isPresent();
  }
}
