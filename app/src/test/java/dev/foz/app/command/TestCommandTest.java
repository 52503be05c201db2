package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandTest {
  private static final String TESTS =
      """
      /* ---
      owner: comercial
      tags: [vendas, diario]
      primary_key: id
      cluster_by: [uf, id]
      tests:
        - not_null: uf
        - unique: uf
          on_fail: warn
        - cpf: doc
          on_fail: quarantine
        - relationships: { uf: refined.estados.uf }
      --- */
      select id, uf, doc from curated.loja_vendas
      """;

  private final Shell lake;

  TestCommandTest(@TempDir Path folder) {
    lake = new Shell(folder);
    lake.write("lake.yaml", "name: loja\n");
    lake.write(
        "sources/loja.yaml", "type: file\ntables: { vendas: { path: a.csv, primary_key: id } }\n");
    lake.write("a.csv", "id,uf,doc\n1,SP,529.982.247-25\n2,SP,111\n3,,529.982.247-25\n");
    lake.write(
        "models/refined/estados.sql",
        "/* ---\nmaterialized: view\ntests: [{ not_null: uf }]\n--- */\n"
            + "select distinct uf from curated.loja_vendas where uf is not null");
  }

  @Test
  void testsOfTablesAndViewsRunOverWhatIsCommitted() {
    lake.write("models/refined/vendas.sql", "select id, uf, doc from curated.loja_vendas");
    assertThat(lake.foz("run").exit()).isEqualTo(0);
    lake.write("models/refined/vendas.sql", TESTS);

    Shell.Answer answer = lake.foz("test");

    assertThat(answer.out())
        .isEqualTo(
            """
            ok         refined.estados not_null(uf)
            failed     refined.vendas not_null(uf): 1 row
                         id 3, uf null
            warn       refined.vendas unique(uf): 2 rows
                         uf SP, rows 2
            quarantine refined.vendas cpf(doc): 1 row
                         id 2, doc 111
            ok         refined.vendas relationships(uf: refined.estados.uf)
            5 tests: 2 ok, 1 failed, 1 quarantine, 1 warn
            """);
    assertThat(answer.exit()).isEqualTo(1);
    assertThat(lake.foz("test", "refined.estados").exit()).isEqualTo(0);
    assertThat(lake.foz("test", "refined.vend*", "--json").out())
        .isEqualTo(
            "{\"ok\":false,\"tests\":["
                + "{\"table\":\"refined.vendas\",\"test\":\"not_null(uf)\",\"on_fail\":\"fail\","
                + "\"where\":\"models/refined/vendas.sql:7:5\",\"failed\":1,\"examples\":[{\"id\":\"3\",\"uf\":\"null\"}]},"
                + "{\"table\":\"refined.vendas\",\"test\":\"unique(uf)\",\"on_fail\":\"warn\","
                + "\"where\":\"models/refined/vendas.sql:8:5\",\"failed\":2,\"examples\":[{\"uf\":\"SP\",\"rows\":\"2\"}]},"
                + "{\"table\":\"refined.vendas\",\"test\":\"cpf(doc)\",\"on_fail\":\"quarantine\","
                + "\"where\":\"models/refined/vendas.sql:10:5\",\"failed\":1,\"examples\":[{\"id\":\"2\",\"doc\":\"111\"}]},"
                + "{\"table\":\"refined.vendas\",\"test\":\"relationships(uf: refined.estados.uf)\",\"on_fail\":\"fail\","
                + "\"where\":\"models/refined/vendas.sql:12:5\",\"failed\":0,\"examples\":[]}]"
                + ",\"waiting\":[],\"problems\":[]}\n");
    assertThat(lake.foz("test", "loja+").out())
        .endsWith("5 tests: 2 ok, 1 failed, 1 quarantine, 1 warn\n");
    assertThat(lake.foz("test", "refined.nada").err()).contains("`refined.nada` picks nothing");
  }

  @Test
  void aTableWithoutDataAndATestWithoutColumnAreTold() {
    lake.write("models/refined/vendas.sql", TESTS);

    assertThat(lake.foz("test").out())
        .isEqualTo(
            """
            waits      refined.estados for curated.loja_vendas, which has no data yet
            waits      refined.vendas for curated.loja_vendas, which has no data yet
            0 tests
            """);

    assertThat(lake.foz("run", "loja").exit()).isEqualTo(0);
    lake.write(
        "models/refined/estados.sql",
        "/* ---\nmaterialized: view\ntests: [{ not_null: ufs }]\n--- */\n"
            + "select distinct uf from curated.loja_vendas");
    Shell.Answer answer = lake.foz("test");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.out())
        .isEqualTo(
            """
            broken     refined.estados its tests cannot run
            waits      refined.vendas it has no data yet
            0 tests
            """);
    assertThat(answer.err()).startsWith("error[F209]: Cannot run not_null(ufs): refined.estados");
  }

  @Test
  void showTellsWhatTheModelSaysOfItsTable() {
    lake.write("models/refined/vendas.sql", TESTS);

    assertThat(lake.foz("show", "refined.vendas").out())
        .isEqualTo(
            """
            table        refined.vendas
            made by      models/refined/vendas.sql (table)
            built        computed whole and replaced
            owner        comercial
            tags         vendas, diario
            primary key  id
            tests        not_null(uf)
                         unique(uf), else warn
                         cpf(doc), else quarantine
                         relationships(uf: refined.estados.uf)
            made of      curated.loja_vendas
            cluster by   uf, id
            """);
  }
}
