package dev.foz.bench;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A lake of one source table, {@code bench.records}, made for one benchmark.
 *
 * @param input folder of its {@code .ndjson} files, outside of the lake
 * @param key its primary key, if it has one
 * @param declared whether records must meet a contract; else their types are inferred
 */
record BenchLake(FozProgram foz, Path folder, Path input, Optional<String> key, boolean declared) {
  private static final String CONTRACT = "records.json";

  static final String RAW = "raw.bench_records";
  static final String CURATED = "curated.bench_records";

  BenchLake(FozProgram foz, Path folder, Path input, Optional<String> key) {
    this(foz, folder, input, key, false);
  }

  /** How far records go in a run. */
  enum Reach {
    RAW_ONLY,
    CURATED
  }

  /** Makes the folder anew, with nothing loaded. */
  void create() throws IOException {
    Bench.delete(folder);
    Files.createDirectories(folder.resolve("sources"));
    Files.writeString(folder.resolve("lake.yaml"), "name: bench\n");
    if (declared) {
      Files.createDirectories(folder.resolve("schemas"));
      Files.write(folder.resolve("schemas").resolve(CONTRACT), contract());
    }
  }

  /** The text of the contract that the records of the benchmarks meet. */
  static byte[] contract() throws IOException {
    try (InputStream text = BenchLake.class.getResourceAsStream(CONTRACT)) {
      return Objects.requireNonNull(text, CONTRACT).readAllBytes();
    }
  }

  /** {@code foz run}, whole process. */
  Child.Finished run(Reach reach) throws IOException, InterruptedException {
    describe(reach);
    return foz.run(folder, "run");
  }

  /** Writes the source's file. */
  void describe(Reach reach) throws IOException {
    Files.writeString(folder.resolve("sources/bench.yaml"), source(reach));
  }

  private String source(Reach reach) {
    StringBuilder yaml = new StringBuilder("type: file\ntables:\n  records:\n");
    yaml.append("    path: '").append(input).append("/*.ndjson'\n");
    if (declared) {
      yaml.append("    contract: records\n");
    }
    key.ifPresent(name -> yaml.append("    primary_key: ").append(name).append('\n'));
    return reach == Reach.RAW_ONLY ? yaml + "    curate: false\n" : yaml.toString();
  }

  /** Figures of a run that lost records would mean nothing. */
  void requireCount(String table, String condition, long expected)
      throws IOException, InterruptedException {
    String sql = "select count(*) as n from " + table + " where " + condition;
    String output = foz.run(folder, "sql", sql, "--format", "csv").output();
    if (output.lines().noneMatch(line -> line.strip().equals(Long.toString(expected)))) {
      throw Problem.of(
              Code.DEFECT, "Cannot measure: " + table + " should have " + expected + " records")
          .because("`" + sql + "` printed " + output.strip())
          .toException();
    }
  }

  /** Keeps the lake as it is now beside itself. */
  void save() throws IOException {
    Bench.delete(saved());
    copy(folder, saved());
  }

  /** Puts it back as it was saved; its place must stay, as tables name their files in full. */
  void restore() throws IOException {
    Bench.delete(folder);
    copy(saved(), folder);
  }

  private Path saved() {
    return folder.resolveSibling(folder.getFileName() + ".saved");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.toList()) {
        Path target = to.resolve(from.relativize(one).toString());
        Files.copy(one, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
