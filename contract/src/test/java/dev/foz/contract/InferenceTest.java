package dev.foz.contract;

import static dev.foz.contract.Scans.JSON;
import static dev.foz.contract.Scans.contract;
import static dev.foz.contract.Scans.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferenceTest {

  @Test
  void nestedRecordBecomesNestedColumns() {
    String record =
        """
        {"id": 7, "cliente": {"nome": "Ana", "ativo": true}, "criado": "2026-01-31T10:00:00Z",
         "itens": [{"sku": "x", "valor": 1.5}, {"sku": "y", "valor": 10, "obs": null}]}
        """;
    assertThat(row(JSON, record))
        .isEqualTo(
            "struct<id: long, cliente: struct<nome: string, ativo: boolean>, criado: timestamptz,"
                + " itens: list<struct<sku: string, valor: decimal(18,2)>>>");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "0|long",
        "-0|long",
        "9223372036854775807|long",
        "-9223372036854775808|long",
        "9223372036854775808|decimal(38,0)",
        "-9223372036854775809|decimal(38,0)",
        "99999999999999999999999999999999999999|decimal(38,0)",
        "1.0|decimal(18,2)",
        "1.234|decimal(18,4)",
        "0.30000000000000004|decimal(38,18)",
        "9999999999999999.99|decimal(18,2)",
        "99999999999999999.99|decimal(38,2)",
        "1e3|long",
        "0e999|long",
        "15e-1|decimal(18,2)",
        "6.02e23|decimal(38,0)",
        "1e300|double",
        "5e-324|double",
        "1e-400|string",
        "1e400|string",
        "123456789012345678901234567890123456789.5|string",
        "true|boolean",
        "\"\"|string",
        "\"x\"|string",
        "\"2026-02-28\"|date",
        "\"2026-02-29\"|string",
        "\"2024-02-29\"|date",
        "\"0000-01-01\"|string",
        "\"2026-1-1\"|string",
        "\"2026-01-01T10:00:00\"|timestamp",
        "\"2026-01-01 10:00:00.123456\"|timestamp",
        "\"2026-01-01 10:00:00.1234567\"|string",
        "\"2026-01-01T10:00:00.\"|string",
        "\"2026-01-01T24:00:00\"|string",
        "\"2026-01-01T10:00:60\"|string",
        "\"2026-01-01T10:00\"|string",
        "\"2026-01-01T10:00:00Z\"|timestamptz",
        "\"2026-01-01T10:00:00.5-03:00\"|timestamptz",
        "\"2026-01-01 10:00:00Z\"|string",
        "\"2026-01-01T10:00:00-0300\"|string",
        "\"2026-01-01T10:00:00+15:00\"|string",
        "\"2026-01-01x10:00:00\"|string",
        "[1, 2]|list<long>",
        "[null, [\"a\"]]|list<list<string>>",
      })
  void valueMakesColumn(String value, String type) {
    assertThat(row(JSON, "{\"v\":" + value + "}")).isEqualTo("struct<v: " + type + ">");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "null|1|long",
        "1|1.5|decimal(18,2)",
        "1|1.234567|decimal(18,6)",
        "12345678901234567|1.5|decimal(38,2)",
        "1.5|1e300|double",
        "9007199254740993|1e300|string",
        "0.30000000000000004|1e300|double",
        "1|\"a\"|string",
        "1|true|string",
        "\"2026-01-01\"|\"2026-01-01T10:00:00\"|string",
        "\"2026-01-01T10:00:00Z\"|\"2026-01-01T10:00:00\"|string",
        "\"2026-01-01\"|1|string",
        "{\"a\":1}|1|string",
        "{\"a\":1}|[1]|string",
        "{\"a\":1}|{\"b\":2}|struct<a: long, b: long>",
        "[]|[1]|list<long>",
        "[{}]|[{\"a\":null}, {\"a\":\"\"}]|list<struct<a: string>>",
      })
  void twoValuesMakeColumn(String first, String second, String type) {
    String left = "{\"v\":" + first + "}";
    String right = "{\"v\":" + second + "}";
    assertThat(row(JSON, left, right)).isEqualTo("struct<v: " + type + ">");
    assertThat(row(JSON, right, left)).hasSameSizeAs("struct<v: " + type + ">");
  }

  @Test
  void fieldsWithoutTypeMakeNoColumn() {
    assertThat(row(JSON, "{\"a\":null,\"b\":{},\"c\":[],\"d\":[{\"e\":null}],\"f\":1}"))
        .isEqualTo("struct<f: long>");
  }

  @Test
  void namesThatClashAreRenamed() {
    String record =
        "{\"a\":1,\"A\":2,\"a_2\":3,\"\":4,\"_SEQ\":5,\"x\":{\"_seq\":6},\"t\\u0009\":7}";
    Contract contract = contract(JSON, record);
    assertThat(contract.rowType())
        .hasToString(
            "struct<a: long, A_2: long, a_2_2: long, empty: long, source_SEQ: long,"
                + " x: struct<_seq: long>, t_: long>");
    assertThat(contract.needsRewrite(JSON)).isTrue();
  }

  @Test
  void objectOfManyKeysIsKeptAsText() {
    String[] records =
        IntStream.range(0, 150)
            .mapToObj(
                record ->
                    IntStream.range(0, 10)
                        .mapToObj(key -> "\"k" + (record * 10 + key) + "\":" + key)
                        .collect(Collectors.joining(",", "{\"m\":{", "}}")))
            .toArray(String[]::new);
    assertThat(row(JSON, records)).isEqualTo("struct<m: string>");
    String wide = "{\"m\":{" + keys(1_001) + "},\"after\":1}";
    assertThat(row(JSON, wide, "{\"m\":{\"z\":1}}")).isEqualTo("struct<m: string, after: long>");
    assertThat(contract(JSON, "{" + keys(1_001) + "}").fields()).hasSize(1_001);
  }

  private static String keys(int count) {
    return IntStream.range(0, count)
        .mapToObj(key -> "\"k" + key + "\":{\"x\":1}")
        .collect(Collectors.joining(","));
  }

  @Test
  void deepValuesAreKeptAsText() {
    int depth = 100;
    String record = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    String type = row(JSON, record);
    assertThat(type).startsWith("struct<a: struct<a: ").contains("a: string>");
    assertThat(type.split("struct<", -1)).hasSize(Contract.MAX_DEPTH + 2);
  }

  @Test
  void contractThatLearntNothingIsTheStart() {
    Contract start = contract(JSON, "{\"a\":1}");
    RecordScanner scanner = new RecordScanner(start, JSON, java.util.List.of());
    Scans.scan(scanner, "{\"a\":2}");
    assertThat(scanner.contract()).isSameAs(start);
  }

  @Test
  void knowsWhenTextThatWasKeptIsReadOtherwise() {
    Contract text = Scans.contract(Scans.JSON, "{\"a\":\"x\",\"b\":{\"c\":\"y\"}}");
    Contract mixed = text.join(Scans.contract(Scans.JSON, "{\"a\":1}"));
    Contract json = text.join(Scans.contract(Scans.JSON, "{\"b\":{\"c\":[1]}}"));

    assertThat(mixed.since(text).rebuild()).isEmpty();
    assertThat(json.since(text).rebuild()).contains("text columns hold JSON now");
    assertThat(json.since(json).rebuild()).isEmpty();
  }
}
