package dev.foz.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.foz.app.lake.Memory;
import dev.foz.app.lake.OpenLake;
import dev.foz.base.Progress;
import dev.foz.base.lake.LakeReader;
import dev.foz.state.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is seen on a terminal, and what in a pipe. */
@Tag("slow")
class TerminalTest {
  private static final int ROWS = 24;

  private final Path folder;

  TerminalTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void makeLake() throws IOException {
    assumeThat(Tmux.isInstalled()).as("tmux is installed").isTrue();
    write("lake.yaml", "name: loja\n");
    write(
        "sources/vendas.yaml",
        "type: file\ntables:\n  pedidos: { path: in/*.csv, primary_key: id }\n");
    write("in/a.csv", "id,total\n1,10.50\n2,3.00\n");
    write("models/refined/soma.sql", "select sum(total) as soma from curated.vendas_pedidos");
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 160})
  void aRunShowsWhatWorksAndWaitsAndCanBeStopped(int columns) {
    try (OpenLake holder = open()) {
      Lease lease = holder.state().acquire("source/vendas", Duration.ZERO, Progress.NONE);
      try (Tmux terminal = new Tmux(folder, columns, ROWS, "run")) {
        assertThat(terminal.screenWith("waiting for source/vendas"))
            .contains("run 1 · 3 tasks\n")
            .containsPattern(" ▸ load vendas +waiting for source/vendas\n")
            .contains(" ◌ curated.vendas_pedidos waits for vendas\n")
            .contains(" ◌ refined.soma waits for curated.vendas_pedidos\n")
            .containsPattern("0 of 3 · \\d+s · Ctrl\\+C is safe: nothing half-written\n");
        terminal.resize(60, ROWS);
        terminal.resize(columns, ROWS);
        terminal.press("C-c");
        assertThat(terminal.screenWith("ended with").replace('\n', ' '))
            .contains("cancelled after ")
            .contains("foz run goes on from here")
            .contains("ended with 1 ")
            .doesNotContain("◌");
      }
      holder.state().release(lease);
    }
    try (Tmux terminal = new Tmux(folder, columns, ROWS, "run")) {
      assertThat(terminal.screenWith("ended with"))
          .containsPattern(" ✔ load vendas +2 records")
          .contains(" ✔ build refined.soma")
          .containsPattern("completed in .*: 2 records loaded, 2 tables built\n")
          .contains("ended with 0\n")
          .doesNotContain("Ctrl+C");
    }
  }

  @Test
  void inAPipeARunIsPlainLines() {
    try (Tmux terminal = new Tmux(folder, 80, ROWS, "run 2>&1 | cat -v")) {
      assertThat(terminal.screenWith("ended with"))
          .contains("completed in ", "ended with 0\n")
          .doesNotContain("^[", "Ctrl+C");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 160})
  void theShellCompletesAnswersAndGoesOnAfterMistakes(int columns) throws IOException {
    try (Tmux terminal = new Tmux(folder, columns, ROWS, "run")) {
      terminal.screenWith("ended with 0");
    }
    try (Tmux terminal = new Tmux(folder, columns, ROWS, "sql")) {
      terminal.promptAfter("Ctrl+D leaves");
      terminal.type("select id, total from cur");
      terminal.press("Tab");
      terminal.screenWith("from curated.vendas_pedidos");
      terminal.type(" order");
      terminal.press("Enter");
      terminal.screenWith("  ->");
      terminal.type("by id;");
      terminal.press("Enter");
      assertThat(terminal.promptAfter("2 rows · "))
          .contains("id  total\n--  -----\n 1  10.50\n 2   3.00\n");

      terminal.type("select nada from curated.vendas_pedidos;");
      terminal.press("Enter");
      assertThat(terminal.promptAfter("did you mean"))
          .containsPattern("error\\[[A-Z]\\d+]: ")
          .contains(" | select nada from curated.vendas_pedidos;\n")
          .contains(" |        ^");

      terminal.type("\\x on");
      terminal.press("Enter");
      terminal.promptAfter("expanded: on");
      terminal.type(" select 'a secret' as hidden, * from curated.vendas_pedidos limit 1;");
      terminal.press("Enter");
      assertThat(terminal.promptAfter("1 row · "))
          .contains("-- row 1 --\nhidden        a secret\n");
      terminal.press("C-d");
      terminal.screenWith("ended with 0");
    }
    assertThat(Files.readString(folder.resolve("state/foz/history")))
        .contains("select id, total from curated.vendas_pedidos", "\\x on")
        .doesNotContain("secret");
  }

  @Test
  void controlCStopsAQueryOrALineButNotTheShell() {
    try (Tmux terminal = new Tmux(folder, 80, ROWS, "sql")) {
      terminal.promptAfter("Ctrl+D leaves");
      terminal.type(
          "select count(*) from range(1000000) a, range(1000000) b where a.range < b.range;");
      terminal.press("Enter");
      terminal.pressUntil("C-c", "cancelled");
      terminal.promptAfter("cancelled");
      terminal.type("given up");
      terminal.screenWith("given up");
      terminal.press("C-c");
      terminal.type("select 41 + 1 as answer;");
      terminal.press("Enter");
      assertThat(terminal.promptAfter("1 row · ")).contains("answer\n------\n    42\n");
      terminal.press("C-d");
      terminal.screenWith("ended with 0");
    }
  }

  @Test
  void controlCEndsTheDemoWithItsLastWords() {
    try (Tmux terminal = new Tmux(folder, 80, ROWS, "demo loja --invoices 1500")) {
      terminal.screenWith("The shops go on selling; Ctrl+C ends it.");
      terminal.press("C-c");
      assertThat(terminal.screenWith("ended with"))
          .contains("ends after what is at work; Ctrl+C again ends at once")
          .contains("Go on in it:\n  cd loja\n")
          .contains("ended with 0\n");
    }
  }

  @Test
  void whatIsLongerThanTheScreenGoesThroughThePager() {
    try (Tmux terminal = new Tmux(folder, 80, ROWS, "sql")) {
      terminal.promptAfter("Ctrl+D leaves");
      terminal.type("select range as n from range(100);");
      terminal.press("Enter");
      assertThat(terminal.screenWith("\n20\n")).doesNotContain("99").contains(" n\n--\n");
      terminal.press("q");
      terminal.promptAfter("rows · ");
      terminal.press("C-d");
      terminal.screenWith("ended with 0");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 160})
  void tablesFitOnTheScreen(int columns) throws IOException {
    write("models/refined/a_table_with_a_name_that_is_long.sql", "select 1 as one");
    try (Tmux terminal = new Tmux(folder, columns, ROWS, "status")) {
      String screen = terminal.screenWith("ended with 0");
      assertThat(screen.replace("\n", "")).contains("refined.a_table_with_a_name_that_is_long");
      assertThat(screen.lines())
          .anyMatch(line -> line.startsWith("table "))
          .allMatch(line -> line.codePointCount(0, line.length()) <= columns);
    }
  }

  private OpenLake open() {
    return OpenLake.open(
        LakeReader.read(folder, Map.of()).orThrow(), new Memory(256L << 20), Clock.systemUTC());
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
  }
}
