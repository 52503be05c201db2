package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run did, told after it. */
class LogsTest {
  private final Path folder;
  private final Shell lake;

  LogsTest(@TempDir Path folder) {
    this.folder = folder;
    this.lake = new Shell(folder);
    lake.write("lake.yaml", "name: loja\n");
    lake.write(
        "sources/vendas.yaml",
        "type: file\ntables:\n  pedidos: { path: in/*.json, primary_key: id }\n");
    lake.write("in/a.json", "[{\"id\":1,\"n\":5},{\"id\":2,\"n\":6}]");
  }

  @Test
  void tellsEachTaskAndProblemsInFull() {
    lake.write("models/refined/media.sql", "select 10 / nn as m\nfrom curated.vendas_pedidos");
    assertThat(lake.foz("run").exit()).isEqualTo(2);
    String told = lake.told("logs");
    assertThat(told)
        .startsWith("run 1 · foz run · started ")
        .contains(" ✔ load vendas  2 records  0 B  0 s  1 file\n")
        .contains(" ✖ build refined.media  0 s\n")
        .contains("     models/refined/media.sql:1:13\n", " | select 10 / nn as m", "^")
        .endsWith("failed in 0 s\n");
    assertThat(lake.told("logs", "1")).isEqualTo(told);
    assertThat(lake.told("logs", "-f")).as("a run that has ended").isEqualTo(told);
    assertThat(lake.foz("logs", "--json").out())
        .startsWith("{\"run\":1,\"command\":\"run\",\"state\":\"FAILED\"")
        .contains("\"subject\":\"refined.media\",\"kind\":\"build\"", "\"text\":\"error[");
  }

  @Test
  void theFirstLineOfAProblemIsLeftWhenItsFileIsGone() throws IOException {
    lake.write("models/refined/media.sql", "select nn from curated.vendas_pedidos");
    lake.foz("run");
    Files.delete(folder.resolve("data/_logs/run-1.jsonl"));
    assertThat(lake.told("logs"))
        .contains("   error[")
        .doesNotContain("models/refined/media.sql:1");
  }

  @Test
  void goodRunsKeepNoFileAndTheNewestIsShown() {
    lake.foz("run");
    lake.foz("run");
    assertThat(folder.resolve("data/_logs")).doesNotExist();
    assertThat(lake.told("logs"))
        .startsWith("run 2 ")
        .contains(" – load vendas  nothing new\n")
        .endsWith("completed in 0 s\n");
  }

  @Test
  void saysSoWhenThereIsNothingToTell() {
    assertThat(lake.foz("logs").err()).isEqualTo("nothing ran yet; foz run starts\n");
    assertThat(lake.foz("logs", "--json").out()).isEqualTo("null\n");
    assertThat(lake.foz("logs", "7").err()).contains("there is no run 7", "foz runs lists them");
  }
}
