package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rebuilds and rollbacks are killed by SIGKILL at seeded random moments. Each of them is there
 * whole or not at all, and the next run is right without anything cleaned by hand.
 */
@Tag("slow")
class OperationsKillTest {
  private static final int KILLS = Integer.getInteger("foz.kills", 100) / 5;

  private static final List<String> WATCHED =
      List.of("curated/banco_pares/data", "curated/banco_pares/metadata", "_staging");

  @TempDir private Path folder;

  private final long seed = Seeds.seed("OperationsKillTest");
  private final Random random = new Random(seed);

  @Test
  void whatIsKilledIsThereWholeOrNotAtAll() throws IOException, InterruptedException {
    ProgramFiles program = ProgramFiles.prepare(Path.of("target", "program"));
    Pairs pairs = new Pairs(folder.resolve("lake"), random);
    for (int i = 0; i < 4; i++) {
      pairs.write();
      pairs.console().foz("run").orFail();
    }
    Killer killer = new Killer(pairs.lake().storage(), WATCHED, random, Duration.ofMillis(2_500));
    int killed = 0;
    int rolledBack = 0;
    for (int round = 0; killed < KILLS; round++) {
      assertThat(round).as("rounds for %d kills", killed).isLessThan(4 * KILLS + 4);
      boolean rollback = random.nextBoolean();
      if (!rollback) {
        pairs.wound();
      }
      String when = "seed " + seed + " round " + round + (rollback ? " rollback" : " rebuild");
      killed += attempt(program, pairs, killer, rollback, when) ? 1 : 0;
      pairs.checkWhole(when);
      rolledBack += settle(pairs, rollback, when) ? 1 : 0;
      pairs.write();
      pairs.console().foz("run").orFail();
      pairs.console().foz("rebuild", Pairs.CURATED).orFail();
      pairs.console().foz("run").orFail();
      pairs.checkEqual(when);
    }
    System.out.printf("OperationsKillTest: %d killed, %d rolled back%n", killed, rolledBack);
  }

  private boolean attempt(
      ProgramFiles program, Pairs pairs, Killer killer, boolean rollback, String when)
      throws IOException, InterruptedException {
    String lake = pairs.lake().folder().toString();
    Killer.Plan plan = killer.plan();
    String[] words =
        rollback
            ? new String[] {"rollback", Pairs.CURATED, "--yes", "--lake", lake}
            : new String[] {"rebuild", Pairs.CURATED + "+", "--lake", lake};
    try (FozProcess process = FozProcess.start(program, folder.resolve("scratch"), words)) {
      boolean killed = plan.execute(process);
      assertThat(process.err()).as(when).doesNotContain("I901");
      assertThat(process.exit().orElse(-1)).as(when + "\n" + process.err()).isIn(0, 137);
      return killed;
    }
  }

  /** The pause is there just where the table was taken back; then it is resumed. */
  private static boolean settle(Pairs pairs, boolean rollback, String when) {
    List<Map<String, Object>> last =
        pairs.rows(
            "select kind from system.commits where tables like '%curated.banco_pares%'"
                + " and kind <> 'MAINTENANCE' order by commit desc limit 1");
    boolean back = "ROLLBACK".equals(last.getFirst().get("kind"));
    assertThat(rollback || !back).as(when).isTrue();
    assertThat(pairs.rows("select \"table\" from system.pauses")).as(when).hasSize(back ? 1 : 0);
    if (back) {
      pairs.console().foz("run").orFail();
      pairs.checkWhole(when + ", paused");
      pairs.console().foz("resume", Pairs.CURATED).orFail();
    }
    return back;
  }
}
