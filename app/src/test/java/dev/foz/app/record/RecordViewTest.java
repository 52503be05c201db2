package dev.foz.app.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.PayloadFormat;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RecordViewTest {
  private static final PayloadFormat JSON = new PayloadFormat.Json();
  private static final RecordView VIEW = new RecordView(80, UnaryOperator.identity());

  @Test
  void aJsonRecordIsShownWithTheReasonUnderTheValue() {
    String json = "{\"id\":7,\"itens\":[{\"sku\":\"A\"},{\"valor\":\"12,50\",\"n\":[],\"o\":{}}]}";

    assertThat(show(json, "itens[1].valor", json.indexOf("\"12"), "is text", "decimal(18,2)"))
        .isEqualTo(
            """
            {
              "id": 7,
              "itens": [
                {
                  "sku": "A"
                },
                {
                  "valor": "12,50",
                           ^^^^^^^ itens[1].valor: is text
                                   expected: decimal(18,2)
                  "n": [],
                  "o": {}
                }
              ]
            }""");
  }

  @Test
  void aWrongValueIsMarkedWithWhatWasExpected() {
    String json = "{\"chave\":\"3526\",\"itens\":[{\"sku\":\"A-1\",\"valor\":\"12,50\"}]}";

    assertThat(
            show(
                json,
                "itens[0].valor",
                json.indexOf("\"12"),
                "is text, the contract says decimal(18,2)",
                "decimal(18,2), at least 0, required"))
        .isEqualTo(
            """
            {
              "chave": "3526",
              "itens": [
                {
                  "sku": "A-1",
                  "valor": "12,50"
                           ^^^^^^^ itens[0].valor: is text, the contract says decimal(18,2)
                                   expected: decimal(18,2), at least 0, required
                }
              ]
            }""");
  }

  @Test
  void aMissingFieldIsShownAtTheObjectThatLacksIt() {
    String json = "{ \"cliente\": { \"nome\": \"Ana\" } }";

    assertThat(show(json, "cliente.cpf", json.indexOf("{", 1), "is missing", "text, required"))
        .isEqualTo(
            """
            {
              "cliente": {
                         ^ cliente.cpf: is missing
                           expected: text, required
                "nome": "Ana"
              }
            }""");
  }

  @Test
  void theRecordItselfMayBeWhatIsWrong() {
    assertThat(show("[1]", "", 0, "is a list, a record is an object"))
        .isEqualTo(
            """
            [
            ^ is a list, a record is an object
              1
            ]""");
    assertThat(show("3", "", 0, "is a number")).isEqualTo("3\n^ is a number");
  }

  @Test
  void aKeyIsMarkedWhereTheOffsetMeansIt() {
    String json = "{\"a\":1,\"a\":2}";

    assertThat(show(json, "", json.lastIndexOf("\"a\""), "the key `a` stands twice"))
        .isEqualTo(
            """
            {
              "a": 1,
              "a": 2
              ^^^ the key `a` stands twice
            }""");
  }

  @Test
  void onlyTheLinesAroundTheMarkAreShown() {
    StringBuilder json = new StringBuilder("{\"a\":[");
    for (int i = 0; i < 100_000; i++) {
      json.append(i == 0 ? "" : ",").append(i == 50_000 ? "true" : i);
    }
    json.append("]}");

    assertThat(show(json.toString(), "a[50000]", json.indexOf("true"), "is true"))
        .isEqualTo(
            """
            ... 49,994 more lines
                49992,
                49993,
                49994,
                49995,
                49996,
                49997,
                49998,
                49999,
                true,
                ^^^^ a[50000]: is true
                50001,
                50002,
                50003,
                50004,
                50005,
                50006,
            ... 49,995 more lines""");
  }

  @Test
  void longValuesAndKeysAreCut() {
    String json = "{\"" + "k".repeat(50) + "\":\"" + "é".repeat(5_000_000) + "\"}";

    assertThat(show(json, "k".repeat(200), json.indexOf("\"é"), "is too long", "text"))
        .isEqualTo(
            """
            {
              "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk... (52 bytes): "ééééééééééééééééééééééé... (10,000,002 bytes)
                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk
                kkkkkkkkkkkkkkkkkkkkkk...: is too long
              expected: text
            }""");
  }

  @Test
  void aLongReasonStandsBelowAndIsWrapped() {
    String reason = "is 1.005, which has more than 2 digits after the point".repeat(2);

    assertThat(show("{\"v\":1.005}", "v", 5, reason, "decimal(18,2)"))
        .isEqualTo(
            """
            {
              "v": 1.005
                   ^^^^^
              v: is 1.005, which has more than 2 digits after the pointis 1.005, which has
                more than 2 digits after the point
              expected: decimal(18,2)
            }""");
  }

  @Test
  void deepRecordsStayInSight() {
    String json = "[".repeat(1000) + "]".repeat(1000);

    assertThat(show(json, "", 500, "is nested deeper than 500"))
        .isEqualTo(
            """
            ... 492 more lines
            %1$s[
            %1$s[
            %1$s[
            %1$s[
            %1$s[
            %1$s[
            %1$s[
            %1$s[
            %1$s[
            %1$s^ is nested deeper than 500
            %1$s[
            %1$s[
            %1$s[
            %1$s[
            %1$s[
            %1$s[
            ... 1,492 more lines"""
                .formatted(" ".repeat(30)));
  }

  @Test
  void bytesThatAreNotUtf8AreShownAsSuch() {
    byte[] latin = "{\"nome\":\"João\",\"uf\":\"SP\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(show(latin, JSON, "nome", 11, "a string holds invalid UTF-8: byte 0xE3"))
        .isEqualTo(
            """
            {"nome":"Jo\\xE3o","uf":"SP"}
                       ^^^^ nome: a string holds invalid UTF-8: byte 0xE3
            (byte 11 of 25)""");
  }

  @Test
  void brokenJsonIsShownAsTheBytesAroundTheOffset() {
    String text = "a".repeat(100);
    String json = "{\"ação\":\"" + text + "\",\n\"b\":tru}" + text;

    assertThat(show(json, "b", bytes(json, "tru}"), "expected a value, found `t`"))
        .isEqualTo(
            """
            ...%s",\\x0A"b":tru}%s...
            %s^ b: expected a value, found `t`
            (byte 118 of 222)"""
                .formatted("a".repeat(30), "a".repeat(36), " ".repeat(43)));
  }

  @Test
  void aRecordThatEndsTooEarlyIsMarkedBehindItsEnd() {
    assertThat(show("{\"a\":1", "", 6, "expected `,`, found the end of the record"))
        .isEqualTo(
            """
            {"a":1
                  ^ expected `,`, found the end of the record
            (byte 6 of 6)""");
    assertThat(show("", "", 0, "is empty"))
        .isEqualTo(
            """

            ^ is empty
            (no bytes)""");
  }

  @Test
  void aByteOrderMarkIsSeen() {
    assertThat(show("\uFEFF{}", "", 0, "starts with a byte order mark"))
        .isEqualTo(
            """
            \\ufeff{}
            ^^^^^^ starts with a byte order mark
            (byte 0 of 5)""");
  }

  @Test
  void nothingInARecordWritesToTheTerminal() {
    String json = "{\"a\u202E\":\"\\u001b[31m\u0085\",\"b\u001b[31m\":1}";

    assertThat(show(json, "b\u001b[31m", 26, "holds \u0007"))
        .isEqualTo(
            """
            ...\\u202e":"\\u001b[31m\\u0085","b\\x1B[31m":1}
                                                ^ b\\x1B[31m: holds \\x07
            (byte 26 of 34)""");
    assertThat(show("{\"a\u202E\":\"\u0085\u007f\u2028\"}", "", 0, "no"))
        .isEqualTo(
            """
            {
            ^ no
              "a\\u202e": "\\u0085\\x7F\\u2028"
            }""");
  }

  @Test
  void aCsvRowIsShownByItsColumns() {
    assertThat(show("A-1;\"12;5\"\"0\";;x", csv("sku;\"preço\";;uf"), "preço", 4, "is text"))
        .isEqualTo(
            """
            sku       A-1
            preço     "12;5""0"
                      ^^^^^^^^^ preço: is text
            column_3
            uf        x""");
  }

  @Test
  void anEmptyFieldOfACsvRowIsMarkedToo() {
    assertThat(show(";b", csv("sku;uf"), "sku", 0, "is missing", "text, required"))
        .isEqualTo(
            """
            sku
                 ^ sku: is missing
                   expected: text, required
            uf   b""");
  }

  @Test
  void aCsvRowWithTooManyOrTooFewFieldsIsMarkedThere() {
    assertThat(show("1;2;3", csv("a;b"), "", 0, "has 3 fields, the header has 2 columns"))
        .isEqualTo(
            """
            a            1
            b            2
            (no column)  3
                         ^ has 3 fields, the header has 2 columns""");
    assertThat(show("1", csv("a;b"), "", 0, "has 1 field, the header has 2 columns"))
        .isEqualTo(
            """
            a  1
            b  (no field)
               ^^^^^^^^^^ has 1 field, the header has 2 columns""");
  }

  @Test
  void aCsvRowWithoutAPathIsMarkedByItsOffset() {
    byte[] row = {'a', ';', (byte) 0xE3, 'b', ';', 'c'};

    assertThat(show(row, csv("x;y;z"), "", 2, "is no text in UTF-8"))
        .isEqualTo(
            """
            x  a
            y  \\xE3b
               ^^^^^ is no text in UTF-8
            z  c""");
  }

  @Test
  void aCsvRowIsReadInItsCharset() {
    Charset charset = Charset.forName("windows-1252");
    PayloadFormat format = new PayloadFormat.Csv('\t', '\'', charset, ',', "nome\tuf");

    assertThat(show("João\t'S\tP'".getBytes(charset), format, "uf", 5, "is none"))
        .isEqualTo(
            """
            nome  João
            uf    'S\\x09P'
                  ^^^^^^^^ uf: is none""");
  }

  @Test
  void longCsvFieldsAreCut() {
    assertThat(show("x".repeat(10_000_000) + ";2", csv("a;b"), "b", 10_000_001, "is two"))
        .isEqualTo(
            """
            a  %s... (10,000,000 characters)
            b  2
               ^ b: is two"""
                .formatted("x".repeat(49)));
  }

  @Test
  void anyBytesAreShown() {
    long seed = 20250714;
    Random random = new Random(seed);
    String alphabet = "{}[]\":,;\\ \n\u001b\u0085é😀0123truefalsnE.-";
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int b = 0; b < bytes.length; b++) {
        byte[] letter = alphabet.getBytes(StandardCharsets.UTF_8);
        bytes[b] = letter[random.nextInt(letter.length)];
      }
      PayloadFormat format = random.nextBoolean() ? JSON : csv("a;\"b;c\";d");
      String shown = show(bytes, format, "p", random.nextInt(60) - 10, "is wrong");

      assertThat(shown).as("seed %d, case %d", seed, i).contains("p: is wrong");
      assertThat(shown.chars()).noneMatch(c -> c != '\n' && Character.isISOControl(c));
    }
  }

  @Test
  void onlyMarksAndNotesArePainted() {
    RecordView painted = new RecordView(80, text -> "<" + text + ">");
    RejectedRecord record =
        new RejectedRecord(utf8("{\"a\":1}"), JSON, "a", 5, "is a number", Optional.of("text"));

    assertThat(String.join("\n", painted.lines(record)))
        .isEqualTo(
            """
            {
              "a": 1
                   <^ a: is a number>
                     <expected: text>
            }""");
  }

  private static PayloadFormat csv(String header) {
    return new PayloadFormat.Csv(';', '"', StandardCharsets.UTF_8, '.', header);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Where a text begins in the bytes of another. */
  private static long bytes(String text, String part) {
    return utf8(text.substring(0, text.indexOf(part))).length;
  }

  private static String show(String json, String path, long offset, String reason) {
    return show(utf8(json), JSON, path, offset, reason);
  }

  private static String show(
      String json, String path, long offset, String reason, String expectation) {
    return show(json, JSON, path, offset, reason, expectation);
  }

  private static String show(
      String payload, PayloadFormat format, String path, long offset, String reason) {
    return show(utf8(payload), format, path, offset, reason);
  }

  private static String show(
      byte[] payload, PayloadFormat format, String path, long offset, String reason) {
    return show(new RejectedRecord(payload, format, path, offset, reason, Optional.empty()));
  }

  private static String show(
      String payload,
      PayloadFormat format,
      String path,
      long offset,
      String reason,
      String expectation) {
    return show(
        new RejectedRecord(utf8(payload), format, path, offset, reason, Optional.of(expectation)));
  }

  private static String show(RejectedRecord record) {
    return String.join("\n", VIEW.lines(record));
  }
}
