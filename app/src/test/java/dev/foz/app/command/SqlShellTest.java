package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.app.lake.Memory;
import dev.foz.app.text.Console;
import dev.foz.app.text.Screen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell on a terminal that can nothing but show lines. */
class SqlShellTest {
  private final Shell lake;
  private final Path folder;

  SqlShellTest(@TempDir Path folder) {
    this.folder = folder;
    this.lake = new Shell(folder);
    lake.write("lake.yaml", "name: loja\n");
    lake.write(
        "sources/vendas.yaml",
        "type: file\ntables:\n  pedidos: { path: in/*.csv, primary_key: id }\n");
    lake.write("in/a.csv", "id,total\n1,10.50\n2,3.00\n");
    lake.write(
        "models/refined/caros.sql",
        "/* ---\nmaterialized: view\n--- */\nselect * from curated.vendas_pedidos");
  }

  @Test
  void statementsMayHaveSeveralLinesAndALineSeveralStatements() {
    assertThat(talk("select 1 as a,\n  2 as b;\nselect 3 as c; select 4 as d;\n"))
        .contains("  -> a  b\n-  -\n1  2\n")
        .contains("c\n-\n3\n", "d\n-\n4\n");
  }

  @Test
  void describesTablesAndColumns() {
    assertThat(lake.foz("run").exit()).isZero();
    assertThat(talk("\\d\n"))
        .contains("curated.vendas_pedidos  table      2\n")
        .contains("refined.caros           view\n")
        .contains("system.runs             system\n");
    assertThat(talk("\\dt\n")).contains("raw.vendas_pedidos").doesNotContain("refined.caros");
    assertThat(talk("\\d refined.caros\n"))
        .contains("column        type\n", "id            long\n");
    assertThat(talk("\\d curated.vendas_pedido\n"))
        .contains(
            "error[C103]: no table is named `curated.vendas_pedido`",
            "did you mean `curated.vendas_pedidos`?");
  }

  @Test
  void showsAnswersAsOneWants() {
    assertThat(talk("\\x\nselect 1 as a, null as bb;\n"))
        .contains("expanded: on", "-- row 1 --\na   1\nbb\n");
    assertThat(talk("\\format csv\nselect 1 as a;\n")).contains("format: csv", "a\n1\n");
    assertThat(talk("\\format xml\n")).contains("there is no format `xml`", "\\format table | csv");
    assertThat(talk("\\timing off\nselect 1 as a;\n"))
        .contains("timing: off", "1 row\n")
        .doesNotContain("read");
  }

  @Test
  void runsTheStatementsOfAFile() {
    lake.write("q/a.sql", "\\format csv\r\nselect 1 as a;\r\n\\i q/b.sql\r\n");
    lake.write("q/b.sql", "select 2 as b");
    assertThat(talk("\\i q/a.sql\n")).contains("a\n1\n", "b\n2\n");
    lake.write("q/b.sql", "\\i q/a.sql\n");
    assertThat(talk("\\i q/a.sql\n")).contains("files run each other");
    assertThat(talk("\\i nada.sql\n")).contains("error[", "Cannot read nada.sql");
  }

  @Test
  void mistakesAreToldAndTheShellGoesOn() {
    String told = talk("selec 1;\n\\foo\n\\timin\nselect nada;\nselect 7 as x;\n");
    assertThat(told)
        .contains("syntax error", "there is no command `\\foo`", "did you mean `\\timing`?")
        .contains("x\n-\n7\n");
  }

  @Test
  void leavesWhenAskedTo() {
    for (String word : new String[] {"\\q", "exit", "quit"}) {
      assertThat(talk(word + "\nselect 1 as left_too_late;\n")).doesNotContain("left_too_late");
    }
    assertThat(talk("help\n")).contains("\\d [TABLE]");
  }

  /** Everything that is seen when this is typed. */
  private String talk(String typed) {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(seen, true, StandardCharsets.UTF_8);
    Surroundings surroundings =
        new Surroundings(
            new Console(out, out, false, true, false, Screen.fixed(80, 24)),
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
            folder,
            Map.of(),
            new Memory(256L << 20),
            Clock.systemUTC());
    assertThat(FozCommand.create(surroundings).execute("sql")).isZero();
    return seen.toString(StandardCharsets.UTF_8);
  }
}
