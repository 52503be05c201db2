package dev.foz.contract;

import static dev.foz.contract.Scans.JSON;
import static dev.foz.contract.Scans.contract;
import static dev.foz.contract.Scans.rewrite;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.foz.base.FozException;
import dev.foz.base.Type;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewriterTest {
  private static final int ROUNDS = 4_000;
  private static final long SEED = 4711;
  private final JsonFactory jackson =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
          .build();

  @Test
  void documentHoldsNamesLiteralsAndNothingElse() {
    String[] records = {
      "{\"_seq\":1,\"m\":1.10,\"j\":{ \"x\" : 1.0 },\"u\":null,\"e\":1.5e1,\"l\":[{\"A\":1,\"a\":[null]}]}",
      "{\"m\":\"x\\n\",\"j\":\"y\",\"n\":{\"o\":{}},\"z\":123456789012345678901234567890123456789.5}",
      "{\"l\":[]}",
    };
    Contract contract = contract(JSON, records);
    assertThat(contract.needsRewrite(JSON)).isTrue();
    assertThat(rewrite(contract, JSON, records[0]))
        .isEqualTo(
            "{\"source_seq\":1,\"m\":\"1.10\",\"j\":\"{ \\\"x\\\" : 1.0 }\",\"e\":15,"
                + "\"l\":[{\"A\":1}]}");
    assertThat(rewrite(contract, JSON, records[1]))
        .isEqualTo(
            "{\"m\":\"x\\n\",\"j\":\"\\\"y\\\"\","
                + "\"z\":\"123456789012345678901234567890123456789.5\"}");
    assertThat(rewrite(contract, JSON, "{ \"\\u006d\" : false , \"other\" : [ { } ] }"))
        .isEqualTo("{\"m\":\"false\"}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "{\"v\":1}|false",
        "{\"v\":1.5}|false",
        "{\"v\":1.5e0}|true",
        "{\"v\":1e300}|false",
        "{\"v\":1e400}|true",
        "{\"v\":1e0000000300}|false",
        "{\"v\":1e+0000000300}|false",
        "{\"v\":\"x\",\"w\":true,\"x\":[{\"y\":null}]}|false",
        "{\"v\":1,\"V\":2}|true",
        "{\"w\":[{\"v\":1,\"V\":2}]}|true",
        "{\"_key\":1}|true",
      })
  void onlyWhatTheEngineReadsDifferentlyNeedsRewriting(String record, boolean needed) {
    assertThat(contract(JSON, record).needsRewrite(JSON)).isEqualTo(needed);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "{\"v\":\"x\"}|field `v`: `\"x\"` does not fit long",
        "{\"v\":1.5}|field `v`: `1.5` does not fit long",
        "{\"v\":{}}|field `v`: `{` does not fit long",
        "{\"v\":[1]}|field `v`: `[` does not fit long",
        "{\"v\":x}|field `v`: expected a value, found `x`",
        "[]|is not an object",
      })
  void payloadThatContractDoesNotCoverIsAnError(String payload, String reason) {
    Contract contract = contract(JSON, "{\"v\":1}");
    assertThatThrownBy(() -> rewrite(contract, JSON, payload))
        .isInstanceOf(FozException.class)
        .hasMessageContaining("Cannot decode record: " + reason)
        .hasMessageContaining(
            "try: the payload does not belong to this contract; rebuild the table from raw");
  }

  @Test
  void randomRecordsKeepTheirValuesUnderEveryLaterContract() throws IOException {
    RandomJson json = new RandomJson(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      String[] records = {json.record(), json.record(), json.record()};
      Contract contract = contract(JSON, records);
      for (String record : records) {
        String document = rewrite(contract, JSON, record);
        String place = "seed " + SEED + ", round " + round + "\n" + record + "\n" + contract;
        assertThat(read(document)).as(place).isEqualTo(expected(record, contract));
      }
    }
  }

  @Test
  void oneRewriterServesManyThreads() {
    Contract contract = contract(JSON, "{\"v\":1,\"V\":{\"w\":[1]}}", "{\"V\":\"x\"}");
    DocumentRewriter rewriter = new DocumentRewriter(contract, JSON);
    List<String> documents =
        IntStream.range(0, 20_000)
            .parallel()
            .mapToObj(n -> Scans.bytes("{\"V\":[" + n + "],\"v\":" + n + "}"))
            .map(payload -> new String(rewriter.rewrite(payload), StandardCharsets.UTF_8))
            .toList();
    for (int n = 0; n < documents.size(); n++) {
      assertThat(documents.get(n)).isEqualTo("{\"V_2\":\"[" + n + "]\",\"v\":" + n + "}");
    }
  }

  private @Nullable Object read(String document) throws IOException {
    try (JsonParser parser = jackson.createParser(document)) {
      parser.nextToken();
      return plain(parser);
    }
  }

  private @Nullable Object expected(String record, Contract contract) throws IOException {
    try (JsonParser parser = jackson.createParser(record)) {
      parser.nextToken();
      return typed(parser, record, contract.root());
    }
  }

  /** What a document says, with numbers as exact values. */
  private static @Nullable Object plain(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          fields.put(name, plain(parser));
        }
        yield fields;
      }
      case START_ARRAY -> {
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(plain(parser));
        }
        yield elements;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }

  /** What a record must say when it is read by a type; independent of the rewriter. */
  private static @Nullable Object typed(JsonParser parser, String record, ContractType type)
      throws IOException {
    int from = (int) parser.currentTokenLocation().getCharOffset();
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (type == ContractType.Simple.JSON) {
      parser.skipChildren();
      parser.finishToken();
      return record.substring(from, (int) parser.currentLocation().getCharOffset());
    }
    if (type instanceof ContractType.Struct struct) {
      return typedFields(parser, record, struct);
    }
    if (type instanceof ContractType.ListOf list) {
      List<@Nullable Object> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(typed(parser, record, list.element()));
      }
      return elements;
    }
    boolean text = type.column().orElseThrow() == Type.Primitive.STRING;
    return text ? parser.getText() : plain(parser);
  }

  private static Map<String, @Nullable Object> typedFields(
      JsonParser parser, String record, ContractType.Struct struct) throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      ContractField field =
          struct.fields().stream().filter(f -> f.key().equals(key)).findFirst().orElseThrow();
      parser.nextToken();
      if (field.type().column().isEmpty()) {
        parser.skipChildren();
      } else {
        fields.put(field.name(), typed(parser, record, field.type()));
      }
    }
    return fields;
  }

  private static BigDecimal number(String text) {
    BigDecimal value = new BigDecimal(text);
    return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
  }
}
