package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rebuild, rollback and resume, through the commands. */
class OperationsTest {
  private static final String ENTRIES = "curated.banco_lancamentos";
  private static final String BALANCES = "refined.saldos";

  private final Shell lake;

  OperationsTest(@TempDir Path folder) {
    this.lake = new Shell(folder);
  }

  @BeforeEach
  void makeLake() {
    lake.write("lake.yaml", "name: banco\ntimezone: America/Sao_Paulo\n");
    lake.write(
        "sources/banco.yaml",
        """
        type: file
        tables:
          lancamentos: { path: in/*.jsonl, primary_key: id }
          avisos:      { path: avisos/*.jsonl }
        """);
    lake.write(
        "models/refined/saldos.sql",
        """
        /* ---
        materialized: merge
        primary_key: conta
        --- */
        select conta, sum(valor) as saldo from curated.banco_lancamentos group by 1
        """);
    lake.write("in/1.jsonl", line(1, "a", 10) + line(2, "b", 20));
    lake.write("avisos/1.jsonl", "{\"texto\":\"oi\"}\n");
    foz(0, "run");
  }

  private static String line(int id, String account, int amount) {
    return "{\"id\":" + id + ",\"conta\":\"" + account + "\",\"valor\":" + amount + "}\n";
  }

  private String foz(int exit, String... words) {
    Shell.Answer answer = lake.foz(words);
    assertThat(answer.exit()).as(answer.out() + answer.err()).isEqualTo(exit);
    return answer.out() + answer.err();
  }

  private String balances() {
    return lake.rows("select conta, saldo from refined.saldos order by 1");
  }

  private String ids() {
    return lake.rows("select string_agg(id, ' ' order by id) from curated.banco_lancamentos");
  }

  /** The commits of the versions of a table, the newest first, without maintenance. */
  private List<String> commits(String table) {
    return foz(0, "history", table)
        .lines()
        .skip(2)
        .filter(row -> !row.isBlank() && !row.contains("maintenance"))
        .map(row -> row.strip().split(" ", 2)[0])
        .toList();
  }

  @Test
  void aTableGoesBackIsPausedAndGoesOnAfterResume() {
    lake.write("in/2.jsonl", line(3, "a", 1_000));
    foz(0, "run");
    assertThat(balances()).isEqualTo("a,1010\nb,20\n");

    assertThat(foz(0, "rollback", BALANCES, "--dry-run"))
        .contains("paused until `foz resume refined.saldos`");
    assertThat(balances()).isEqualTo("a,1010\nb,20\n");
    foz(0, "rollback", BALANCES, "--yes");
    assertThat(balances()).isEqualTo("a,10\nb,20\n");

    lake.write("in/3.jsonl", line(4, "c", 7));
    String pause = "paused by rollback to commit " + commits(BALANCES).getLast();
    assertThat(foz(0, "run")).contains(pause + ": foz resume refined.saldos", "1 new, 0 changed");
    assertThat(foz(0, "status"))
        .containsPattern("refined.saldos +paused +2 .*" + pause)
        .contains("1 not up to date");
    assertThat(foz(0, "show", BALANCES)).contains(pause);
    assertThat(balances()).as("paused").isEqualTo("a,10\nb,20\n");
    assertThat(lake.rows("select \"table\", reason from system.pauses"))
        .startsWith("refined.saldos,rollback to commit");

    assertThat(foz(0, "resume", BALANCES)).contains("foz run makes it again");
    assertThat(foz(0, "resume", BALANCES)).contains("it is not paused");
    foz(0, "run");
    assertThat(balances()).isEqualTo("a,1010\nb,20\nc,7\n");
    assertThat(foz(0, "status")).contains("all up to date");
  }

  @Test
  void whatATableHadConsumedGoesBackAndWhatDependsOnItIsBuiltWhole() {
    lake.write("in/2.jsonl", line(3, "a", 1_000) + line(1, "a", 11));
    foz(0, "run");
    assertThat(ids()).isEqualTo("1 2 3\n");
    assertThat(foz(0, "rollback", ENTRIES, "--yes"))
        .contains("the next run computes whole what reads them: refined.saldos");
    assertThat(ids()).isEqualTo("1 2\n");
    assertThat(
            lake.rows(
                "select path like '%raw%', status from system.files"
                    + " where consumer = 'curated.banco_lancamentos' order by first_seq"))
        .isEqualTo("true,processed\ntrue,pending\n");

    assertThat(foz(0, "run")).contains("curated.banco_lancamentos: it was rolled back");
    assertThat(balances()).isEqualTo("a,10\nb,20\n");
    foz(0, "resume", ENTRIES);
    assertThat(foz(0, "run")).contains("1 new, 1 changed");
    assertThat(balances()).isEqualTo("a,1011\nb,20\n");
  }

