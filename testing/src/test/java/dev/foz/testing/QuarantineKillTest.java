package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A record is in raw or in quarantine, never in both and never in none, whenever a load, a retry, a
 * correction or a drop is killed; and the curated table is right after the next run.
 */
class QuarantineKillTest {
  private static final int FEW_KILLS = 3;
  private static final int KILLS = Integer.getInteger("foz.kills", 20);
  private static final int RECORDS = 400;
  private static final int KEYS = 60;

  /** Above this {@code q} is refused, or above the other, as the contract of the day says. */
  private static final int LOW = 50;

  private static final int HIGH = 75;
  private static final int HIGHEST = 100;

  private static final List<String> WATCHED =
      List.of(
          "raw/loja_pedidos/data",
          "raw/loja_pedidos/metadata",
          "quarantine/raw_loja_pedidos/data",
          "quarantine/raw_loja_pedidos/metadata",
          "curated/loja_pedidos/metadata");

  @TempDir private Path folder;

  private final long seed = Seeds.seed("QuarantineKillTest");
  private final Random random = new Random(seed);

  /** Every record that was written, by its position. */
  private final Map<String, String> written = new LinkedHashMap<>();

  private int files;

  @Test
  void nothingIsLostOrDoubledAfterAFewKills() throws IOException, InterruptedException {
    killAndCheck(FEW_KILLS);
  }

  @Test
  @Tag("slow")
  void nothingIsLostOrDoubledAfterManyKills() throws IOException, InterruptedException {
    killAndCheck(KILLS);
  }

  private void killAndCheck(int kills) throws IOException, InterruptedException {
    ProgramFiles program = ProgramFiles.prepare(Path.of("target", "program"));
    ScratchLake lake = lake();
    Killer killer = new Killer(lake.storage(), WATCHED, random, learn(program, lake));
    int killed = 0;
    for (int attempt = 0; killed < kills; attempt++) {
      assertThat(attempt).as("attempts for %d kills", killed).isLessThan(6 * kills);
      if (random.nextInt(3) > 0) {
        write(lake);
      }
      declare(lake, random.nextBoolean() ? LOW : HIGH);
      killed += attempt(program, lake, killer) ? 1 : 0;
      checkStored(lake);
      if (random.nextInt(3) == 0) {
        finish(lake);
      }
    }
    finish(lake);
    System.out.printf("QuarantineKillTest: %d records, %d killed%n", written.size(), killed);
  }

  private ScratchLake lake() {
    ScratchLake lake = ScratchLake.create(folder.resolve("lake"));
    lake.source(
        "loja", "pedidos: { path: \"entrada/*.json\", primary_key: id, contract: pedido }\n");
    declare(lake, LOW);
    write(lake);
    return lake;
  }

  private static void declare(ScratchLake lake, int maximum) {
    lake.write(
        "schemas/pedido.json",
        """
        {"type": "object", "required": ["id"], "properties": {
          "id": {"type": "integer"},
          "q": {"type": "integer", "maximum": %d},
          "n": {"type": "integer"}}}
        """
            .formatted(maximum));
  }

