package dev.foz.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Accepts and rejects what Jackson does, where Jackson is made as strict as Foz. */
class JacksonAgreementTest {
  private static final int RECORDS = 60_000;
  private final JsonFactory jackson =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JsonReader.MAX_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  @Test
  void randomAndDamagedRecordsMeetTheSameVerdict() throws IOException {
    long seed = 20260131;
    RandomJson json = new RandomJson(seed);
    RecordScanner known = Scans.scanner(Scans.JSON);
    int accepted = 0;
    for (int i = 0; i < RECORDS; i++) {
      byte[] record = json.damaged(json.record());
      boolean expected = accepts(record);
      String place = "seed " + seed + ", record " + i + ": " + HexFormat.of().formatHex(record);
      assertThat(Scans.scanner(Scans.JSON).scan(record, 0, record.length).isEmpty())
          .as(place)
          .isEqualTo(expected);
      assertThat(known.scan(record, 0, record.length).isEmpty()).as(place).isEqualTo(expected);
      accepted += expected ? 1 : 0;
    }
    assertThat(accepted).isBetween(RECORDS / 5, RECORDS * 4 / 5);
  }

  private boolean accepts(byte[] record) throws IOException {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(record))
              .toString();
    } catch (CharacterCodingException e) {
      return false;
    }
    if (text.startsWith("\uFEFF")) {
      return false;
    }
    try (JsonParser parser = jackson.createParser(text)) {
      return parser.nextToken() == JsonToken.START_OBJECT && accepts(parser);
    } catch (StreamReadException e) {
      return false;
    }
  }

  private static boolean accepts(JsonParser parser) throws IOException {
    int depth = 1;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return false;
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      boolean text = token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING;
      if (text && !StandardCharsets.UTF_8.newEncoder().canEncode(parser.getText())) {
        return false;
      }
    }
    return parser.nextToken() == null;
  }
}
