package dev.foz.table;

import dev.foz.base.Layer;
import dev.foz.base.Slices;
import dev.foz.base.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Measures writing and reading of raw files on one core; run by hand. */
final class RawSpeed {
  private RawSpeed() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("raw-speed");
    LocalStorage storage = new LocalStorage(folder);
    RawRecords batch = batch(10_000);
    for (int round = 0; round < 5; round++) {
      String path = "f" + round + ".avro";
      long start = System.nanoTime();
      try (RawFileWriter writer =
          new RawFileWriter(storage, new TableName(Layer.RAW, "t"), path, UUID.randomUUID())) {
        for (int i = 0; i < 100; i++) {
          writer.write(shift(batch, 1 + i * 10_000L));
        }
        long written = System.nanoTime();
        WrittenFile file = writer.finish();
        report("write", 1e6, file.bytes(), written - start, System.nanoTime() - start);
      }
      long reading = System.nanoTime();
      long payload = 0;
      try (RawFileReader reader = RawFileReader.open(storage, path, RawProjection.ALL)) {
        RawChunk chunk = new RawChunk(2048);
        for (int n = reader.next(chunk, 2048); n > 0; n = reader.next(chunk, 2048)) {
          payload += n;
        }
      }
      report("read", payload, 0, System.nanoTime() - reading, System.nanoTime() - reading);
    }
  }

  private static void report(String what, double records, long bytes, long nanos, long all) {
    System.out.printf(
        "%s %.0f records/s (%.0f with sync), %d MB%n",
        what, records * 1e9 / nanos, records * 1e9 / all, bytes >> 20);
  }

  private static RawRecords shift(RawRecords b, long seq) {
    return RawRecords.consecutive(
        seq, b.positions(), b.ops(), b.keys(), 1, b.headers(), "abcdef", b.payloads());
  }

  private static RawRecords batch(int count) {
    Random random = new Random(1);
    Slices positions = new Slices(16, count);
    Slices payloads = new Slices(16, count);
    byte[] ops = new byte[count];
    for (int i = 0; i < count; i++) {
      positions.add("entrada/nfe/2026/arquivo-0001.json:" + i * 640);
      payloads.add(json(i, random));
      ops[i] = 'm';
    }
    return RawRecords.consecutive(
        1, positions, ops, Optional.empty(), 1, Map.of(), "abc", payloads);
  }

  private static String json(int i, Random random) {
    StringBuilder out = new StringBuilder();
    out.append("{\"chave\":\"").append(random.nextLong()).append(random.nextLong());
    out.append("\",\"id\":").append(i).append(",\"emitente\":{\"cnpj\":\"");
    out.append(random.nextInt(99999999)).append("\",\"uf\":\"SP\"},\"itens\":[");
    while (out.length() < 560) {
      out.append("{\"sku\":\"SKU-").append(random.nextInt(5000)).append("\",\"quantidade\":");
      out.append(random.nextInt(20)).append(",\"valor\":").append(random.nextInt(99999) / 100.0);
      out.append("},");
    }
    return out.append("{}],\"status\":\"pago\"}").toString();
  }
}
