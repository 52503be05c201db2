package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong around a lake: the outcome is clear, and when it is mended nothing is lost. */
class TroubleTest {
  @TempDir private Path folder;
  private ScratchLake lake;
  private FozConsole console;

  @BeforeEach
  void createLake() {
    lake = ScratchLake.create(folder.resolve("lake"));
    console = FozConsole.of(lake.folder());
  }

  /** One table without a key whose records are {@code {"n": 1}}. */
  private void events(String more) {
    lake.source("log", "eventos: { path: \"entrada/*.json*\"" + more + " }\n");
  }

  private static String numbers(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int n = from; n <= to; n++) {
      text.append("{\"n\": ").append(n).append("}\n");
    }
    return text.toString();
  }

  private List<String> curated() {
    String sql = "select n from curated.log_eventos order by _seq";
    return Plain.rows(console.sql(sql)).stream().map(row -> String.valueOf(row.get("n"))).toList();
  }

  private static List<String> range(int from, int to) {
    return java.util.stream.IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
  }

  @Test
  void aBrokenRecordStopsNothingAndLandsInItsPlaceWhenItIsMended() {
    events("");
    lake.write("entrada/1.json", numbers(1, 3));
    lake.write("entrada/2.json", numbers(4, 5) + "{\"n\": 6,}\n" + numbers(7, 8));
    FozConsole.Ended run = console.foz("run").orFail();
    assertThat(run.err()).contains("2 files, 1 to quarantine");
    assertThat(curated()).containsExactly("1", "2", "3", "4", "5", "7", "8");

    console.foz("quarantine retry", "log_eventos", "--set", "$ = replace(value, ',', '')").orFail();
    assertThat(curated()).isEqualTo(range(1, 8));
    assertThat(console.foz("run").orFail().err()).contains("nothing new");
  }

  @Test
  void whereErrorsStopALoadABrokenRecordStopsItsFileOnlyAndLandsWhenItIsMended() {
    events(", on_error: fail");
    lake.write("entrada/1.json", numbers(1, 3));
    lake.write("entrada/2.json", numbers(4, 5) + "{\"n\": 6,}\n" + numbers(7, 8));
    lake.write("entrada/3.json", numbers(9, 10));
    FozConsole.Ended run = console.foz("run");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .contains("error[D301]: Cannot land eventos")
        .contains("entrada/2.json:18");
    assertThat(curated()).containsExactly("1", "2", "3", "9", "10");

    assertThat(console.foz("run").exit()).as("still broken").isEqualTo(1);
    lake.write("entrada/2.json", numbers(4, 8));
    console.foz("run").orFail();
    assertThat(curated()).containsExactly("1", "2", "3", "9", "10", "4", "5", "6", "7", "8");
  }

  @Test
  void aTruncatedGzipFileLandsWhatIsWholeAndTheRestLater() {
    events("");
    byte[] whole = ScratchLake.gzip(numbers(1, 20_000).getBytes(StandardCharsets.UTF_8));
    lake.write("entrada/1.json.gz", Arrays.copyOf(whole, whole.length / 2));
    FozConsole.Ended run = console.foz("run");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("error[D403]: Cannot read entrada/1.json.gz beyond byte");
    List<String> first = curated();
    assertThat(first).hasSizeBetween(1_000, 19_999).isEqualTo(range(1, first.size()));

    lake.write("entrada/1.json.gz", whole);
    console.foz("run").orFail();
    assertThat(curated()).isEqualTo(range(1, 20_000));
  }

  @Test
  void ofAFileThatGrowsOnlyTheRestIsTaken() {
    events("");
    lake.write("entrada/1.json", numbers(1, 3) + "{\"n\": 4");
    assertThat(console.foz("run").exit()).as("the last record is not whole yet").isEqualTo(1);
    lake.append("entrada/1.json", "}\n" + numbers(5, 6));
    console.foz("run").orFail();
    assertThat(curated()).isEqualTo(range(1, 6));
    lake.append("entrada/1.json", numbers(7, 7));
    console.foz("run").orFail();
    assertThat(curated()).isEqualTo(range(1, 7));
  }

  @ParameterizedTest
  @CsvSource({"append,1 2 3 8 9", "replace,8 9", "fail,1 2 3"})
  void aFileWithOtherContentIsTakenAsTheTableSays(String onChange, String rows) {
    events(", on_change: " + onChange);
    lake.write("entrada/1.json", numbers(1, 3));
    console.foz("run").orFail();
    lake.write("entrada/1.json", numbers(8, 9));
    FozConsole.Ended run = console.foz("run");
    assertThat(String.join(" ", curated())).isEqualTo(rows);
    assertThat(run.exit()).isEqualTo(onChange.equals("fail") ? 1 : 0);
    if (onChange.equals("fail")) {
      assertThat(run.err()).contains("error[D402]: Cannot read entrada/1.json: it changed");
    }
  }

  @Test
  void aKeyedTableMergesAFileWithOtherContent() {
    events(", primary_key: n");
    lake.write("entrada/1.json", numbers(1, 3));
    console.foz("run").orFail();
    lake.write("entrada/1.json", numbers(3, 5));
    console.foz("run").orFail();
    assertThat(curated()).containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void filesWithoutRecordsAreTakenAndForgotten() {
    lake.source(
        "log",
        """
        eventos: { path: "entrada/*.json" }
        linhas: { path: "entrada/*.csv" }
        """);
    lake.write("entrada/1.json", "");
    lake.write("entrada/2.json", " \n\n");
    lake.write("entrada/3.json", "[ ]");
    lake.write("entrada/1.csv", "");
    lake.write("entrada/2.csv", "a,b\n");
    console.foz("run").orFail();
    assertThat(console.foz("run").orFail().err()).contains("nothing new");
    FozConsole.Ended sql = console.foz("sql", "select * from curated.log_eventos");
    assertThat(sql.exit()).isEqualTo(2);
    assertThat(sql.err()).contains("Cannot read curated.log_eventos: it has no data yet");

    lake.write("entrada/1.json", numbers(1, 2));
    lake.append("entrada/2.csv", "1,x\n");
    console.foz("run").orFail();
    assertThat(curated()).containsExactly("1", "2");
    assertThat(Plain.number(console.sql("select count(*) from curated.log_linhas"))).isEqualTo(1);
  }

  @Test
  void aLakeWithoutTablesRunsAndAnswers() {
    FozConsole.Ended run = console.foz("run").orFail();
    assertThat(run.err()).contains("nothing to run");
    for (String command : List.of("status", "runs", "check")) {
      console.foz(command).orFail();
    }
    assertThat(Plain.number(console.sql("select 41 + 1"))).isEqualTo(42);
    assertThat(Plain.rows(console.sql("select * from system.tables"))).isEmpty();
  }

  @Test
  void aFolderThatIsNoLakeIsNamed() {
    FozConsole.Ended run = FozConsole.of(folder.resolve("elsewhere")).foz("run");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("error[C102]").contains("lake.yaml").contains("elsewhere");
    assertThat(folder.resolve("elsewhere")).doesNotExist();
  }

  @Test
  void aMissingSourceFolderIsToldAndOtherSourcesLoad() {
    events("");
    lake.source("outra", "t: { path: \"nada/aqui/*.json\" }\n");
    lake.write("entrada/1.json", numbers(1, 2));
    FozConsole.Ended run = console.foz("run");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .contains("error[S401]: Cannot read nada/aqui")
        .contains("no such file or folder");
    assertThat(curated()).containsExactly("1", "2");
    lake.write("nada/aqui/1.json", numbers(3, 3));
    console.foz("run").orFail();
    assertThat(Plain.number(console.sql("select n from curated.outra_t"))).isEqualTo(3);
  }

  @Test
  void aStorageThatCannotBeMadeIsNamed() {
    events("");
    lake.write("lake.yaml", "name: prova\nstorage: ./arquivo/data\n");
    lake.write("arquivo", "a file");
    lake.write("entrada/1.json", numbers(1, 2));
    FozConsole.Ended run = console.foz("run");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("error[S").contains("arquivo/data").doesNotContain("I901");
    lake.write("lake.yaml", "name: prova\n");
    console.foz("run").orFail();
    assertThat(curated()).containsExactly("1", "2");
  }

  @Test
  void aClockThatIsSetBackChangesNothing() {
    events(", primary_key: n");
    List<String> moments =
        List.of("2025-01-01T00:00:00Z", "2001-01-01T00:00:00Z", "2024-06-01T00:00:00Z");
    int n = 0;
    for (String moment : moments) {
      Clock clock = Clock.fixed(Instant.parse(moment), ZoneOffset.UTC);
      lake.write("entrada/" + n + ".json", numbers(n, n + 1));
      new FozConsole(lake.folder(), clock).foz("run").orFail();
      assertThat(new FozConsole(lake.folder(), clock).foz("run").orFail().err())
          .contains("nothing new");
      n++;
    }
    assertThat(curated()).containsExactly("0", "1", "2", "3");
    String seqs = "select min(_seq) as low, max(_seq) as high, count(*) as n from raw.log_eventos";
    assertThat(Plain.rows(console.sql(seqs)).getFirst().toString())
        .isEqualTo("{low=1, high=6, n=6}");
    String runs = "select run from system.runs order by started_at, run";
    assertThat(Plain.rows(console.sql(runs))).hasSize(6);
  }

  @Test
  void aLostStateDatabaseIsNeverTakenForANewLake() throws IOException {
    events("");
    lake.write("entrada/1.json", numbers(1, 3));
    console.foz("run").orFail();
    for (String end : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(lake.storage().resolve("state.db" + end));
    }
    FozConsole.Ended run = console.foz("run");
    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.err())
        .contains("error[S507]: Cannot open lake prova: its tables are there")
        .contains("foz state recover");

    console.foz("state recover").orFail();
    lake.append("entrada/1.json", numbers(4, 5));
    console.foz("run").orFail();
    assertThat(curated()).isEqualTo(range(1, 5));
    assertThat(Plain.number(console.sql("select max(_seq) from raw.log_eventos"))).isEqualTo(5);
  }

  @Test
  void namesThatAreNotUtf8AreReadLikeOthers() throws IOException, InterruptedException {
    events("");
    Path inbox = Files.createDirectories(lake.path("entrada"));
    String script =
        "printf '{\"n\": 1}' > \"$(printf 'a\\377.json')\"; printf '{\"n\": 2}' > 'b é\n.json'";
    Process shell = new ProcessBuilder("sh", "-c", script).directory(inbox.toFile()).start();
    assertThat(shell.waitFor()).isZero();
    ProgramFiles program = ProgramFiles.prepare(Path.of("target", "program"));
    for (int run = 0; run < 2; run++) {
      try (FozProcess process =
          FozProcess.start(program, folder, "run", "--lake", lake.folder().toString())) {
        assertThat(process.await()).as(process.err()).isZero();
      }
    }
    assertThat(curated()).containsExactly("1", "2");
    String positions = "select _position from raw.log_eventos order by _seq";
    assertThat(Plain.rows(console.sql(positions)).toString())
        .isEqualTo("[{_position=entrada/a\\xFF.json:0}, {_position=entrada/b é\\x0A.json:0}]");
  }
}
