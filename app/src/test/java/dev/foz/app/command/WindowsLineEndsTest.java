package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file of a lake, and what is typed into a pipe, may come from Windows. */
class WindowsLineEndsTest {
  private final Shell lake;

  WindowsLineEndsTest(@TempDir Path folder) {
    lake = new Shell(folder);
    windows("lake.yaml", "name: loja\ntimezone: ${ZONE}\n");
    windows(".env", "ZONE=America/Sao_Paulo\n");
    windows(
        "sources/vendas.yaml",
        """
        type: file
        tables:
          pedidos: { path: in/*.jsonl, primary_key: id, contract: pedidos }
          clientes:
            path: in/*.csv
            primary_key: id
        """);
    windows(
        "schemas/pedidos.json",
        """
        {"type": "object",
         "properties": {"id": {"type": "integer"},
          "total": {"type": "number", "format": "decimal(12,2)"}}}
        """);
    windows("in/a.jsonl", "{\"id\":1,\"total\":1.50}\n{\"id\":2,\"total\":2.25}\n");
    windows("in/a.csv", "id,nome\n1,Ana\n2,Rui\n");
    windows(
        "models/refined/soma.sql",
        """
        /* ---
        description: All of it
        tests:
          - not_null: [soma]
        --- */
        -- a comment
        select sum(total) as soma
        from curated.vendas_pedidos
        """);
  }

  @Test
  void aLakeOfWindowsWorks() {
    assertThat(lake.told("check")).startsWith("no mistakes");
    assertThat(lake.foz("run").exit()).isZero();
    assertThat(lake.rows("select id, total from curated.vendas_pedidos order by id"))
        .isEqualTo("1,1.50\n2,2.25\n");
    assertThat(lake.rows("select id, nome from curated.vendas_clientes order by id"))
        .isEqualTo("1,Ana\n2,Rui\n");
    assertThat(lake.rows("select soma from refined.soma")).isEqualTo("3.75\n");
    assertThat(lake.rows("select distinct octet_length(payload) from raw.vendas_pedidos"))
        .as("a line end is no part of a record")
        .isEqualTo("21\n");
  }

  @Test
  void statementsOfAPipeMayEndLinesSo() {
    Shell.Answer answer =
        lake.answer(
            "select 1 as a;\r\nselect 2\r\n as b;\r\nselect 3 as c\r\n", "sql", "--format", "csv");
    assertThat(answer.out()).isEqualTo("a\n1\nb\n2\nc\n3\n");
  }

  @Test
  void aMistakeIsShownOnItsLine() {
    windows("models/refined/ruim.sql", "select 1 as a,\n  nada\nfrom curated.nada\n");
    assertThat(lake.told("check"))
        .contains("models/refined/ruim.sql:3:6", "3 | from curated.nada\n");
  }

  private void windows(String name, String text) {
    lake.write(name, text.replace("\n", "\r\n"));
  }
}
