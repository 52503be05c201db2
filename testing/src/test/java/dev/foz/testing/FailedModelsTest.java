package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reads a table that could not be made stays as it is, and comes right with it. */
class FailedModelsTest {
  private static final String GOOD = "select id, total from curated.s_vendas";

  @TempDir private Path folder;
  private ScratchLake lake;

  @BeforeEach
  void lake() {
    lake =
        ScratchLake.create(folder.resolve("lake"))
            .source("s", "vendas: { path: \"vendas/*.json\", primary_key: id }\n")
            .write("vendas/1.json", "{\"id\":1,\"total\":10}\n{\"id\":2,\"total\":20}\n")
            .model("refined.a", GOOD)
            .model("refined.b", "select sum(total) as total from refined.a")
            .model("refined.c", "select b.total, a.n from refined.b b, refined.apart a")
            .model("refined.apart", "select count(*) as n from curated.s_vendas");
    run().orFail();
  }

  private FozConsole.Ended run() {
    return FozConsole.of(lake.folder()).foz("run");
  }

  private String rows(String sql) {
    return FozConsole.of(lake.folder()).foz("sql", sql, "--format", "csv").orFail().out();
  }

  private void assertStaysAndComesRight(FozConsole.Ended failed, String code) {
    assertThat(failed.exit()).as(failed.err()).isIn(1, 2);
    assertThat(failed.err())
        .contains("error[" + code + "]")
        .containsPattern("– build refined.b +refined.a failed; stays at its last version")
        .containsPattern("– build refined.c +refined.a failed; stays at its last version")
        .containsPattern("✔ build refined.apart ");
    assertThat(rows("select * from refined.c")).isEqualTo("total,n\n30,2\n");
    assertThat(rows("select * from refined.apart")).isEqualTo("n\n3\n");
    assertThat(
            rows(
                "select subject, state, note from system.steps where run = 2 and"
                    + " subject in ('refined.b', 'refined.c') order by subject"))
        .isEqualTo(
            """
            subject,state,note
            refined.b,SKIPPED,refined.a failed; stays at its last version
            refined.c,SKIPPED,refined.a failed; stays at its last version
            """);
    assertThat(FozConsole.of(lake.folder()).foz("status").orFail().out())
        .containsPattern("refined.a +failed")
        .containsPattern("refined.c +behind");

    lake.write("vendas/3.json", "{\"id\":3,\"total\":5}\n").model("refined.a", GOOD);
    run().orFail();
    assertThat(rows("select * from refined.c")).isEqualTo("total,n\n35,3\n");
    assertThat(FozConsole.of(lake.folder()).foz("status").orFail().out())
        .contains("all up to date");
  }

  @Test
  void ofATestThatFails() {
    lake.write("vendas/2.json", "{\"id\":3,\"total\":-1}\n")
        .model("refined.a", "/* ---\ntests: [{ expression: total > 0 }]\n--- */\n" + GOOD);
    assertStaysAndComesRight(run(), "D803");
  }

  @Test
  void ofAModelThatFails() {
    lake.write("vendas/2.json", "{\"id\":3,\"total\":7}\n")
        .model(
            "refined.a",
            "select id, if(total = 7, error('seven'), total) as total from curated.s_vendas");
    FozConsole.Ended failed = run();
    assertThat(failed.err()).contains("seven");
    assertStaysAndComesRight(failed, "E703");
  }

  /** One list of all numbers is one value, which cannot spill. */
  @Test
  void ofAModelThatRunsOutOfMemory() throws IOException, InterruptedException {
    lake.write("vendas/2.json", "{\"id\":3,\"total\":7}\n")
        .model(
            "refined.a",
            "select s.id, s.total + len(l.all_of_them) * 0 as total from curated.s_vendas s,"
                + " (select list(i::varchar || repeat('x', 20)) as all_of_them"
                + " from range(30000000) r(i)) l");
    ProgramFiles program = ProgramFiles.prepare(Path.of("target", "program"));
    try (FozProcess process =
        FozProcess.start(
            program, folder.resolve("scratch"), "run", "--lake", lake.folder().toString())) {
      int exit = process.await();
      assertStaysAndComesRight(new FozConsole.Ended(exit, process.out(), process.err()), "E704");
    }
  }

  @Test
  void whatReadsThroughAViewIsSkippedToo() {
    lake.model("refined.visto", "/* ---\nmaterialized: view\n--- */\nselect * from refined.a")
        .model("refined.d", "select count(*) as n from refined.visto");
    run().orFail();
    lake.write("vendas/2.json", "{\"id\":3,\"total\":7}\n")
        .model("refined.a", "select error('broken') as total from curated.s_vendas");
    assertThat(run().err())
        .containsPattern("– build refined.d +refined.a failed; stays at its last version");
    assertThat(rows("select * from refined.d")).isEqualTo("n\n2\n");
  }

  @Test
  void butARecordThatIsRefusedKeepsNothingFromBeingBuilt() {
    lake.write("vendas/2.json", "{\"id\":3,\"total\":7}\n{\"id\":4\n");
    run();
    assertThat(rows("select * from refined.c")).isEqualTo("total,n\n37,3\n");
  }
}
