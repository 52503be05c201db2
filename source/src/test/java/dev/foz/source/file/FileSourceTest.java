package dev.foz.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.lake.FileOptions.OnChange;
import dev.foz.source.file.Folder.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {
  private Folder folder;

  @BeforeEach
  void makeFolder(@TempDir Path temp) {
    folder = new Folder(temp);
  }

  @Test
  void readsLinesOfJsonWithPathAndOffset() {
    folder.table("notas", "entrada/*.json");
    folder.write("entrada/a.json", "{\"id\": 1}\n{\"id\": 2}\n");
    Reading reading = folder.read();
    assertThat(reading.placed())
        .containsExactly("entrada/a.json:0={\"id\": 1}", "entrada/a.json:10={\"id\": 2}");
    assertThat(reading.batches().getFirst().part()).isEqualTo("notas/entrada/a.json");
    assertThat(reading.problems()).isEmpty();
  }

  @Test
  void takesEachFileOnce() {
    folder.table("notas", "*.json");
    folder.write("a.json", "{\"id\":1}\n");
    assertThat(folder.read().records()).hasSize(1);
    assertThat(folder.read().batches()).isEmpty();
    folder.write("b.json", "{\"id\":2}\n");
    assertThat(folder.read().records()).containsExactly("{\"id\":2}");
  }

  @Test
  void landsOnlyTheRestOfAFileThatGrew() {
    folder.table("notas", "*.json");
    folder.write("a.json", "{\"id\":1}\n");
    folder.read();
    folder.write("a.json", "{\"id\":1}\n{\"id\":2}\n");
    assertThat(folder.read().placed()).containsExactly("a.json:9={\"id\":2}");
    assertThat(folder.read().batches()).isEmpty();
  }

  @Test
  void resumesAfterTheLastCommittedBatch() {
    folder.table("notas", "*.json");
    folder.limits = new BatchLimits(1 << 20, 2, 1 << 20);
    folder.write("a.json", "{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n{\"id\":4}\n{\"id\":5}");
    assertThat(folder.read(1).placed())
        .containsExactly("a.json:0={\"id\":1}", "a.json:9={\"id\":2}");
    assertThat(folder.read(1).placed())
        .containsExactly("a.json:18={\"id\":3}", "a.json:27={\"id\":4}");
    assertThat(folder.read().placed()).containsExactly("a.json:36={\"id\":5}");
    assertThat(folder.read().batches()).isEmpty();
  }

  @Test
  void keylessTableRefusesAChangedFileAndNamesTheChoices() {
    folder.table("notas", "*.json");
    folder.write("a.json", "{\"id\":1}\n");
    folder.read();
    folder.write("a.json", "{\"id\":7}\n");
    Reading reading = folder.read();
    assertThat(reading.batches()).isEmpty();
    assertThat(reading.problems())
        .containsExactly(
            """
            error[D402]: Cannot read a.json: it changed within the first 9 bytes, which were \
            already landed, and the table has no primary key
              a.json
              try: set `on_change: append` to land the new version beside the old one, \
            `on_change: replace` to put it in its place, or a `primary_key` to merge it""");
  }

  @Test
  void replaceBeginsWithARecordThatVoidsTheOldVersion() {
    folder.onChange("notas", "*.json", OnChange.REPLACE);
    folder.write("a.json", "{\"id\":1}\n");
    folder.read();
    folder.write("a.json", "{\"id\":7}\n");
    assertThat(folder.read().placed()).containsExactly("t a.json:0=", "a.json:0={\"id\":7}");
    assertThat(folder.read().batches()).isEmpty();
  }

  @Test
  void readsTablesInOrderAndTheirFilesByName() {
    folder.table("b", "b/*.json").table("a", "a/*.json");
    folder.write("a/2.json", "{\"a\":2}");
    folder.write("a/1.json", "{\"a\":1}");
    folder.write("b/1.json", "{\"b\":1}");
    assertThat(folder.read().records()).isEqualTo(List.of("{\"b\":1}", "{\"a\":1}", "{\"a\":2}"));
  }

  @Test
  void touchedFileIsKnownBetterButBringsNothing() throws IOException {
    folder.table("notas", "*.json");
    Path file = folder.write("a.json", "{\"id\":1}\n");
    folder.read();
    Folder.touch(file, Folder.LONG_AGO.plusSeconds(60));
    Reading reading = folder.read();
    assertThat(reading.batches()).hasSize(1);
    assertThat(reading.records()).isEmpty();
    assertThat(folder.read().batches()).isEmpty();
    assertThat(Files.size(file)).isEqualTo(9);
  }
}