  @Test
  void theVersionIsNamedByCommitOrTimeAndHistoryTellsThem() {
    for (int i = 3; i <= 5; i++) {
      lake.write("in/" + i + ".jsonl", line(i, "a", i));
      foz(0, "run");
    }
    List<String> commits = commits(ENTRIES);
    assertThat(commits).hasSize(4);
    foz(0, "rollback", ENTRIES, "--to", commits.get(2), "--yes");
    assertThat(ids()).isEqualTo("1 2 3\n");
    assertThat(foz(0, "history", ENTRIES).lines().filter(row -> row.contains("rolled back")))
        .hasSize(2);

    foz(0, "rollback", ENTRIES, "--yes");
    assertThat(ids()).as("goes on behind what was brought back").isEqualTo("1 2\n");
    assertThat(foz(2, "rollback", ENTRIES, "--yes"))
        .contains("it has no version before this one, or that has expired");
    foz(0, "rollback", ENTRIES, "--to", commits.getFirst(), "--yes");
    assertThat(ids()).as("forward again").isEqualTo("1 2 3 4 5\n");
    assertThat(foz(2, "rollback", ENTRIES, "--to", "2001-01-31", "--yes"))
        .contains("the version that it showed at 2001-02-01T01:59:59.999Z is not known");
    assertThat(foz(2, "rollback", ENTRIES, "--to", "ontem", "--yes"))
        .contains("error[C101]: --to `ontem` is no moment");
    assertThat(foz(2, "rollback", ENTRIES, "--to", commits.getFirst(), "--yes"))
        .contains("is what it shows now");
  }

  @Test
  void aRunIsTakenBackInAllItsTablesAtOnce() {
    lake.write("in/2.jsonl", line(3, "a", 1_000));
    lake.write("avisos/2.jsonl", "{\"texto\":\"tchau\"}\n");
    foz(0, "run");
    assertThat(foz(0, "rollback", "2", "--yes")).contains("3 tables taken back and paused");
    assertThat(balances()).isEqualTo("a,10\nb,20\n");
    assertThat(ids()).isEqualTo("1 2\n");
    assertThat(lake.rows("select count(*) from curated.banco_avisos")).isEqualTo("1\n");
    assertThat(lake.rows("select tables from system.commits where kind = 'ROLLBACK'"))
        .isEqualTo("\"curated.banco_avisos, curated.banco_lancamentos, refined.saldos\"\n");
    assertThat(foz(0, "run")).contains("paused by rollback of run 2: foz resume refined.saldos");
    assertThat(foz(2, "rollback", "2", "--yes"))
        .contains("no curated or refined table shows what it made");

    foz(0, "resume", BALANCES, ENTRIES, "curated.banco_avisos");
    foz(0, "run");
    assertThat(balances()).isEqualTo("a,1010\nb,20\n");
    assertThat(lake.rows("select count(*) from curated.banco_avisos")).isEqualTo("2\n");
  }

  @Test
  void aRunThatOthersBuiltOnIsTakenBackOnlyByForceOrInPart() {
    lake.write("in/2.jsonl", line(3, "a", 1_000));
    lake.write("avisos/2.jsonl", "{\"texto\":\"tchau\"}\n");
    foz(0, "run");
    lake.write("in/3.jsonl", line(4, "a", 5));
    foz(0, "run");
    assertThat(foz(2, "rollback", "2", "--yes"))
        .contains(
            "error[C606]: Cannot roll back curated.banco_lancamentos",
            "error[C606]: Cannot roll back refined.saldos",
            "why: run 3 changed it after run 2")
        .doesNotContain("Cannot roll back curated.banco_avisos");
    foz(0, "rollback", "2", "curated.banco_avisos", "--yes");
    assertThat(lake.rows("select count(*) from curated.banco_avisos")).isEqualTo("1\n");
    foz(0, "rollback", "2", "--force", "--yes");
    assertThat(balances()).isEqualTo("a,10\nb,20\n");
    assertThat(foz(2, "rollback", "1", "--yes"))
        .contains("it has no version from before run 1, or that has expired");
  }

  @Test
  void whatCannotBeTakenBackIsRefused() {
    assertThat(foz(2, "rollback", "raw.banco_lancamentos", "--yes"))
        .isEqualTo(
            """
            error[C606]: Cannot roll back raw.banco_lancamentos
              why: it holds what arrived, which stays
              try: roll back the tables that are made of it

            """);
    lake.write("in/2.jsonl", line(3, "a", 1_000));
    foz(0, "run");
    assertThat(foz(2, "rollback", BALANCES))
        .contains("error[C101]: nobody can be asked", "try: add --yes");
    assertThat(foz(2, "rollback", "7")).contains("error[C104]: Cannot roll back run 7");
    assertThat(foz(2, "rollback", BALANCES, "--force", "--yes")).contains("error[C101]");
    assertThat(foz(2, "rollback", "1", "--to", "3", "--yes")).contains("error[C101]");
    assertThat(balances()).isEqualTo("a,1010\nb,20\n");
  }

