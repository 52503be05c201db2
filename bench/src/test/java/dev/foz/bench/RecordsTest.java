package dev.foz.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.foz.bench.RecordIds.Range;
import dev.foz.bench.RecordIds.Scattered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class RecordsTest {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  @Test
  void theSameSeedMakesTheSameBytesAndAnotherMakesOthers() throws IOException {
    assertThat(text(1, new Range(0, 500), 0)).isEqualTo(text(1, new Range(0, 500), 0));
    assertThat(text(2, new Range(0, 500), 0)).isNotEqualTo(text(1, new Range(0, 500), 0));
  }

  @Test
  void aRecordFollowsFromItsIdWhereverItStands() throws IOException {
    List<String> all = text(1, new Range(0, 100), 0).lines().toList();

    assertThat(text(1, new Range(40, 20), 0).lines())
        .containsExactlyElementsOf(all.subList(40, 60));
  }

  @Test
  void everyLineIsWhatTheContractSays() throws IOException {
    for (JsonNode record : records(1, new Range(0, 5_000), 0)) {
      assertThat(record.path("key").asText()).matches("[0-9a-f]{32}");
      assertThat(OffsetDateTime.parse(record.path("created_at").asText()).getYear())
          .isBetween(2025, 2026);
      assertThat(record.path("status").asText())
          .isIn("pending", "paid", "shipped", "delivered", "cancelled");
      assertThat(record.path("customer").path("email").asText())
          .matches("[a-z]+\\.[a-z]+[0-9]+@exemplo\\.com\\.br");
      assertThat(record.path("customer").path("address").path("zip").asText()).hasSize(8);
      assertThat(record.path("items").size()).isBetween(2, 4);
      assertThat(record.path("total").decimalValue()).isEqualByComparingTo(sum(record));
    }
  }

  @Test
  void idsAndKeysAreUnique() throws IOException {
    List<JsonNode> records = records(1, new Range(0, 20_000), 0);

    assertThat(records.stream().map(record -> record.path("key").asText())).doesNotHaveDuplicates();
    assertThat(records.stream().map(record -> record.path("id").asLong()))
        .containsExactlyElementsOf(LongStream.range(0, 20_000).boxed().toList());
  }

  @Test
  void recordsHaveAboutSixHundredBytesAndNotOnlyAscii() throws IOException {
    String text = text(1, new Range(1_000_000, 2_000), 0);

    assertThat(text.getBytes(StandardCharsets.UTF_8).length / 2_000).isBetween(550, 650);
    assertThat(text).contains("ç", "\\u00e7", "\\\"", "\\n", "\\\\");
  }

  @Test
  void aNewVersionKeepsIdAndKeyAndChangesTheRest() throws IOException {
    Scattered ids = new Scattered(200, 10_000, 3);
    List<JsonNode> before = records(1, ids, 0);
    List<JsonNode> after = records(1, ids, 1);

    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i).path("id")).isEqualTo(before.get(i).path("id"));
      assertThat(after.get(i).path("key")).isEqualTo(before.get(i).path("key"));
      assertThat(after.get(i).path("notes")).isNotEqualTo(before.get(i).path("notes"));
      assertThat(after.get(i).path("version").asInt()).isEqualTo(1);
    }
  }

  @Test
  void scatteredIdsAreDifferentOnesFromAllOverTheRange() {
    Scattered ids = new Scattered(1_000, 1_000_000, 9);
    List<Long> all = LongStream.range(0, ids.count()).map(ids::at).boxed().toList();

    assertThat(all)
        .hasSize(1_000)
        .doesNotHaveDuplicates()
        .allMatch(id -> id >= 0 && id < 1_000_000);
    assertThat(all.stream().map(id -> id / 100_000).distinct()).hasSize(10);
    assertThat(all).isNotEqualTo(all.stream().sorted().toList());
  }

  private static BigDecimal sum(JsonNode record) {
    return StreamSupport.stream(record.path("items").spliterator(), false)
        .map(item -> item.path("price").decimalValue().multiply(item.path("qty").decimalValue()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static List<JsonNode> records(long seed, RecordIds ids, int version) throws IOException {
    List<JsonNode> records = new ArrayList<>();
    for (String line : text(seed, ids, version).lines().toList()) {
      records.add(MAPPER.readTree(line));
    }
    return records;
  }

  private static String text(long seed, RecordIds ids, int version) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long bytes = new Records(seed).write(out, ids, version);
    assertThat(out.size()).isEqualTo((int) bytes);
    return out.toString(StandardCharsets.UTF_8);
  }
}
