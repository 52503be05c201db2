package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of models whose rows fail tests, and of those that only add rows. */
class BuiltModelsTest {
  @TempDir private Path folder;
  private ScratchLake lake;

  @BeforeEach
  void lake() {
    lake =
        ScratchLake.create(folder)
            .source("s", "vendas: { path: \"vendas/*.json\", primary_key: id }\n")
            .write("vendas/1.json", "{\"id\":1,\"total\":10}\n{\"id\":2,\"total\":20}\n");
  }

  private FozConsole.Ended run() {
    return FozConsole.of(folder).foz("run");
  }

  private String rows(String sql) {
    return FozConsole.of(folder).foz("sql", sql, "--format", "csv").orFail().out();
  }

  private void model(String frontMatter) {
    lake.model(
        "refined.vendas",
        "/* ---\n" + frontMatter + "--- */\nselect id, total from curated.s_vendas\n");
  }

  @Test
  void aTestThatFailsKeepsTheLastGoodVersion() {
    model("materialized: merge\nprimary_key: id\ntests: [{ expression: total > 0 }]\n");
    run().orFail();
    lake.write("vendas/2.json", "{\"id\":1,\"total\":11}\n{\"id\":3,\"total\":-1}\n");
    FozConsole.Ended failed = run();
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err() + failed.out())
        .contains("error[D803]: Cannot publish refined.vendas: 1 row does not pass")
        .contains("id 3, total -1");
    assertThat(rows("select * from refined.vendas order by id"))
        .isEqualTo("id,total\n1,10\n2,20\n");
    lake.write("vendas/3.json", "{\"id\":3,\"total\":1}\n");
    run().orFail();
    assertThat(rows("select * from refined.vendas order by id"))
        .isEqualTo("id,total\n1,11\n2,20\n3,1\n");
  }

  @Test
  void aTestThatChangesIsRunOverRowsThatAreThere() {
    model("materialized: merge\nprimary_key: id\ntests: [{ expression: total > 0 }]\n");
    run().orFail();
    model("materialized: merge\nprimary_key: id\ntests: [{ accepted_values: { total: [10] } }]\n");
    assertThat(run().exit()).isEqualTo(1);
    model(
        "materialized: merge\nprimary_key: id\ntests: [{ accepted_values: { total: [10, 20] } }]\n");
    run().orFail();
  }

  @Test
  void rowsThatFailWaitInQuarantineAndComeBackOnceTheyPass() {
    for (String kind : new String[] {"table", "merge"}) {
      model(
          "materialized: "
              + kind
              + "\nprimary_key: id\ntests: [{ expression: total < 15, on_fail: quarantine }]\n");
      run().orFail();
      assertThat(rows("select * from refined.vendas")).isEqualTo("id,total\n1,10\n");
      assertThat(
              rows("select _rule, _reason, decode(payload) as row from quarantine.refined_vendas"))
          .isEqualTo(
              "_rule,_reason,row\n"
                  + "expression,does not pass expression(total < 15),"
                  + "\"{\"\"id\"\":2,\"\"total\"\":20}\"\n");
    }
    lake.write("vendas/2.json", "{\"id\":2,\"total\":12}\n");
    run().orFail();
    assertThat(rows("select * from refined.vendas order by id"))
        .isEqualTo("id,total\n1,10\n2,12\n");
    assertThat(rows("select count(*) as n from quarantine.refined_vendas")).isEqualTo("n\n0\n");
    assertThat(FozConsole.of(folder).foz("quarantine retry", "refined.vendas").exit()).isEqualTo(2);
  }

  @Test
  void appendAddsTheRowsThatCameAndChangesNone() {
    model("materialized: append\ntests: [{ not_null: id }]\n");
    run().orFail();
    run().orFail();
    lake.write("vendas/2.json", "{\"id\":2,\"total\":21}\n{\"id\":3,\"total\":30}\n");
    run().orFail();
    assertThat(rows("select * from refined.vendas order by id, total"))
        .isEqualTo("id,total\n1,10\n2,20\n2,21\n3,30\n");
  }

  @Test
  void appendReadsNewRecordsOfRaw() {
    lake.model(
        "refined.chegadas",
        "/* ---\nmaterialized: append\n--- */\nselect _seq, data.id as id from raw.s_vendas\n");
    run().orFail();
    lake.write("vendas/2.json", "{\"id\":2,\"total\":21}\n");
    run().orFail();
    assertThat(rows("select * from refined.chegadas order by _seq"))
        .isEqualTo("_seq,id\n1,1\n2,2\n3,2\n");
  }

  @Test
  void aKeyThatDoesNotNameARowKeepsTheTableFromBeingBuilt() {
    lake.model(
        "refined.vendas",
        "/* ---\nmaterialized: merge\nprimary_key: par\n--- */\n"
            + "select id % 1 as par, total from curated.s_vendas\n");
    FozConsole.Ended failed = run();
    assertThat(failed.err() + failed.out())
        .contains("Cannot build refined.vendas: its primary key stands in several rows: par 0");
  }

  @Test
  void allModelsOfARunSeeItsStartAsThePresentAndChangeWithTheirInputsAlone() {
    String merge = "/* ---\nmaterialized: merge\nprimary_key: id\n--- */\n";
    lake.write("lake.yaml", "name: prova\ntimezone: America/Sao_Paulo\n")
        .model("refined.a", merge + "select id, now() as t from curated.s_vendas")
        .model("refined.b", "select id, current_date as dia, now() as t from curated.s_vendas");
    runAt("2021-01-02T01:30:00Z");
    String sql =
        "select epoch_us(min(a.t)) as us, min(dia) as dia, count(*) as n"
            + " from refined.a a join refined.b b using (id, t)";
    assertThat(rows(sql)).isEqualTo("us,dia,n\n1609551000000000,2021-01-01,2\n");
    assertThat(runAt("2021-01-05T00:00:00Z").err())
        .containsPattern("– build refined.a +up to date");
    assertThat(rows(sql)).isEqualTo("us,dia,n\n1609551000000000,2021-01-01,2\n");
    lake.write("vendas/2.json", "{\"id\":1,\"total\":11}\n");
    assertThat(runAt("2021-01-06T00:00:00Z").err())
        .contains("2 rows written, 2 taken away, computed whole: it has now()");
    assertThat(rows(sql)).isEqualTo("us,dia,n\n1609891200000000,2021-01-05,2\n");
  }

  private FozConsole.Ended runAt(String time) {
    Clock clock = Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
    return new FozConsole(folder, clock).foz("run").orFail();
  }
}
