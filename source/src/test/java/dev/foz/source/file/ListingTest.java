package dev.foz.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.foz.base.lake.FileOptions;
import dev.foz.base.lake.FileOptions.Order;
import dev.foz.source.file.Folder.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingTest {
  private Folder folder;

  @BeforeEach
  void makeFolder(@TempDir Path temp) {
    folder = new Folder(temp);
  }

  private Path json(String name) {
    return folder.write(name, "{\"file\":\"" + name.replace("\n", "").replace("\\", "") + "\"}\n");
  }

  @Test
  void nameOrderIsThatOfTheWholePath() {
    folder.table("t", "**/*.json");
    json("b.json");
    json("a/z.json");
    json("a-1.json");
    json("a/b/c.json");
    assertThat(folder.read().placed())
        .containsExactly(
            "a-1.json:0={\"file\":\"a-1.json\"}",
            "a/b/c.json:0={\"file\":\"a/b/c.json\"}",
            "a/z.json:0={\"file\":\"a/z.json\"}",
            "b.json:0={\"file\":\"b.json\"}");
  }

  @Test
  void timeOrderIsThatOfTheLastChangeAndThenTheName() {
    FileOptions plain = folder.options("*.json");
    FileOptions byTime =
        new FileOptions(
            plain.path(),
            plain.format(),
            Order.TIME,
            Optional.empty(),
            plain.quietPeriod(),
            plain.csv());
    folder.table("t", FileTable.Changed.ASK, byTime);
    Path last = json("a.json");
    json("c.json");
    json("b.json");
    Folder.touch(last, Folder.LONG_AGO.plusSeconds(5));
    Folder.touch(folder.path.resolve("b.json"), Folder.LONG_AGO);
    Folder.touch(folder.path.resolve("c.json"), Folder.LONG_AGO);
    assertThat(folder.read().records())
        .containsExactly("{\"file\":\"b.json\"}", "{\"file\":\"c.json\"}", "{\"file\":\"a.json\"}");
  }

  @Test
  void hiddenAndUnfinishedFilesAreLeftAlone() {
    folder.table("t", "**/*");
    json("a.json");
    json(".b.json");
    json(".git/c.json");
    json("d.json.tmp");
    json("e.json.PART");
    json("f.crdownload");
    json("~$g.json");
    assertThat(folder.read().records()).containsExactly("{\"file\":\"a.json\"}");
  }

  @Test
  void starStaysInItsFolder() {
    folder.table("t", "in/*.json");
    json("in/a.json");
    json("in/deep/b.json");
    json("out/c.json");
    assertThat(folder.read().records()).containsExactly("{\"file\":\"in/a.json\"}");
  }

  @Test
  void folderThatIsMissingIsAProblemAndOtherTablesGoOn() {
    folder.table("t", "entrada/*.json").table("u", "*.json");
    json("a.json");
    Reading reading = folder.read();
    assertThat(reading.records()).containsExactly("{\"file\":\"a.json\"}");
    assertThat(reading.problems())
        .containsExactly(
            """
            error[S401]: Cannot read entrada: no such file or folder
              try: make it, or change `path` in the source's file""");
  }

  @Test
  void fileWithoutWildcardThatIsMissingIsAProblemUntilItWasTaken() throws IOException {
    folder.table("t", "produtos.json");
    assertThat(folder.read().problems())
        .containsExactly(
            """
            error[S401]: Cannot read produtos.json: no such file or folder
              try: make it, or change `path` in the source's file""");
    Path file = json("produtos.json");
    assertThat(folder.read().records()).hasSize(1);
    Files.delete(file);
    assertThat(folder.read().problems()).isEmpty();
    assertThat(folder.position).containsKey("t/produtos.json");
  }

  @Test
  void folderWhereAFileIsMeantIsAProblem() throws IOException {
    folder.table("t", "produtos");
    Files.createDirectory(folder.path.resolve("produtos"));
    assertThat(folder.read().problems())
        .containsExactly(
            """
            error[S401]: Cannot read produtos: it is not a regular file
              try: for the files of a folder write `path: produtos/*`""");
  }

  @Test
  void nameThatTellsNoFormatIsAProblem() {
    folder.table("t", "*");
    json("a.json");
    json("leiame.txt");
    assertThat(folder.read().problems())
        .containsExactly(
            """
            error[D404]: Cannot read leiame.txt: its name does not say whether it is JSON or CSV
              try: set `format: json` or `format: csv`, or narrow `path` down to the right files""");
  }

  @Test
  void linksAreFollowedButNotInCircles() throws IOException {
    folder.table("t", "in/**/*.json");
    json("in/a.json");
    json("elsewhere/b.json");
    Files.createSymbolicLink(
        folder.path.resolve("in/link"), folder.path.resolve("elsewhere").toAbsolutePath());
    Files.createSymbolicLink(folder.path.resolve("elsewhere/up"), folder.path.resolve("in"));
    Reading reading = folder.read();
    assertThat(reading.placed())
        .containsExactly(
            "in/a.json:0={\"file\":\"in/a.json\"}",
            "in/link/b.json:0={\"file\":\"elsewhere/b.json\"}");
    assertThat(reading.problems())
        .containsExactly(
            """
            error[S401]: Cannot read in/link/up: the link leads back to a folder above it
              try: remove the link that leads back up""");
  }

  @Test
  void pipesAreNotOpened() throws Exception {
    folder.table("t", "*.json");
    json("a.json");
    Process mkfifo =
        new ProcessBuilder("mkfifo", folder.path.resolve("pipe.json").toString()).start();
    assumeTrue(mkfifo.waitFor(10, TimeUnit.SECONDS) && mkfifo.exitValue() == 0);
    assertThat(folder.read().records()).containsExactly("{\"file\":\"a.json\"}");
  }

  @Test
  void namesWithLineEndsAndBackslashesAreEscaped() {
    folder.table("t", "*.json");
    json("a\nb.json");
    json("a\\nb.json");
    assertThat(folder.read().placed())
        .containsExactly(
            "a\\\\nb.json:0={\"file\":\"anb.json\"}", "a\\x0Ab.json:0={\"file\":\"ab.json\"}");
    assertThat(folder.read().batches()).isEmpty();
  }

  @Test
  void namesThatAreNotUtf8AreReadOnceEach() throws Exception {
    folder.table("t", "*.json");
    Process shell =
        new ProcessBuilder(
                "sh",
                "-c",
                "for n in '\\377' '\\376' 'S\\303\\243o'; do"
                    + " f=$(printf \"$n.json\"); printf '{\"a\":1}' > \"$f\"; done")
            .directory(folder.path.toFile())
            .start();
    assumeTrue(shell.waitFor(10, TimeUnit.SECONDS) && shell.exitValue() == 0);
    folder.now = Folder.NOW.plusSeconds(1_000_000_000);
    assertThat(folder.read().placed())
        .containsExactly(
            "S\u00e3o.json:0={\"a\":1}", "\\xFE.json:0={\"a\":1}", "\\xFF.json:0={\"a\":1}");
    assertThat(folder.read().batches()).isEmpty();
  }

  @Test
  void filesOutsideTheLakeFolderAreNamedByTheirWholePath(@TempDir Path elsewhere) {
    Folder lake = new Folder(elsewhere);
    Path file = json("a.json");
    lake.tables.add(new FileTable("t", lake.path, FileTable.Changed.ASK, folder.options("*.json")));
    assertThat(lake.read().placed()).containsExactly(file + ":0={\"file\":\"a.json\"}");
  }

  @Test
  void skippedPartsAreNotRead() {
    folder.table("t", "*.json");
    json("a.json");
    json("b.json");
    folder.skipped = Set.of("t/a.json");
    assertThat(folder.read().records()).containsExactly("{\"file\":\"b.json\"}");
    assertThat(folder.position).doesNotContainKey("t/a.json");
  }
}
