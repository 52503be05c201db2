package dev.foz.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.FozException;
import dev.foz.base.Layer;
import dev.foz.base.Slices;
import dev.foz.base.TableName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

class RawFileTest {
  private static final TableName TABLE = new TableName(Layer.RAW, "notas_nfe");

  private final Path folder;
  private final LocalStorage storage;

  RawFileTest(@TempDir Path folder) {
    this.folder = folder;
    this.storage = new LocalStorage(folder);
  }

  private RawFileWriter writer(String path) {
    return new RawFileWriter(storage, TABLE, path, UUID.randomUUID());
  }

  static RawRecords records(long firstSeq, int count, boolean keyed, Random random) {
    Slices positions = new Slices(64, count);
    Slices keys = new Slices(64, count);
    Slices payloads = new Slices(64, count);
    byte[] ops = new byte[count];
    for (int i = 0; i < count; i++) {
      positions.add("a.json:" + (firstSeq + i));
      keys.add("ação " + i);
      byte[] payload = new byte[random.nextInt(2000)];
      random.nextBytes(payload);
      payloads.add(payload, 0, payload.length);
      ops[i] = (byte) (i % 7 == 0 ? 'd' : 'm');
    }
    return RawRecords.consecutive(
        firstSeq,
        positions,
        ops,
        keyed ? Optional.of(keys) : Optional.empty(),
        1_700_000_000_000_000L + firstSeq,
        keyed ? Map.of("format", "csv", "separator", "\"\\\n;", "x", "ú") : Map.of(),
        keyed ? "abc123" : "",
        payloads);
  }

  @Test
  void recordsComeBackAsTheyWereWritten() {
    long seed = Long.getLong("foz.seed", 20261125L);
    Random random = new Random(seed);
    List<RawRecords> batches = new ArrayList<>();
    long seq = 1 + random.nextInt(1000);
    try (RawFileWriter writer = writer("f.avro")) {
      for (int b = 0; b < 20; b++) {
        RawRecords batch = records(seq, random.nextInt(400), random.nextBoolean(), random);
        writer.write(batch);
        batches.add(batch);
        seq += batch.count() + random.nextInt(5);
      }
      WrittenFile file = writer.finish();
      long count = batches.stream().mapToLong(RawRecords::count).sum();
      assertThat(file.records()).isEqualTo(count);
      assertThat(file.bytes()).isEqualTo(storage.size("f.avro"));
      assertThat(file.metrics().keySet()).containsExactlyInAnyOrder(1, 6);
    }
    try (RawFileReader reader = RawFileReader.open(storage, "f.avro", RawProjection.ALL)) {
      RawChunk chunk = new RawChunk(333);
      int rows = 0;
      int row = 0;
      for (RawRecords batch : batches) {
        for (int i = 0; i < batch.count(); i++) {
          if (row == rows) {
            rows = reader.next(chunk, 333);
            row = 0;
          }
          assertSame(batch, i, chunk, row++, seed);
        }
      }
      assertThat(reader.next(chunk, 333)).isZero();
    }
  }