  @Test
  void aModelWhoseSqlWasWrongGoesBackToTheSqlOfThatTime() {
    lake.write("in/2.jsonl", line(3, "a", 1_000));
    foz(0, "run");
    String good = lake.read("models/refined/saldos.sql");
    lake.write("models/refined/saldos.sql", good.replace("sum(valor)", "sum(-valor)"));
    foz(0, "run");
    assertThat(balances()).isEqualTo("a,-1010\nb,-20\n");

    foz(0, "rollback", BALANCES, "--yes");
    assertThat(balances()).isEqualTo("a,1010\nb,20\n");
    foz(0, "resume", BALANCES);
    assertThat(foz(0, "run")).contains("its SQL or its tests changed");
    assertThat(balances()).as("the wrong SQL is still there").isEqualTo("a,-1010\nb,-20\n");
    foz(0, "rollback", BALANCES, "--yes");
    lake.write("models/refined/saldos.sql", good);
    foz(0, "resume", BALANCES);
    assertThat(foz(0, "run")).containsPattern("build refined.saldos +up to date");
    assertThat(balances()).isEqualTo("a,1010\nb,20\n");
  }

  @Test
  void aRebuildThatFindsNoDifferenceLeavesTheTableAndItsReadersAlone() {
    List<String> before = commits(ENTRIES);
    assertThat(foz(0, "rebuild", "curated.banco_lancamentos+"))
        .contains("rebuild curated.banco_lancamentos", "rebuilt: no row differs")
        .containsPattern("build refined.saldos +up to date");
    assertThat(foz(0, "rebuild", "banco"))
        .contains("rebuild curated.banco_avisos", "2 tasks")
        .doesNotContain("load banco");
    assertThat(foz(0, "rebuild", "refined.*")).contains("nothing changed, computed whole");
    assertThat(commits(ENTRIES)).isEqualTo(before);
  }

  @Test
  void aRebuildSaysBeforeWhatItWouldRead() {
    assertThat(foz(0, "rebuild", "curated.banco_lancamentos+", "--dry-run"))
        .containsPattern("curated.banco_lancamentos +raw.banco_lancamentos +2 .*each key")
        .containsPattern("refined.saldos .*build where it is behind");
    assertThat(foz(0, "rebuild", ENTRIES, "--from", "2", "--dry-run"))
        .contains("the last record of 1 keys, which 1 records of the span have");
    assertThat(foz(0, "rebuild", BALANCES, "--dry-run"))
        .containsPattern("refined.saldos +curated.banco_lancamentos +2 .*all rows");
  }

  @Test
  void aSpanIsRefusedWhereItsRowsAreNotKnown() {
    assertThat(foz(2, "rebuild", "refined.*", "curated.banco_avisos", "--from", "2026-01-01"))
        .isEqualTo(
            """
            error[C101]: Cannot rebuild curated.banco_avisos by --from and --to
              why: it has no primary key, so no row is made of several records
              try: rebuild it whole: foz rebuild curated.banco_avisos

            error[C101]: Cannot rebuild refined.saldos by --from and --to
              why: it is a model: which of its rows a span of records made is not known
              try: rebuild it whole: foz rebuild refined.saldos

            """);
    assertThat(foz(2, "rebuild", "raw.banco_lancamentos")).contains("it holds what arrived");
    assertThat(foz(2, "rebuild", "curated.nada")).contains("picks nothing that can be run");
  }

  @Test
  void aPausedTableIsNotRebuilt() {
    lake.write("in/2.jsonl", line(3, "a", 1_000));
    foz(0, "run");
    foz(0, "rollback", ENTRIES, "--yes");
    assertThat(foz(2, "rebuild", ENTRIES))
        .contains(
            "error[C608]: Cannot rebuild curated.banco_lancamentos: it is paused",
            "try: foz resume curated.banco_lancamentos, then rebuild it");
  }

  @Test
  void anAppendModelIsComputedWholeByARebuildAndNotBefore() {
    lake.write(
        "models/refined/diario.sql",
        "/* ---\nmaterialized: append\n--- */\nselect id, valor from curated.banco_lancamentos");
    foz(0, "run");
    lake.write("in/2.jsonl", line(3, "a", 1_000));
    foz(0, "run");
    foz(0, "rollback", ENTRIES, "--yes");
    assertThat(foz(2, "run"))
        .contains("Cannot append to refined.diario", "`foz rebuild refined.diario`");
    assertThat(lake.rows("select count(*) from refined.diario")).isEqualTo("3\n");
    assertThat(foz(0, "rebuild", "refined.diario")).contains("rebuilt: 2 rows");
    foz(0, "resume", ENTRIES);
    foz(0, "run");
    assertThat(lake.rows("select string_agg(id, ' ' order by id) from refined.diario"))
        .isEqualTo("1 2 3\n");
  }
}
