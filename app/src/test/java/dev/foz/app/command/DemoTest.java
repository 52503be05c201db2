package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The demo tells what really happens. */
@TestInstance(Lifecycle.PER_CLASS)
class DemoTest {
  private Shell around;
  private Shell lake;
  private Shell.Answer told;

  DemoTest(@TempDir Path folder) {
    around = new Shell(folder);
    lake = new Shell(folder.resolve("loja"));
    told = around.foz("demo", "--once", "--invoices", "1500", "loja");
  }

  @BeforeAll
  void endsWell() {
    assertThat(told.exit()).as(told.out()).isZero();
    assertThat(told.err()).isEmpty();
  }

  @Test
  void everyCommandAndItsOutputIsToldInOrder() {
    assertThat(told.out())
        .containsSubsequence(
            "1,500 invoices (",
            "1. Files come in, tables come out",
            "$ foz run\n",
            "18 to quarantine",
            "completed in",
            "2. A bad record stops nothing",
            "All but 18 records are in the tables.",
            "$ foz quarantine list\n",
            "18 records wait",
            "raw.notas_nfe       12",
            "type",
            "$ foz quarantine show notas_nfe --where \"_rule = 'type'\" --limit 1\n",
            "^ total: is text, the contract says number",
            "3. It is mended, and lands",
            "$ foz quarantine retry notas_nfe --where \"_rule = 'type'\" --set \\\n    \"total = ",
            "12 of 12 records landed",
            "6 records wait",
            "4. It lands where it belongs",
            "autorizada",
            "cancelada",
            "5. What was built, and whether it holds",
            "13 tests: 13 ok",
            "6. Nobody reads the buyer's CPF",
            "h1_",
            "7. Three questions",
            "with_letters",
            "Go on in it:\n  cd loja\n");
  }

  @Test
  void whatIsToldIsWhatTheLakeHolds() {
    assertThat(lake.rows("select count(*) from quarantine.raw_notas_nfe")).isEqualTo("6\n");
    assertThat(
            lake.rows(
                """
                select a.total = b.total from
                  (select sum(total) as total from curated.notas) a,
                  (select sum(total) as total from curated.itens) b"""))
        .isEqualTo("true\n");
    assertThat(
            lake.rows(
                """
                select count(*) from curated.notas
                where comprador_cpf not similar to 'h1_[0-9a-f]{32}'"""))
        .isEqualTo("0\n");
    assertThat(told.out())
        .contains(
            lake.foz(
                    "sql",
                    "select descricao, categoria, quantidade, total"
                        + " from refined.vendas_por_produto order by total desc limit 5")
                .out());
  }

  @Test
  void anInvoiceThatWasCancelledMeanwhileStaysSo() {
    List<String> late =
        lake.rows(
                """
                select r.data.chave from raw.notas_nfe r
                where r._headers['original'] is not null and exists (
                  select 1 from raw.notas_nfe c
                  where c.data.chave = r.data.chave and c.data.status = 'cancelada')""")
            .lines()
            .toList();

    assertThat(late).isNotEmpty();
    assertThat(late)
        .allSatisfy(
            key ->
                assertThat(
                        lake.rows("select status from curated.notas where chave = '" + key + "'"))
                    .isEqualTo("cancelada\n"));
  }

  @Test
  void runAgainThereIsNothingToDo() {
    assertThat(lake.foz("check").out())
        .isEqualTo("no mistakes: 1 source with 2 tables, 4 models\n");
    assertThat(lake.foz("run").err()).contains("up to date").doesNotContain("rows written");
  }
}
