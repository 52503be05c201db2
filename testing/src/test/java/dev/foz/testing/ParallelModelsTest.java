package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.app.lake.LakeTasks;
import dev.foz.app.lake.Limits;
import dev.foz.app.lake.Memory;
import dev.foz.app.lake.OpenLake;
import dev.foz.app.progress.QuietRun;
import dev.foz.base.lake.LakeReader;
import dev.foz.control.RunSummary;
import dev.foz.control.Runner;
import dev.foz.state.RunState;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that run side by side make what they make one after the other. */
class ParallelModelsTest {
  private static final int MODELS = 14;
  private static final int ROUNDS = 3;

  @TempDir private Path folder;

  @Test
  void aGraphOfModelsComesToTheSameSideBySide() {
    long seed = Seeds.seed("ParallelModelsTest");
    List<List<String>> serial = play(seed, folder.resolve("serial"), 1);
    List<List<String>> parallel = play(seed, folder.resolve("parallel"), 4);
    assertThat(parallel).isEqualTo(serial);
  }

  /** Rows of all tables after each round. */
  private static List<List<String>> play(long seed, Path path, int tasks) {
    Random random = new Random(seed);
    ScratchLake lake = ScratchLake.create(path);
    lake.source("s", "vendas: { path: \"vendas/*.json\", primary_key: id }\n");
    lake.source("t", "itens: { path: \"itens/*.json\" }\n");
    List<String> names = new ArrayList<>(List.of("curated.s_vendas", "curated.t_itens"));
    for (int i = 0; i < MODELS; i++) {
      String name = "refined.m" + i;
      lake.model(name, sql(random, names));
      names.add(name);
    }
    List<List<String>> rounds = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      lake.write("vendas/" + round + ".json", records(random));
      lake.write("itens/" + round + ".json", records(random));
      run(lake, tasks);
      rounds.add(rows(lake, names));
    }
    return rounds;
  }

  private static String sql(Random random, List<String> names) {
    String one = names.get(random.nextInt(names.size()));
    String other = names.get(random.nextInt(names.size()));
    return switch (random.nextInt(4)) {
      case 0 ->
          "/* ---\nmaterialized: merge\nprimary_key: id\n--- */\n"
              + ("select id, sum(v)::bigint as v from " + one + " group by id");
      case 1 -> "select id % 10 as id, count(*) as v from " + one + " group by 1";
      case 2 ->
          "/* ---\nmaterialized: merge\nprimary_key: id\n--- */\n"
              + "select a.id, max(a.v + b.v)::bigint as v from %s a join %s b using (id) group by all"
                  .formatted(one, other);
      default ->
          "select id, v from " + one + " union all select id, v from " + other + " where v > 50";
    };
  }

  private static String records(Random random) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      lines.append("{\"id\":%d,\"v\":%d}\n".formatted(random.nextInt(60), random.nextInt(100)));
    }
    return lines.toString();
  }

  private static void run(ScratchLake lake, int tasks) {
    Memory memory = new Memory(512L << 20);
    try (OpenLake open =
        OpenLake.open(
            LakeReader.read(lake.folder(), Map.of()).orThrow(),
            memory,
            Clock.systemUTC(),
            Limits.standard(memory).withTasks(tasks))) {
      Runner runner = new Runner(open.state(), new QuietRun(), open.tasksAtOnce());
      RunSummary summary = runner.run("run", LakeTasks.all(open, open.models()));
      assertThat(summary.state()).as("%s", summary.problems()).isEqualTo(RunState.COMPLETED);
      assertThat(summary.steps()).hasSize(MODELS + 4);
    }
    FozConsole console = FozConsole.of(lake.folder());
    assertThat(console.foz("status").orFail().out()).contains("all up to date");
    assertThat(console.sql("select * from system.leases where held"))
        .isEqualToIgnoringWhitespace("[]");
    assertThat(console.sql("select * from system.steps where state in ('RUNNING', 'FAILED')"))
        .isEqualToIgnoringWhitespace("[]");
  }

  private static List<String> rows(ScratchLake lake, List<String> names) {
    FozConsole console = FozConsole.of(lake.folder());
    return names.stream()
        .map(name -> name + " " + console.sql("select id, v from " + name + " order by all"))
        .toList();
  }
}
