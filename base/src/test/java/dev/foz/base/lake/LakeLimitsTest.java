package dev.foz.base.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeLimitsTest {
  private static final String SOURCE =
      """
      type: file
      url: "${SECRET}"
      schedule: every 5m
      tables:
        a: &a { path: "in/*.csv", primary_key: [id, line], header: [a, 'b'], separator: ";" }
        b: { path: in/**/*.json, order: time, quiet_period: 5s, curate: false } # remark
        c: *a
      """;
  private static final String MODEL =
      """
      /* ---
      description: |
        several lines
      materialized: view
      --- */
      select 1
      """;

  private final Path folder;
  private final TestingLake lake;

  LakeLimitsTest(@TempDir Path folder) {
    this.folder = folder;
    this.lake = new TestingLake(folder);
  }

  @Test
  void aFolderWithoutALakeSaysSo() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    LakeReading reading = LakeReader.read(empty, Map.of());

    assertThat(reading.lake()).isEmpty();
    assertThat(reading.problems().stream().map(Problem::render))
        .containsExactly(
            """
            error[C102]: no lake.yaml in %s
              try: go into a lake folder or name one with --lake DIR; foz init makes one"""
                .formatted(empty));
  }

  @Test
  void aFileHasAtMostOneMegabyte() {
    lake.write("sources/a.yaml", "#".repeat(LakeFile.MAX_BYTES + 1));

    assertThat(lake.problems())
        .isEqualTo(
            """
            error[F205]: `sources/a.yaml` has more than 1 MB
              sources/a.yaml
              try: a file of the lake folder has at most 1 MB; split it""");
  }

  @Test
  void aContractIsUtf8OfAtMostOneMegabyte() throws IOException {
    lake.write("schemas/a.json", "#".repeat(LakeFile.MAX_BYTES + 1)).write("schemas/b.avsc", "");
    Files.write(folder.resolve("schemas/b.avsc"), new byte[] {'"', (byte) 0xE7, '"'});
    // The files are told, not that a table names them.
    lake.write("sources/a.yaml", "type: file\ntables: { t: { path: x/*.json, contract: a } }\n");

    assertThat(lake.problems())
        .isEqualTo(
            """
            error[F205]: `schemas/a.json` has more than 1 MB
              schemas/a.json
              try: a file of the lake folder has at most 1 MB; split it

            error[F205]: `schemas/b.avsc` is not UTF-8
              schemas/b.avsc
              try: save it as UTF-8""");
  }

  @Test
  void nestingIsLimitedWithoutAnOverflowOfTheStack() {
    lake.write("sources/a.yaml", "type: " + "[".repeat(100_000));

    assertThat(lake.problems())
        .isEqualTo(
            """
            error[F201]: this is nested too deeply
              sources/a.yaml:1:56
              1 | type: %s...
                | %s^ at most 50 levels"""
                .formatted("[".repeat(151), " ".repeat(55)));
  }

  @Test
  void manyTablesAreNoBomb() {
    StringBuilder text = new StringBuilder("type: file\ntables:\n");
    for (int i = 0; i < 5_000; i++) {
      text.append("  t").append(i).append(": { path: in/").append(i).append("/*.json }\n");
    }
    lake.write("sources/a.yaml", text.toString());

    assertThat(lake.load().sources().getFirst().tables()).hasSize(5_000);
  }

  @Test
  void longTextsAreReadWithoutAnOverflowOfTheStack() {
    String text = "\\n".repeat(200_000);
    lake.write(".env", "A=\"" + text + "\"\nB='" + text + "'\n")
        .write("models/refined/a.sql", "\n".repeat(500_000) + "--\n".repeat(100_000) + "select 1")
        .write("models/refined/b.sql", "/* ---\n" + "\n".repeat(500_000) + "--- */ select 1")
        .write(
            "sources/a.yaml",
            "type: file\ntables: { t: { path: '" + "*a".repeat(1000) + ".csv' } }");

    assertThat(lake.load().models().getLast().sqlFirstLine()).isEqualTo(500_002);
  }

  @Test
  void aFileThatIsNotUtf8SaysSo() throws IOException {
    lake.write("sources/a.yaml", "");
    Files.write(folder.resolve("sources/a.yaml"), new byte[] {'a', (byte) 0xE7, (byte) 0xE3});

    assertThat(lake.problems())
        .isEqualTo(
            """
            error[F205]: `sources/a.yaml` is not UTF-8
              sources/a.yaml
              try: save it as UTF-8""");
  }

  @Test
  void aCharacterThatYamlForbidsIsNamed() {
    lake.write("lake.yaml", "name: loja\n# \u0007\n");

    assertThat(lake.problems())
        .isEqualTo(
            """
            error[F201]: Cannot read this YAML: it holds the character U+0007
              lake.yaml:2
              try: write it as an escape in double quotes, or take it out""");
  }

  @Test
  void aFolderInPlaceOfAFileSaysSo() throws IOException {
    Files.delete(folder.resolve("lake.yaml"));
    lake.write("lake.yaml/x", "");

    assertThat(lake.problems())
        .isEqualTo(
            """
            error[F210]: Cannot read `lake.yaml`: it is no plain file
              lake.yaml
              try: make it a file or folder that this user may read""");
  }

  @Test
  void aLinkThatLeadsNowhereSaysSo() throws IOException {
    lake.write("sources/README.md", "");
    Files.createSymbolicLink(folder.resolve("sources/a.yaml"), folder.resolve("nowhere"));

    assertThat(lake.problems())
        .isEqualTo(
            """
            error[F210]: Cannot read `sources/a.yaml`: it is not there
              sources/a.yaml
              try: make it a file or folder that this user may read""");
  }

  @Test
  void longLinesAreCutAroundThePlace() {
    lake.write("lake.yaml", "{ name: loja, %s x: 1 }".formatted(" ".repeat(200)));

    assertThat(lake.problems())
        .isEqualTo(
            """
            error[F203]: unknown key `x`
              lake.yaml:1:216
              1 | ...%sx: 1 }
                |    %s^ known: `name`, `storage`, `state`, `engine`, `timezone`, `defaults`"""
                .formatted(" ".repeat(151), " ".repeat(151)));
  }

  /** Whatever stands in the files, reading gives a lake or problems, and tells no secret. */
  @Test
  void brokenFilesNeverBreakTheReader() {
    long seed = Long.getLong("foz.seed", 20260101L);
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      String source = mutate(SOURCE, random);
      String model = mutate(MODEL, random);
      lake.variable("SECRET", "hunter2")
          .write(".env", mutate("A=hunter2\nB='hunter2'\n", random))
          .write("sources/a.yaml", source)
          .write("models/refined/m.sql", model);

      LakeReading reading = lake.read();

      assertThat(reading.lake().isPresent())
          .as("seed %d, round %d:\n%s\n%s", seed, i, source, model)
          .isEqualTo(reading.problems().isEmpty());
      assertThat(reading.problems().stream().map(Problem::render))
          .as("seed %d, round %d", seed, i)
          .noneMatch(text -> text.contains("hunter2"));
      assertThat(reading.problems()).extracting(Problem::code).doesNotContain(Code.DEFECT);
    }
  }

  private static String mutate(String text, Random random) {
    List<String> pieces =
        List.of("[", "]", "{", "}", ":", "\n", "\t", "  ", "- ", "*a", "&a ", "'", "\"", "${", "}");
    StringBuilder out = new StringBuilder(text);
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(out.length());
      switch (random.nextInt(3)) {
        case 0 -> out.deleteCharAt(at);
        case 1 -> out.insert(at, pieces.get(random.nextInt(pieces.size())));
        default -> out.setCharAt(at, (char) random.nextInt(0x2100));
      }
    }
    return out.toString();
  }
}
