package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code foz show}: columns with masks and origins, versions, outcomes of tests, what waits. */
class ShowTest {
  private static final String MODEL =
      """
      /* ---
      materialized: merge
      primary_key: uf
      tests:
        - not_null: uf
        - expression: total >= %s
          on_fail: %s
      --- */
      select c.uf, sum(p.total) as total, count(*) as n
      from curated.loja_pedidos p join curated.loja_clientes c on c.id = p.cliente
      group by 1
      """;

  private final Shell shell;

  ShowTest(@TempDir Path folder) {
    this.shell = new Shell(folder);
    shell.write("lake.yaml", "name: loja\n");
    shell.write(
        "sources/loja.yaml",
        """
        type: file
        tables:
          clientes: { path: in/c*.json, primary_key: id, mask: { cpf: last4 } }
          pedidos: { path: in/p*.json, primary_key: id }
        """);
    shell.write("in/c1.json", "{\"id\":1,\"uf\":\"SP\",\"cpf\":\"11122233344\"}");
    shell.write(
        "in/p1.json",
        "{\"id\":7,\"cliente\":1,\"total\":5}\n{\"id\":8,\"cliente\":1,\"total\": }\n");
  }

  @Test
  void columnsTellTheirMasksAndWhatTheyAreMadeOf() {
    run(0);
    assertThat(shell.told("show", "curated.loja_clientes"))
        .contains("masked  cpf: last4\n")
        .contains(
            """
            column  type  mask  made of
            ---  ---  ---  ---
            id  long  raw.loja_clientes.data.id
            uf  string  raw.loja_clientes.data.uf
            cpf  string  last4  raw.loja_clientes.data.cpf
            """);
  }

  @Test
  void theLastVersionsAreToldNewestFirst() {
    run(0);
    for (int i = 2; i < 8; i++) {
      shell.write("in/c" + i + ".json", "{\"id\":" + i + ",\"uf\":\"RJ\"}");
      run(0);
    }

    assertThat(
            shell
                .told("show", "curated.loja_clientes")
                .lines()
                .filter(l -> l.contains(" merge of run ")))
        .hasSize(5)
        .first()
        .asString()
        .contains(": merge of run 7, +1 -0 = 7 rows, current");
  }

  @Test
  void testsTellHowTheyCameOutWhenTheTableWasMade() {
    model("1", "warn");
    assertThat(outcome()).isEqualTo("expression(total >= 1), else warn");
    run(0);
    assertThat(outcome()).isEqualTo("expression(total >= 1), else warn: passed in run 1");

    model("6", "warn");
    assertThat(outcome())
        .isEqualTo("expression(total >= 6), else warn: not run since the model changed");
    run(0);
    assertThat(outcome()).isEqualTo("expression(total >= 6), else warn: warned in run 2");

    model("6", "quarantine");
    run(0);
    assertThat(outcome())
        .isEqualTo("expression(total >= 6), else quarantine: 1 row waits in quarantine");
    assertThat(shell.told("show", "refined.uf"))
        .contains("quarantine  1 record waits: foz quarantine show quarantine.refined_uf\n");

    model("6", "fail");
    run(1);
    assertThat(outcome()).isEqualTo("expression(total >= 6): failed in run 4");
  }

  private void model(String least, String onFail) {
    shell.write("models/refined/uf.sql", MODEL.formatted(least, onFail));
  }

  private void run(int exit) {
    Shell.Answer answer = shell.foz("run");
    assertThat(answer.exit()).as(answer.err()).isEqualTo(exit);
  }

  private String outcome() {
    return shell
        .told("show", "refined.uf")
        .lines()
        .filter(line -> line.contains("expression(") && !line.startsWith("last build"))
        .findFirst()
        .orElseThrow()
        .strip();
  }

  @Test
  void recordsThatWaitAreTold() {
    run(0);
    assertThat(shell.told("show", "raw.loja_pedidos"))
        .contains("quarantine  1 record waits: foz quarantine show quarantine.raw_loja_pedidos\n");
    assertThat(shell.told("show", "raw.loja_clientes")).doesNotContain("quarantine");
  }

  @Test
  void aViewHasColumnsToo() {
    run(0);
    shell.write(
        "models/refined/v.sql",
        "/* ---\nmaterialized: view\n--- */\nselect uf as estado, id * 2 as dobro from curated.loja_clientes");

    assertThat(shell.told("show", "refined.v"))
        .contains(
            """
            column  type  made of
            ---  ---  ---
            estado  string  curated.loja_clientes.uf
            dobro  long  curated.loja_clientes.id (computed)
            """);
  }
}
