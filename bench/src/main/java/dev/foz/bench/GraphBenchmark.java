package dev.foz.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What a run costs that has nothing to do, in a lake of many models: layers of tables with tests, a
 * tenth of which read a source table and all others a model of the layer before.
 */
final class GraphBenchmark implements Benchmark {
  private static final long MODELS = 1_000;
  private static final int LAYERS = 10;
  private static final int SOURCE_TABLES = 20;
  private static final double IDLE_SECONDS = 1.0;
  private static final double VERSIONS = 4.0;
  private static final Duration QUIET = Duration.ofHours(1);

  @Override
  public String name() {
    return "graph";
  }

  @Override
  public String purpose() {
    return "foz run in a lake of 1,000 models that are up to date, beside foz --version";
  }

  @Override
  public void run(Bench bench) throws IOException, InterruptedException {
    Path lake = bench.emptyFolder("lake");
    int models = Math.toIntExact(bench.records(MODELS));
    write(lake, models);
    Child.Finished built = bench.foz().run(lake, "run");
    bench.say("built " + models + " models in " + Figures.text(built.seconds(), "s"));
    requireIdle(bench.foz().run(lake, "run"), lake, models);
    Measurement version =
        bench.measure("version", round -> bench.foz().run(lake, "--version").cost());
    Measurement idle =
        bench.measure("idle run", round -> requireIdle(bench.foz().run(lake, "run"), lake, models));
    bench.measure("check", round -> bench.foz().run(lake, "check").cost());
    bench.limit("idle run", idle, IDLE_SECONDS);
    Measurement peer = new Measurement("foz --version", version.unit(), version.values());
    bench.ratio(new Ratio("idle run", Ratio.Kind.COST, idle, peer, VERSIONS));
  }

  /** A run that did something, or saw other models, would not be the one that is measured. */
  private static Cost requireIdle(Child.Finished run, Path lake, int models) {
    String idle = String.format(Locale.ROOT, "%,d up to date", models + SOURCE_TABLES);
    if (!run.output().contains("– " + idle)) {
      throw Child.failed("foz run", "it does not say `" + idle + "` in " + lake, run.output());
    }
    return run.cost();
  }

  private static void write(Path lake, int models) throws IOException {
    Files.createDirectories(lake.resolve("sources"));
    Files.createDirectories(lake.resolve("models/refined"));
    Files.writeString(lake.resolve("lake.yaml"), "name: graph\n");
    StringBuilder source = new StringBuilder("type: file\ntables:\n");
    for (int table = 0; table < SOURCE_TABLES; table++) {
      String name = "t" + table;
      source.append("  ").append(name).append(": { path: in/").append(name);
      source.append("/*.ndjson, primary_key: id }\n");
      Path file = lake.resolve("in").resolve(name).resolve("1.ndjson");
      Files.createDirectories(file.getParent());
      Files.write(file, List.of("{\"id\":1,\"uf\":\"SP\",\"total\":10}"));
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(QUIET)));
    }
    Files.writeString(lake.resolve("sources/s.yaml"), source);
    int layer = Math.max(1, models / LAYERS);
    for (int model = 0; model < models; model++) {
      Path file = lake.resolve("models/refined/" + modelName(model) + ".sql");
      Files.writeString(file, sql(model, layer));
    }
  }

  private static String modelName(int model) {
    return String.format(java.util.Locale.ROOT, "m%05d", model);
  }

  private static String sql(int model, int layer) {
    String input =
        model < layer
            ? "curated.s_t" + model % SOURCE_TABLES
            : "refined." + modelName(model - layer);
    return """
        /* ---
        description: Totals by id and state
        owner: bench
        tags: [layer%d]
        tests:
          - not_null: [id, uf]
          - expression: total >= 0
        --- */
        select m.id, m.uf, coalesce(sum(m.total), 0) as total
        from %s m
        where m.id > 0
        group by m.id, m.uf
        """
        .formatted(model / layer, input);
  }
}
