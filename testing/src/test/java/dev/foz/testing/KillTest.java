package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise 1: nothing lost, nothing twice, nothing out of order, whenever the program is killed.
 * Runs it a hundred times over one growing input and kills it by SIGKILL at seeded random moments,
 * now and then two of them at once.
 */
@Tag("slow")
class KillTest {
  private static final int KILLS = Integer.getInteger("foz.kills", 100);
  private static final int FIRST_RECORDS = 3_600;
  private static final int MORE_RECORDS = 400;

  /** Small batches, so that a run has many commits to be killed in. */
  private static final List<String> LIMITS = List.of("40", "100");

  private static final List<String> WATCHED =
      List.of(
          "raw/vendas_pedidos/data",
          "raw/vendas_pedidos/metadata",
          "curated/vendas_pedidos/data",
          "curated/vendas_pedidos/metadata",
          "_state/journal");

  @TempDir private Path folder;

  private final long seed = Seeds.seed("KillTest");
  private final Random random = new Random(seed);
  private final List<FozProcess> running = new ArrayList<>();
  private int killed;

  @Test
  void everyRecordIsInTheLakeExactlyOnceAndInOrderAfterAHundredKills()
      throws IOException, InterruptedException {
    ProgramFiles program = ProgramFiles.prepare(Path.of("target", "program"));
    Duration longest = learn(program);
    ScratchLake lake = lake("lake");
    SalesInput input = new SalesInput(lake, seed);
    input.begin(FIRST_RECORDS);
    Killer killer = new Killer(lake.storage(), WATCHED, random, longest);
    for (int run = 0; killed < KILLS; run++) {
      assertThat(run).as("runs for %d kills", killed).isLessThan(4 * KILLS);
      boolean leftWork = attempt(program, lake, killer, run);
      if (!leftWork || random.nextInt(2) == 0) {
        input.grow(MORE_RECORDS + random.nextInt(MORE_RECORDS));
      }
    }
    try (FozProcess last = start(program, lake, false)) {
      assertThat(last.await()).as("exit code of the last run:\n%s", last.err()).isZero();
    }
    System.out.printf(
        "KillTest: %d records, %d runs killed, a run takes %s%n",
        input.model().size(), killed, longest);
    LakeProof proof = new LakeProof(lake, input.model());
    proof.check();
    proof.checkNothingIsLeftBehind();
  }

  private ScratchLake lake(String name) {
    ScratchLake lake = ScratchLake.create(folder.resolve(name));
    lake.source(SalesInput.SOURCE, SalesInput.YAML);
    lake.model(
        "refined.totais",
        "select estado, count(*) as n, sum(total) as total from curated.vendas_pedidos group by 1");
    return lake;
  }

  /** How long a run over the first input takes when nobody kills it. */
  private Duration learn(ProgramFiles program) throws IOException, InterruptedException {
    ScratchLake lake = lake("learn");
    new SalesInput(lake, seed).begin(FIRST_RECORDS);
    long started = System.nanoTime();
    try (FozProcess run = start(program, lake, true)) {
      assertThat(run.await()).as("exit code:\n%s", run.err()).isZero();
    }
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private FozProcess start(ProgramFiles program, ScratchLake lake, boolean smallBatches)
      throws IOException {
    Path scratch = folder.resolve("scratch");
    String path = lake.folder().toString();
    if (!smallBatches) {
      return FozProcess.start(program, scratch, "run", "--lake", path);
    }
    List<String> arguments = new ArrayList<>(List.of(path));
    arguments.addAll(LIMITS);
    return FozProcess.start(program, scratch, SmallBatches.class, arguments);
  }

  /** Returns whether a killed run may have left work to do. */
  private boolean attempt(ProgramFiles program, ScratchLake lake, Killer killer, int run)
      throws IOException, InterruptedException {
    int processes = random.nextInt(5) == 0 ? 2 : 1;
    boolean spared = random.nextInt(20) == 0;
    int before = killed;
    List<Killer.Plan> plans = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      plans.add(killer.plan());
      running.add(start(program, lake, random.nextInt(4) > 0));
    }
    for (int i = 0; i < processes; i++) {
      FozProcess process = running.get(i);
      if (spared) {
        process.await();
      } else if (plans.get(i).execute(process)) {
        killed++;
      }
      checkEnd(process, run + " " + plans.get(i));
    }
    for (FozProcess process : running) {
      process.close();
    }
    running.clear();
    return killed > before;
  }

  /** Killed, or ended well: whatever others leave behind, no run fails of it. */
  private static void checkEnd(FozProcess process, String what) throws IOException {
    String told = process.err();
    assertThat(told).as("run %s", what).doesNotContain("I901");
    assertThat(process.exit().orElse(-1)).as("run %s ended with:\n%s", what, told).isIn(0, 137);
  }
}
