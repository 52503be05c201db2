package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables are rebuilt while others load and read: readers see whole versions only, and at the end
 * everything is what raw says.
 */
@Tag("slow")
class RebuildUnderLoadTest {
  private static final int ROUNDS = 4;
  private static final int MOST_LOADS = 60;

  @TempDir private Path folder;

  private final AtomicBoolean done = new AtomicBoolean();

  @Test
  void readersSeeWholeVersionsAndTheEndIsWhatRawSays() throws Exception {
    long seed = Seeds.seed("RebuildUnderLoadTest");
    Pairs pairs = new Pairs(folder.resolve("lake"), new Random(seed));
    for (int i = 0; i < 3; i++) {
      pairs.write();
      pairs.console().foz("run").orFail();
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      Future<Integer> loads = threads.submit(() -> load(pairs));
      Future<Integer> reads = threads.submit(() -> read(pairs));
      Future<Integer> rebuilds = threads.submit(untilDone(() -> rebuild(pairs)));
      assertThat(rebuilds.get()).isEqualTo(2 * ROUNDS);
      System.out.printf(
          "RebuildUnderLoadTest: %d loads, %d reads, %d rebuilds%n",
          loads.get(), reads.get(), rebuilds.get());
      assertThat(reads.get()).isPositive();
      assertThat(loads.get()).isPositive();
    }
    pairs.console().foz("run").orFail();
    pairs.checkEqual("seed " + seed);
  }

  private Callable<Integer> untilDone(Callable<Integer> work) {
    return () -> {
      try {
        return work.call();
      } finally {
        done.set(true);
      }
    };
  }

  private int load(Pairs pairs) {
    int loads = 0;
    while (!done.get() && loads < MOST_LOADS) {
      pairs.write();
      FozConsole.Ended run = pairs.console().foz("run");
      if (run.exit() != 0) {
        // Who rebuilds a table holds it; what was loaded meanwhile is consolidated by the next run.
        assertThat(run.err()).containsPattern("error\\[S50[35]\\]");
      }
      loads++;
    }
    return loads;
  }

  private int read(Pairs pairs) {
    Map<Object, Integer> seen = new HashMap<>();
    int reads = 0;
    while (!done.get()) {
      pairs.checkWhole("read " + reads);
      for (Map<String, Object> row : pairs.rows("select id, versao from " + Pairs.CURATED)) {
        int version = Integer.parseInt(row.getOrDefault("versao", "0").toString());
        Integer before = seen.put(row.getOrDefault("id", ""), version);
        assertThat(before == null || before <= version).as("%s after %s", row, before).isTrue();
      }
      reads++;
    }
    return reads;
  }

  private static int rebuild(Pairs pairs) {
    int rebuilds = 0;
    for (int round = 0; round < ROUNDS; round++) {
      pairs.wound();
      pairs.console().foz("rebuild", "curated.banco_pares+").orFail();
      pairs.wound();
      pairs.console().foz("rebuild", Pairs.CURATED, "--from", "1").orFail();
      rebuilds += 2;
    }
    return rebuilds;
  }
}