  private static void assertSame(RawRecords batch, int i, RawChunk chunk, int row, long seed) {
    assertThat(chunk.seq[row]).as("seed %d", seed).isEqualTo(batch.firstSeq() + i);
    assertThat(text(chunk.position[row])).isEqualTo(batch.positions().text(i));
    assertThat(text(chunk.op[row])).isEqualTo(String.valueOf((char) batch.ops()[i]));
    assertThat(text(chunk.key[row])).isEqualTo(batch.keys().map(keys -> keys.text(i)).orElse(null));
    assertThat(chunk.eventTime[row]).isEqualTo(RawChunk.NO_NUMBER);
    assertThat(chunk.ingestedAt[row]).isEqualTo(batch.ingestedAtMicros());
    assertThat(text(chunk.headersJson[row]))
        .isEqualTo(
            batch.headers().isEmpty()
                ? null
                : "{\"format\":\"csv\",\"separator\":\"\\\"\\\\\\u000a;\",\"x\":\"ú\"}");
    assertThat(text(chunk.contractVersion[row]))
        .isEqualTo(batch.contractVersion().isEmpty() ? null : batch.contractVersion());
    assertThat(chunk.payload[row]).isEqualTo(batch.payloads().copy(i));
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void columnsThatAreNotWantedArePassedOver() {
    write("f.avro", records(5, 100, true, new Random(1)));
    RawProjection projection = RawProjection.of(RawColumn.SEQ, RawColumn.PAYLOAD);
    try (RawFileReader reader = RawFileReader.open(storage, "f.avro", projection)) {
      RawChunk chunk = new RawChunk(200);
      assertThat(reader.next(chunk, 200)).isEqualTo(100);
      assertThat(chunk.seq[99]).isEqualTo(104);
      assertThat(chunk.payload[99]).isNotNull();
      assertThat(chunk.position[99]).isNull();
      assertThat(chunk.headersJson[99]).isNull();
    }
  }

  private WrittenFile write(String path, RawRecords records) {
    try (RawFileWriter writer = writer(path)) {
      writer.write(records);
      return writer.finish();
    }
  }

  @Test
  void avroItselfReadsTheFile() throws Exception {
    RawRecords records = records(7, 1000, true, new Random(2));
    write("f.avro", records);
    try (var reader =
        new DataFileReader<GenericRecord>(
            storage.localPath("f.avro").toFile(), new GenericDatumReader<>())) {
      int i = 0;
      for (GenericRecord record : reader) {
        assertThat(record.get("_seq")).isEqualTo(7L + i);
        assertThat(record.get("_key")).hasToString(records.keys().orElseThrow().text(i));
        byte[] payload = ((java.nio.ByteBuffer) record.get("payload")).array();
        assertThat(payload).isEqualTo(records.payloads().copy(i));
        i++;
      }
      assertThat(i).isEqualTo(1000);
    }
  }

  @Test
  void anEmptyFileHasNoRecords() {
    try (RawFileWriter writer = writer("f.avro")) {
      assertThat(writer.finish().records()).isZero();
    }
    try (RawFileReader reader = RawFileReader.open(storage, "f.avro", RawProjection.ALL)) {
      assertThat(reader.next(new RawChunk(10), 10)).isZero();
    }
  }

  @Test
  void aWriterThatIsClosedUnfinishedLeavesNothing() {
    try (RawFileWriter writer = writer("f.avro")) {
      writer.write(records(1, 2000, false, new Random(3)));
    }
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void recordsMustComeInOrder() {
    try (RawFileWriter writer = writer("f.avro")) {
      writer.write(records(10, 5, false, new Random(3)));
      assertThatThrownBy(() -> writer.write(records(14, 5, false, new Random(3))))
          .hasMessage("_seq 14 comes after 14 in raw.notas_nfe");
    }
  }

  @Test
  void aDamagedFileIsNamedAndNeverMisread() throws Exception {
    long seed = Long.getLong("foz.seed", 20261125L);
    Random random = new Random(seed);
    write("f.avro", records(1, 3000, true, random));
    byte[] good = Files.readAllBytes(folder.resolve("f.avro"));
    for (int round = 0; round < 200; round++) {
      byte[] bad =
          random.nextBoolean()
              ? good.clone()
              : Arrays.copyOf(good, 1 + random.nextInt(good.length - 1));
      if (bad.length == good.length) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Path file = folder.resolve("bad" + round + ".avro");
      Files.write(file, bad);
      assertThatThrownBy(() -> readAll(file, 3000))
          .as("seed %d round %d", seed, round)
          .isInstanceOf(FozException.class)
          .hasMessageContaining("error[S604]: Cannot read " + file);
    }
  }

  /** A file cut between two blocks looks whole: then only the count of its table tells. */
  private static void readAll(Path file, int expected) {
    int count = 0;
    try (RawFileReader reader = RawFileReader.open(file, RawProjection.ALL)) {
      RawChunk chunk = new RawChunk(1024);
      for (int rows = reader.next(chunk, 1024); rows > 0; rows = reader.next(chunk, 1024)) {
        count += rows;
      }
    }
    if (count != expected) {
      throw new IllegalStateException("only " + count);
    }
  }

  @Test
  void aFileOfAnotherShapeIsRefused() throws Exception {
    Files.writeString(folder.resolve("x.avro"), "Obj");
    assertThatThrownBy(() -> RawFileReader.open(folder.resolve("x.avro"), RawProjection.ALL))
        .hasMessageContaining("it is not an Avro file");
  }
}
