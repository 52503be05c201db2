package dev.foz.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.Layer;
import dev.foz.base.Slices;
import dev.foz.base.TableName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineFileTest {
  private static final TableName RAW = new TableName(Layer.RAW, "notas_nfe");
  private static final TableName TABLE = new TableName(Layer.QUARANTINE, "raw_notas_nfe");
  private static final Reason BROKEN =
      new Reason("D301", "type", "itens[2].valor", "is \"text\"", 18, Optional.empty());
  private static final Reason DROPPED =
      new Reason("D302", "", "", "not JSON: ç", -1, Optional.of("known test data"));

  private final LocalStorage storage;

  QuarantineFileTest(@TempDir Path folder) {
    this.storage = new LocalStorage(folder);
  }

  private QuarantineFileWriter writer(String path) {
    return new QuarantineFileWriter(storage, TABLE, path, UUID.randomUUID());
  }

  private WrittenFile write(String path, RawRecords records, List<Reason> reasons) {
    try (QuarantineFileWriter writer = writer(path)) {
      writer.write(records, reasons);
      return writer.finish();
    }
  }

  private static BitSet rows(int... rows) {
    BitSet chosen = new BitSet();
    for (int row : rows) {
      chosen.set(row);
    }
    return chosen;
  }

  @Test
  void chosenRecordsComeBackWithTheirReasons() {
    RawRecords batch = RawFileTest.records(10, 8, true, new Random(1));
    WrittenFile file = write("q.avro", batch.select(rows(1, 4)), List.of(BROKEN, DROPPED));

    assertThat(file.records()).isEqualTo(2);
    assertThat(file.firstSeq()).isEqualTo(11);
    assertThat(file.lastSeq()).isEqualTo(14);
    assertThat(file.metrics().keySet()).containsExactlyInAnyOrder(1, 6);
    RawChunk chunk = read("q.avro", RawProjection.ALL, 2);
    assertThat(chunk.seq).startsWith(11, 14);
    assertThat(text(chunk.position[1])).isEqualTo("a.json:14");
    assertThat(text(chunk.key[1])).isEqualTo("ação 4");
    assertThat(chunk.payload[1]).isEqualTo(batch.payloads().copy(4));
    assertThat(reason(chunk, 0)).isEqualTo("D301|type|itens[2].valor|is \"text\"|18|null");
    assertThat(reason(chunk, 1)).isEqualTo("D302|null|null|not JSON: ç|null|known test data");
  }

  private RawChunk read(String path, RawProjection projection, int expected) {
    RawChunk chunk = new RawChunk(16);
    readInto(chunk, path, projection, expected);
    return chunk;
  }

  private void readInto(RawChunk chunk, String path, RawProjection projection, int expected) {
    try (RawFileReader reader = RawFileReader.open(storage, path, projection)) {
      assertThat(reader.next(chunk, 16)).isEqualTo(expected);
      assertThat(reader.next(new RawChunk(1), 1)).isZero();
    }
  }

  private static String reason(RawChunk chunk, int row) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(text(chunk.code[row]));
    values.add(text(chunk.rule[row]));
    values.add(text(chunk.path[row]));
    values.add(text(chunk.reason[row]));
    values.add(chunk.offset[row] == RawChunk.NO_NUMBER ? null : chunk.offset[row]);
    values.add(text(chunk.dropped[row]));
    return String.join("|", values.stream().map(String::valueOf).toList());
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void theRestOfTheBatchGoesToTheRawTableWithItsSequence() {
    RawRecords batch = RawFileTest.records(10, 8, true, new Random(1));
    try (RawFileWriter writer = new RawFileWriter(storage, RAW, "r.avro", UUID.randomUUID())) {
      writer.write(batch.select(rows(0, 2, 3, 5, 6, 7)));
      WrittenFile file = writer.finish();
      assertThat(file.records()).isEqualTo(6);
      assertThat(file.firstSeq()).isEqualTo(10);
      assertThat(file.lastSeq()).isEqualTo(17);
    }
    RawChunk chunk = read("r.avro", RawProjection.ALL, 6);
    assertThat(chunk.seq).startsWith(10, 12, 13, 15, 16, 17);
    assertThat(chunk.payload[3]).isEqualTo(batch.payloads().copy(5));
  }

  @Test
  void aRawFileReadIntoAUsedChunkHasNoReasons() {
    RawRecords batch = RawFileTest.records(1, 3, false, new Random(1));
    write("q.avro", batch, List.of(BROKEN, DROPPED, BROKEN));
    try (RawFileWriter writer = new RawFileWriter(storage, RAW, "r.avro", UUID.randomUUID())) {
      writer.write(batch);
      writer.finish();
    }
    RawChunk chunk = read("q.avro", RawProjection.ALL, 3);
    readInto(chunk, "r.avro", RawProjection.ALL, 3);
    assertThat(reason(chunk, 1)).isEqualTo("null|null|null|null|null|null");
  }

  @Test
  void anEmptyKeyIsAnUnknownOne() {
    Slices keys = new Slices(16, 2);
    keys.add("");
    keys.add("7");
    RawRecords batch = RawFileTest.records(1, 2, false, new Random(1));
    RawRecords keyed =
        RawRecords.consecutive(
            1,
            batch.positions(),
            batch.ops(),
            Optional.of(keys),
            1,
            Map.of(),
            "",
            batch.payloads());
    write("q.avro", keyed, List.of(BROKEN, BROKEN));
    RawChunk chunk = read("q.avro", RawProjection.ALL, 2);
    assertThat(text(chunk.key[0])).isNull();
    assertThat(text(chunk.key[1])).isEqualTo("7");
  }

  @Test
  void reasonsThatAreNotWantedArePassedOver() {
    write("q.avro", RawFileTest.records(1, 2, true, new Random(1)), List.of(BROKEN, DROPPED));
    RawProjection projection = RawProjection.of(RawColumn.SEQ, RawColumn.RULE);
    RawChunk chunk = read("q.avro", projection, 2);
    assertThat(chunk.seq).startsWith(1, 2);
    assertThat(text(chunk.rule[0])).isEqualTo("type");
    assertThat(chunk.reason[0]).isNull();
    assertThat(chunk.payload[0]).isNull();
  }

  @Test
  void everyRecordNeedsItsReason() {
    RawRecords batch = RawFileTest.records(1, 3, false, new Random(1));
    try (QuarantineFileWriter writer = writer("q.avro")) {
      assertThatThrownBy(() -> writer.write(batch.select(rows(0, 2)), List.of(BROKEN)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("1 reasons were given for 2 records");
    }
  }

  @Test
  void avroItselfReadsTheFile() throws Exception {
    write("q.avro", RawFileTest.records(7, 2, true, new Random(2)), List.of(BROKEN, DROPPED));
    try (var reader =
        new DataFileReader<GenericRecord>(
            storage.localPath("q.avro").toFile(), new GenericDatumReader<>())) {
      GenericRecord first = reader.next();
      assertThat(first.get("_seq")).isEqualTo(7L);
      assertThat(first.get("_offset")).isEqualTo(18L);
      assertThat(first.get("_dropped")).isNull();
      assertThat(reader.next().get("_dropped")).hasToString("known test data");
      assertThat(reader.getSchema().getField("_code").getObjectProp("field-id")).isEqualTo(12);
      assertThat(reader.getSchema().getField("_dropped").getObjectProp("field-id")).isEqualTo(17);
    }
  }
}
