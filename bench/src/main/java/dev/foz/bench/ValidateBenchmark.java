package dev.foz.bench;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.foz.base.PayloadFormat;
import dev.foz.contract.Contract;
import dev.foz.contract.Declaration;
import dev.foz.contract.DeclarationFormat;
import dev.foz.contract.Growth;
import dev.foz.contract.RecordScanner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Documents held against a contract in memory by one thread of this process. */
final class ValidateBenchmark implements Benchmark {
  private static final long DOCUMENTS = 100_000;
  private static final long SEED = 20_260_415;
  private static final double WANTED = 2.0;

  /** Rounds before the first that counts, so that both are compiled. */
  private static final int WARM_UP = 2;

  @Override
  public String name() {
    return "validate";
  }

  @Override
  public String purpose() {
    return "100,000 documents against a contract of ten fields, beside the library networknt";
  }

  @Override
  public void run(Bench bench) throws IOException {
    List<byte[]> documents = documents(bench.records(DOCUMENTS));
    String contract = new String(BenchLake.contract(), StandardCharsets.UTF_8);
    Peer foz = scanner(contract);
    Peer library = library(contract);
    for (int round = 0; round < WARM_UP; round++) {
      seconds(foz, documents);
      seconds(library, documents);
    }
    List<Double> own = new ArrayList<>();
    List<Double> peers = new ArrayList<>();
    for (int round = 0; round < bench.options().repeat(); round++) {
      own.add(seconds(foz, documents));
      peers.add(seconds(library, documents));
      bench.say("validate, round " + (round + 1) + ": foz " + Figures.text(own.getLast(), "s"));
      bench.say("  networknt " + Figures.text(peers.getLast(), "s"));
    }
    Measurement mine = bench.note("validate foz", new Measurement("foz", "s", own));
    Measurement theirs = bench.note("validate networknt", new Measurement("networknt", "s", peers));
    bench.ratio(new Ratio(name(), Ratio.Kind.SPEED, mine, theirs, WANTED));
    perSecond(bench, mine, documents.size());
    perSecond(bench, theirs, documents.size());
  }

  private static void perSecond(Bench bench, Measurement seconds, int count) {
    List<Double> speeds = seconds.values().stream().map(value -> count / value).toList();
    bench.note(
        "validate " + seconds.subject() + ", documents a second",
        new Measurement(seconds.subject(), "/s", speeds));
  }

  private static List<byte[]> documents(long count) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    new Records(SEED).write(lines, new RecordIds.Range(0, count), 0);
    return lines
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  /** What says of a document whether it is accepted. */
  private interface Peer {
    boolean accepts(byte[] document);
  }

  private static Peer scanner(String text) {
    Declaration declaration =
        Declaration.read("schemas/records.json", DeclarationFormat.JSON_SCHEMA, text);
    Contract contract = Contract.empty().declare(declaration);
    RecordScanner scanner =
        new RecordScanner(contract, new PayloadFormat.Json(), List.of("id"), Growth.LEARN);
    return document -> scanner.scan(document, 0, document.length).isEmpty();
  }

  private static Peer library(String text) {
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
    Schema schema =
        SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config))
            .getSchema(text);
    return document ->
        schema.validate(new String(document, StandardCharsets.UTF_8), InputFormat.JSON).isEmpty();
  }

  private static double seconds(Peer peer, List<byte[]> documents) {
    long start = System.nanoTime();
    long accepted = documents.stream().filter(peer::accepts).count();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (accepted != documents.size()) {
      throw new IllegalStateException(accepted + " of " + documents.size() + " were accepted");
    }
    return seconds;
  }
}
