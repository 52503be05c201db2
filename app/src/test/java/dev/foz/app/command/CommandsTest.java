package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
  private final Shell lake;

  CommandsTest(@TempDir Path folder) {
    lake = new Shell(folder);
  }

  @Test
  void withoutALakeSaysWhatToDo() {
    Shell.Answer answer = lake.foz("status");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).startsWith("error[C102]: no lake.yaml in ").contains("--lake DIR");
  }

  @Test
  void anEmptyLakeWorks() {
    lake.write("lake.yaml", "name: vazio\n");
    assertThat(lake.foz("check").out())
        .isEqualTo("no mistakes: 0 sources with 0 tables, 0 models\n");
    assertThat(lake.foz("run").err()).contains("nothing to run", "completed");
    assertThat(lake.foz("status").out())
        .isEqualTo("lake vazio has no tables yet: add a file to sources/\n");
    assertThat(lake.rows("select 1 + 1 as x")).isEqualTo("2\n");
    assertThat(lake.rows("select count(*) from system.tables")).isEqualTo("0\n");
  }

  @Test
  void checkTellsMistakesOfFilesAndOfSqlTogetherWithTheirLines() {
    lake.write("lake.yaml", "name: loja\n");
    lake.write("models/refined/a.sql", "select * from refined.b");
    lake.write("models/refined/b.sql", "select x\nfrom curated.nada");
    Shell.Answer answer = lake.foz("check");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err())
        .contains(
            "error[F209]: no source or model makes `curated.nada`\n  models/refined/b.sql:2:6");
  }

  @Test
  void aTableWithoutItsLayerIsFoundInAll() {
    lake.write("lake.yaml", "name: loja\n");
    lake.write(
        "sources/vendas.yaml",
        "type: file\ntables:\n  pedidos: { path: 'in/*.json', primary_key: id }\n");
    assertThat(lake.foz("show", "vendas_pedidos").err())
        .contains("try: name its layer: `curated.vendas_pedidos` or `raw.vendas_pedidos`");
    assertThat(lake.foz("fix").err()).contains("`foz check --fix` mends what is mechanical");
  }

  @Test
  void modelsThatReadEachOtherAreTold() {
    lake.write("lake.yaml", "name: loja\n");
    lake.write("models/refined/a.sql", "select * from refined.b");
    lake.write("models/refined/b.sql", "select * from refined.a");
    assertThat(lake.foz("check").err())
        .contains("error[F801]: models read each other: refined.a → refined.b → refined.a");
  }

  @Test
  void sqlRefusesToWriteAndTellsUnknownNames() {
    lake.write("lake.yaml", "name: loja\n");
    assertThat(lake.foz("sql", "create table x as select 1").err()).contains("error[E702]");
    assertThat(lake.foz("sql", "with x as (copy (select 1) to 'f') select 1").exit()).isEqualTo(2);
    assertThat(lake.foz("sql", "select * from 'lake.yaml'").exit()).isEqualTo(2);
    assertThat(lake.foz("sql", "select * from system.run").err())
        .contains("no table is named `system.run`", "did you mean `system.runs`?");
    assertThat(lake.foz("sql", "select 1", "--format", "xml").err())
        .isEqualTo(
            """
            error[C101]: there is no format `xml`
              try: --format table | csv | json | markdown

            """);
  }

  @Test
  void sqlReadsSeveralQueriesFromAPipeAndGoesOnAfterAMistake() {
    lake.write("lake.yaml", "name: loja\n");
    Shell.Answer answer =
        lake.answer("select 1 as a;\nselec 2;\nselect 3\n as c", "sql", "--format", "csv");
    assertThat(answer.out()).isEqualTo("a\n1\nc\n3\n");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).contains("syntax error").contains("1 row · ");
  }

  @Test
  void aWrongCommandIsTheUsersFault() {
    Shell.Answer answer = lake.foz("runn");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).startsWith("error[C101]: ").contains("did you mean");
    assertThat(lake.foz("runs", "--limit", "x").exit()).isEqualTo(2);
  }

  @Test
  void everyCommandHasHelpAndIsListed() {
    String help = lake.foz("help").out();
    for (String command :
        new String[] {
          "run", "sql", "status", "runs", "show", "history", "check", "test", "state", "demo",
          "version"
        }) {
      assertThat(help).contains("\n  " + command);
      Shell.Answer answer = lake.foz(command, "--help");
      assertThat(answer.exit()).isEqualTo(0);
      assertThat(answer.out()).startsWith("Usage: foz " + command);
    }
  }

  @Test
  void jsonIsForPrograms() {
    lake.write("lake.yaml", "name: loja\n");
    assertThat(lake.foz("run", "--json").out()).startsWith("{\"run\":1,\"state\":\"COMPLETED\"");
    assertThat(lake.foz("status", "--json").out()).isEqualTo("[]\n");
    assertThat(lake.foz("show", "raw.x", "--json").out())
        .isEqualTo(
            "{\"problems\":[{\"code\":\"C103\",\"what\":\"no table is named `raw.x`\","
                + "\"remedy\":\"foz status lists the tables of this lake\"}]}\n");
  }
}
