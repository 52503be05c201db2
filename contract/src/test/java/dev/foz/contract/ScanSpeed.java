package dev.foz.contract;

import dev.foz.base.PayloadFormat;
import dev.foz.base.Slices;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Measures one core by hand: prints megabytes of nested records a second. Not a test. */
final class ScanSpeed {
  private static final int RECORDS = 20_000;
  private static final Duration ROUND = Duration.ofSeconds(2);
  private static final int ROUNDS = 5;

  private final byte[] buffer;
  private final int[] bounds = new int[RECORDS + 1];

  private ScanSpeed(long seed) {
    Random random = new Random(seed);
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    for (int i = 0; i < RECORDS; i++) {
      records.writeBytes(Scans.bytes(record(random, i)));
      bounds[i + 1] = records.size();
    }
    buffer = records.toByteArray();
  }

  private static String record(Random random, int id) {
    StringBuilder items = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      items
          .append(i == 0 ? "" : ",")
          .append(
              """
          {"sku":"SKU-%05d","descricao":"Café torrado em grãos %d g","quantidade":%d,"valor":%d.%02d}"""
                  .formatted(
                      random.nextInt(99999),
                      random.nextInt(1000),
                      random.nextInt(9),
                      random.nextInt(999),
                      random.nextInt(100)));
    }
    return """
        {"id":%d,"chave":"%016x","criado_em":"2026-03-%02dT10:%02d:00.123Z","status":"pago",\
        "cliente":{"id":%d,"nome":"Maria da Conceição %d","endereco":{"rua":"Avenida Paulista","numero":%d,\
        "cidade":"São Paulo","uf":"SP"}},"itens":[%s],"total":%d.%02d,"cupom":null,"novo":true}"""
        .formatted(
            id,
            random.nextLong(),
            1 + random.nextInt(28),
            random.nextInt(60),
            random.nextInt(100000),
            random.nextInt(1000),
            random.nextInt(2000),
            items,
            random.nextInt(9999),
            random.nextInt(100));
  }

  private void scanRound() {
    RecordScanner scanner = Scans.scanner(Scans.JSON, "id");
    long start = System.nanoTime();
    long bytes = 0;
    while (System.nanoTime() - start < ROUND.toNanos()) {
      Slices keys = new Slices(8 * RECORDS, RECORDS);
      for (int i = 0; i < RECORDS; i++) {
        if (scanner.scan(buffer, bounds[i], bounds[i + 1]).isPresent()) {
          throw new IllegalStateException("rejected");
        }
        scanner.appendKey(keys);
      }
      bytes += buffer.length;
    }
    print("scan", bytes, System.nanoTime() - start);
  }

  private void rewriteRound(List<byte[]> payloads, DocumentRewriter rewriter) {
    long start = System.nanoTime();
    long bytes = 0;
    long written = 0;
    while (System.nanoTime() - start < ROUND.toNanos()) {
      for (byte[] payload : payloads) {
        written += rewriter.rewrite(payload).length;
      }
      bytes += buffer.length;
    }
    print(
        "rewrite, " + 100 * written / bytes + "% of the bytes written",
        bytes,
        System.nanoTime() - start);
  }

  private void csvRound(List<byte[]> rows) {
    PayloadFormat.Csv format = Scans.csv("id;nome;valor;dia;uf;ativo;obs");
    RecordScanner scanner = Scans.scanner(format, "id");
    long start = System.nanoTime();
    long bytes = 0;
    while (System.nanoTime() - start < ROUND.toNanos()) {
      for (byte[] row : rows) {
        if (scanner.scan(row, 0, row.length).isPresent()) {
          throw new IllegalStateException("rejected");
        }
        bytes += row.length;
      }
    }
    print("csv scan", bytes, System.nanoTime() - start);
  }

  private static List<byte[]> rows() {
    return IntStream.range(0, RECORDS)
        .mapToObj(
            i ->
                Scans.bytes(
                    i
                        + ";Maria da Conceição "
                        + i % 97
                        + ";"
                        + i % 1000
                        + ",50;2026-03-04;SP;true;"))
        .toList();
  }

  private static void print(String what, long bytes, long nanos) {
    System.out.printf("%s: %d MB/s%n", what, Math.round(bytes * 1e3 / nanos));
  }

  private List<byte[]> payloads() {
    return IntStream.range(0, RECORDS)
        .mapToObj(i -> Arrays.copyOfRange(buffer, bounds[i], bounds[i + 1]))
        .toList();
  }

  public static void main(String[] arguments) {
    ScanSpeed speed = new ScanSpeed(1);
    System.out.printf("%d bytes a record%n", speed.buffer.length / RECORDS);
    RecordScanner scanner = Scans.scanner(Scans.JSON);
    scanner.scan(speed.buffer, 0, speed.bounds[1]);
    List<byte[]> payloads = speed.payloads();
    payloads.forEach(payload -> scanner.scan(payload, 0, payload.length));
    DocumentRewriter rewriter = new DocumentRewriter(scanner.contract(), Scans.JSON);
    List<byte[]> rows = rows();
    for (int round = 0; round < ROUNDS; round++) {
      speed.scanRound();
      speed.rewriteRound(payloads, rewriter);
      speed.csvRound(rows);
    }
  }
}