  private void write(ScratchLake lake) {
    String file = "entrada/%04d.json".formatted(files++);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < RECORDS; i++) {
      String record = record();
      written.put(file + ":" + text.length(), record);
      text.append(record).append('\n');
    }
    lake.write(file, text.toString());
  }

  private String record() {
    String broken = random.nextInt(40) == 0 ? "," : "";
    return "{\"id\": %d, \"q\": %d, \"n\": %d%s}"
        .formatted(random.nextInt(KEYS), random.nextInt(HIGHEST + 1), written.size(), broken);
  }

  private Duration learn(ProgramFiles program, ScratchLake lake)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    try (FozProcess run = start(program, lake, "run")) {
      assertThat(run.await()).as("exit code:\n%s", run.err()).isZero();
    }
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private FozProcess start(ProgramFiles program, ScratchLake lake, String... command)
      throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of("--lake", lake.folder().toString()));
    return FozProcess.start(program, folder.resolve("scratch"), words.toArray(String[]::new));
  }

  /** Returns whether it was killed before it ended. */
  private boolean attempt(ProgramFiles program, ScratchLake lake, Killer killer)
      throws IOException, InterruptedException {
    Killer.Plan plan = killer.plan();
    try (FozProcess process = startAny(program, lake)) {
      boolean killed = plan.execute(process);
      assertThat(process.err()).as("%s %s", process, plan).doesNotContain("I901");
      assertThat(process.exit().orElse(-1))
          .as("%s %s ended with:\n%s", process, plan, process.err())
          .isIn(0, 137);
      return killed;
    }
  }

  private FozProcess startAny(ProgramFiles program, ScratchLake lake) throws IOException {
    String where = "_seq % 5 = " + random.nextInt(5);
    return switch (random.nextInt(6)) {
      case 0 -> start(program, lake, "run");
      case 1 ->
          FozProcess.start(
              program,
              folder.resolve("scratch"),
              SmallBatches.class,
              List.of(lake.folder().toString(), "40", "100"));
      case 2 -> start(program, lake, "quarantine", "retry", "loja_pedidos");
      case 3 -> start(program, lake, "quarantine", "retry", "loja_pedidos", "--where", where);
      case 4 ->
          start(
              program,
              lake,
              "quarantine",
              "retry",
              "loja_pedidos",
              "--where",
              "_rule = 'maximum' and " + where,
              "--set",
              "q = 1");
      default ->
          start(
              program,
              lake,
              "quarantine",
              "drop",
              "loja_pedidos",
              "--where",
              where,
              "--reason",
              "not needed");
    };
  }

  /** A row of raw or of its quarantine. */
  private record Stored(
      long seq, String position, String payload, String original, boolean landed) {
    static Stored of(Map<String, @Nullable Object> row) {
      Object original = row.get("original");
      String payload = String.valueOf(row.get("payload"));
      return new Stored(
          Long.parseLong(String.valueOf(row.get("_seq"))),
          String.valueOf(row.get("_position")),
          payload,
          original == null
              ? payload
              : new String(Base64.getDecoder().decode(original.toString()), StandardCharsets.UTF_8),
          Objects.equals(row.get("landed"), true));
    }
  }

  private static List<Stored> stored(ScratchLake lake) {
    String sql =
        "select _seq, _position, decode(payload) as payload, _headers['original'] as original,"
            + " %s as landed from %s";
    return Plain.rows(
            FozConsole.of(lake.folder())
                .sql(
                    sql.formatted("true", "raw.loja_pedidos")
                        + " union all "
                        + sql.formatted("false", "quarantine.raw_loja_pedidos")
                        + " order by _seq"))
        .stream()
        .map(Stored::of)
        .toList();
  }

  /** What was received so far is there, each record once, in the order of the files. */
  private List<Stored> checkStored(ScratchLake lake) {
    List<Stored> stored = stored(lake);
    List<Map.Entry<String, String>> expected = List.copyOf(written.entrySet());
    assertThat(stored.size()).isBetween(RECORDS, expected.size());
    for (int i = 0; i < stored.size(); i++) {
      Stored record = stored.get(i);
      assertThat(record.seq()).as("_seq without gap").isEqualTo(i + 1L);
      assertThat(record.position()).isEqualTo(expected.get(i).getKey());
      assertThat(record.original()).isEqualTo(expected.get(i).getValue());
      boolean mustLand = !record.original().contains(",}") && q(record.original()) <= LOW;
      assertThat(record.landed() || !mustLand).as("a good record landed: %s", record).isTrue();
      boolean mayLand = !record.payload().contains(",}") && q(record.payload()) <= HIGH;
      assertThat(mayLand || !record.landed()).as("no bad record landed: %s", record).isTrue();
    }
    return stored;
  }

  private static int q(String payload) {
    return Integer.parseInt(payload.replaceAll(".*\"q\": ([0-9]+).*", "$1"));
  }

  /** After a run that nobody kills everything was received, and curated follows raw. */
  private void finish(ScratchLake lake) {
    FozConsole console = FozConsole.of(lake.folder());
    console.foz("run").orFail();
    List<Stored> stored = checkStored(lake);
    assertThat(stored).hasSize(written.size());
    Map<String, Map<String, @Nullable Object>> last = new LinkedHashMap<>();
    for (Stored record : stored) {
      if (record.landed()) {
        Map<String, @Nullable Object> row = Plain.rows("[" + record.payload() + "]").getFirst();
        row.put("_seq", record.seq());
        last.remove(String.valueOf(row.get("id")));
        last.put(String.valueOf(row.get("id")), Plain.row(row));
      }
    }
    Plain.requireSame(
        "curated.loja_pedidos",
        Plain.rows(console.sql("select id, q, n, _seq from curated.loja_pedidos order by _seq")),
        List.copyOf(last.values()));
  }
}
