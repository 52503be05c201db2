package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.app.lake.LakeTasks;
import dev.foz.app.lake.Limits;
import dev.foz.app.lake.Memory;
import dev.foz.app.lake.OpenLake;
import dev.foz.app.progress.QuietRun;
import dev.foz.base.Progress;
import dev.foz.base.lake.LakeReader;
import dev.foz.control.RunSummary;
import dev.foz.control.Runner;
import dev.foz.control.Task;
import dev.foz.ingest.Choice;
import dev.foz.ingest.Correction;
import dev.foz.serve.QueryService;
import dev.foz.serve.RunningQuery;
import dev.foz.state.RunState;
import dev.foz.testing.HistoryModel.Landed;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A curated table with a key equals what all its records make of it, computed in plain memory,
 * after every step of a seeded random sequence: states that change, repeat, end and begin again,
 * records that land late, types that widen, a clock that is set back, history switched on and off.
 */
class HistoryModelTest {
  private static final int STEPS = 20;
  private static final int MANY_STEPS = Integer.getInteger("foz.steps", 100);
  private static final String CURATED = "curated.loja_pedidos";
  private static final String OPEN = "refined.abertos";
  private static final String[] LAYOUTS = {
    "", "", "partition_by: hour(valid_to),", "cluster_by: valid_from,", "format_version: \"2\","
  };
  private static final Memory MEMORY = new Memory(256L << 20);

  private static final String CONTRACT =
      """
      {"type": "object", "properties": {
        "quando": {"type": "string", "format": "date-time"},
        "preco": {"format": "decimal(10,2)"}}}
      """;

  /** What comes before a record that can be read only when it is corrected. */
  private static final String BROKEN = "lixo ";

  @TempDir private Path folder;

  private final long seed = Seeds.seed("HistoryModelTest");
  private final Random random = new Random(seed);
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2021-01-01T00:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final FeedSource source = new FeedSource("pedidos", 4);
  private final List<Landed> landed = new ArrayList<>();
  private final List<Landed> waiting = new ArrayList<>();
  private final List<String> trail = new ArrayList<>();
  private ScratchLake lake = ScratchLake.create(Path.of("target", "none"));
  private Optional<OpenLake> open = Optional.empty();
  private boolean history = random.nextInt(3) > 0;
  private boolean kept;
  private boolean keyed;
  private final String layout = LAYOUTS[random.nextInt(LAYOUTS.length)];
  private List<Landed> consolidated = List.of();
  private long sent;
  private int step;

  /** Keys of several shapes, each with values that are equal although their texts are not. */
  enum Key {
    NUMBER("id") {
      @Override
      Map<String, Object> fields(Random random) {
        return Map.of("id", (long) random.nextInt(6));
      }
    },
    COMPOSITE("[loja, doc.numero]") {
      @Override
      Map<String, Object> fields(Random random) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("doc", new LinkedHashMap<>(Map.of("numero", (long) random.nextInt(3))));
        fields.put("loja", new String[] {"a", "a\",\"b", "Á"}[random.nextInt(3)]);
        return fields;
      }
    },
    TIME("quando") {
      @Override
      Map<String, Object> fields(Random random) {
        int hour = random.nextInt(6);
        String text =
            switch (random.nextInt(3)) {
              case 0 -> "2026-01-01T%02d:00:00Z".formatted(hour);
              case 1 -> "2026-01-01T%02d:00:00.000+00:00".formatted(hour);
              default -> "2026-01-01T%02d:00:00+03:00".formatted(hour + 3);
            };
        return new LinkedHashMap<>(Map.of("quando", text));
      }

      @Override
      Map<String, Object> shown(Map<String, Object> fields) {
        Object text = Objects.requireNonNull(fields.get("quando"));
        return Map.of(
            "quando", OffsetDateTime.parse(text.toString()).withOffsetSameInstant(ZoneOffset.UTC));
      }
    },
    DECIMAL("[loja, preco]") {
      @Override
      Map<String, Object> fields(Random random) {
        int whole = random.nextInt(5);
        Object price =
            switch (random.nextInt(3)) {
              case 0 -> whole + ".5";
              case 1 -> whole + ".50";
              default -> whole + ".5e0";
            };
        return new LinkedHashMap<>(Map.of("loja", "a", "preco", price));
      }

      @Override
      Map<String, Object> shown(Map<String, Object> fields) {
        Object text = Objects.requireNonNull(fields.get("preco"));
        return Map.of("loja", "a", "preco", new BigDecimal(text.toString()));
      }
    },
    /** Every record is a row until a truncate record makes it void. */
    NONE("") {
      @Override
      Map<String, Object> fields(Random random) {
        return Map.of("id", (long) random.nextInt(6));
      }
    };

    private final String yaml;

    Key(String yaml) {
      this.yaml = yaml;
    }

    abstract Map<String, Object> fields(Random random);

    /** The same as the curated table shows them. */
    Map<String, Object> shown(Map<String, Object> fields) {
      return fields;
    }
  }

  @AfterEach
  void close() {
    open.ifPresent(OpenLake::close);
    open = Optional.empty();
  }

  @ParameterizedTest
  @EnumSource
  void everyStepEqualsWhatAllRecordsMake(Key key) {
    play(key, STEPS);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("slow")
  void everyOfManyStepsEqualsWhatAllRecordsMake(Key key) {
    play(key, MANY_STEPS);
  }

  private void play(Key key, int steps) {
    lake = ScratchLake.create(folder.resolve("lake"));
    keyed = key != Key.NONE;
    history &= keyed;
    declare(key);
    begin(key);
    for (step = 0; step < steps; step++) {
      boolean setBack = random.nextInt(12) == 0;
      now.updateAndGet(at -> at.plus(setBack ? Duration.ofHours(-1) : Duration.ofMinutes(10)));
      try {
        trail.add(clock.instant() + " " + act(key));
        check();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "seed " + seed + ", step " + step + " of:\n  " + String.join("\n  ", trail), e);
      }
    }
    while (sent <= steps) {
      load(key, steps / 4);
    }
    consolidate();
    check();
    assertThat(sent).isGreaterThan(steps);
    checkByIceberg();
  }

  private void declare(Key key) {
    lake.write("schemas/pedido.json", CONTRACT);
    lake.write(
        "sources/loja.yaml",
        """
        type: file
        tables:
          pedidos: { path: "*.json", %s contract: pedido }
        """
            .formatted(
                key == Key.NONE
                    ? ""
                    : "primary_key: %s, history: %s, %s"
                        .formatted(key.yaml, history, history ? layout : "")));
    lake.model(
        OPEN,
        """
        /* ---
        materialized: merge
        primary_key: seq
        --- */
        select _seq as seq, estado from %s %s
        """
            .formatted(CURATED, history ? "where valid_to is null" : ""));
  }

  private String act(Key key) {
    return switch (random.nextInt(13)) {
      case 0, 1, 2 -> load(key, random.nextInt(30));
      case 3, 4 -> load(key, 1 + random.nextInt(3));
      case 5 -> retry();
      case 6 -> random.nextInt(3) == 0 ? turn(key) : reopen();
      default -> consolidate();
    };
  }

  private String load(Key key, int records) {
    for (int i = 0; i < records; i++) {
      send(key);
    }
    run(List.of(new FeedTask(lakeNow(), source)));
    return "load " + records;
  }

  private void send(Key key) {
    char op =
        switch (random.nextInt(20)) {
          case 0, 1, 2, 3, 4 -> 'd';
          case 5 -> 't';
          default -> "mcu".charAt(random.nextInt(3));
        };
    send(key, op, op != 't' && random.nextInt(8) == 0, others());
  }

  private void send(Key key, char op, boolean broken, Map<String, @Nullable Object> others) {
    Map<String, Object> fields = new LinkedHashMap<>(key.fields(random));
    Map<String, @Nullable Object> row = new LinkedHashMap<>(key.shown(fields));
    Map<String, @Nullable Object> all = new LinkedHashMap<>(fields);
    all.putAll(others);
    row.putAll(others);
    String text = op == 't' ? "" : (broken ? BROKEN : "") + Json.of(all, random);
    source.send(op, text.getBytes(StandardCharsets.UTF_8));
    sent++;
    Landed record =
        new Landed(
            sent,
            clock.instant(),
            op == 't' ? Optional.empty() : Optional.of(keyOf(key.shown(fields))),
            op == 'd' ? Optional.empty() : Optional.of(row));
    (broken ? waiting : landed).add(record);
  }

  /** A record without a key comes first, then one by which every field gets its column. */
  private void begin(Key key) {
    send(key, 't', false, Map.of());
    load(key, 0);
    run(
        LakeTasks.all(lakeNow(), lakeNow().models()).stream()
            .filter(HistoryModelTest::isConsolidation)
            .toList());
    send(key, 'm', false, new LinkedHashMap<>(Map.of("estado", "novo", "itens", List.of(0))));
    load(key, 0);
  }

  private static boolean isConsolidation(Task task) {
    return task.kind().equals("consolidate");
  }

  private static Object keyOf(Map<String, Object> fields) {
    Map<String, Object> key = new LinkedHashMap<>(fields);
    // A decimal of one value is one key, however it is written.
    key.replaceAll(
        (name, value) -> value instanceof BigDecimal number ? number.stripTrailingZeros() : value);
    key.keySet().retainAll(List.of("id", "doc", "loja", "quando", "preco"));
    return key;
  }

  /** Few states, so that they repeat; later ones have fractions and a further field. */
  private Map<String, @Nullable Object> others() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("estado", new String[] {"novo", "pago"}[random.nextInt(2)]);
    boolean fraction = step > 12 && random.nextInt(3) == 0;
    fields.put("total", fraction ? new BigDecimal("1.50") : BigDecimal.valueOf(random.nextInt(2)));
    if (random.nextInt(3) == 0) {
      fields.put("itens", IntStream.range(0, random.nextInt(2)).boxed().toList());
    }
    if (step > 20 && random.nextInt(4) == 0) {
      fields.put("obs", "x");
    }
    return fields;
  }

  private String retry() {
    if (waiting.isEmpty()) {
      return "nothing to retry";
    }
    int rest = random.nextInt(3);
    boolean consolidates = random.nextBoolean();
    List<Task> tasks =
        LakeTasks.retry(
            lakeNow(),
            lakeNow().models(),
            FeedTask.spec(lakeNow()),
            new Choice(Optional.of("_seq % 3 = " + rest), false),
            List.of(Correction.parse("$ = substr(payload, " + (BROKEN.length() + 1) + ")")));
    run(consolidates ? tasks : tasks.subList(0, 1));
    List<Landed> chosen = waiting.stream().filter(record -> record.seq() % 3 == rest).toList();
    waiting.removeAll(chosen);
    landed.addAll(chosen);
    if (consolidates) {
      taken();
    }
    return "retry " + chosen.size() + ", consolidates " + consolidates;
  }

  /** Has history from now on, or has it no more. */
  private String turn(Key key) {
    history = keyed && !history;
    declare(key);
    close();
    return "history: " + history;
  }

  private String reopen() {
    close();
    return "reopen";
  }

  private String consolidate() {
    run(
        LakeTasks.all(lakeNow(), lakeNow().models()).stream()
            .filter(task -> !task.kind().equals("load"))
            .toList());
    taken();
    return "consolidate";
  }

  private void taken() {
    consolidated = List.copyOf(landed);
    kept = history;
  }

  private void run(List<Task> tasks) {
    RunSummary summary = new Runner(lakeNow().state(), new QuietRun(), 1).run("test", tasks);
    assertThat(summary.problems()).isEmpty();
    assertThat(summary.state()).isEqualTo(RunState.COMPLETED);
  }

  private OpenLake lakeNow() {
    if (open.isEmpty()) {
      open =
          Optional.of(
              OpenLake.open(
                  LakeReader.read(lake.folder(), Map.of()).orThrow(), MEMORY, clock, limits()));
    }
    return open.get();
  }

  /** So small that a short sequence has many files, commits, slices and merges of files. */
  private static Limits limits() {
    Limits standard = Limits.standard(MEMORY);
    return standard
        .withCatalog(standard.catalog().withSnapshots(3, 0, 2).withCompaction(3, 64L << 20))
        .withLoads(FeedTask.LIMITS)
        .withSlices(12);
  }

  private List<Map<String, @Nullable Object>> expected() {
    List<Map<String, @Nullable Object>> rows =
        !keyed
            ? HistoryModel.everyRecord(consolidated)
            : kept ? HistoryModel.versions(consolidated) : HistoryModel.lastStates(consolidated);
    return rows.stream().map(row -> withoutNulls(Plain.row(row))).toList();
  }

  private void check() {
    if (consolidated.stream().noneMatch(record -> record.key().isPresent())) {
      return;
    }
    List<Map<String, @Nullable Object>> expected = expected();
    Plain.requireSame(CURATED, rows("select * from " + CURATED + " order by _seq"), expected);
    List<Map<String, @Nullable Object>> opened =
        expected.stream().filter(row -> row.get("valid_to") == null).toList();
    Plain.requireSame(
        OPEN,
        rows("select seq as _seq, estado from " + OPEN + " order by seq"),
        opened.stream().map(HistoryModelTest::openRow).toList());
  }

  private static Map<String, @Nullable Object> openRow(Map<String, @Nullable Object> row) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>();
    rest.put("_seq", row.get("_seq"));
    rest.put("estado", row.get("estado"));
    return rest;
  }

  private static Map<String, @Nullable Object> withoutNulls(Map<String, @Nullable Object> row) {
    Map<String, @Nullable Object> rest = Plain.without(row, "_run", "_ingested_at");
    rest.values().removeIf(Objects::isNull);
    return rest;
  }

  private List<Map<String, @Nullable Object>> rows(String sql) {
    QueryService queries = lakeNow().queries();
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    try (RunningQuery query = queries.start(sql, Progress.NONE)) {
      while (query.result().next()) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < query.result().columns().size(); i++) {
          row.put(query.result().columns().get(i).name(), query.result().value(i));
        }
        rows.add(withoutNulls(Plain.row(row)));
      }
    }
    return rows;
  }

  private void checkByIceberg() {
    try (IcebergTables iceberg = new IcebergTables(lake.storage())) {
      List<Map<String, @Nullable Object>> rows =
          iceberg.rows("curated", "loja_pedidos").stream()
              .map(row -> withoutNulls(Plain.row(row)))
              .sorted(java.util.Comparator.comparing(row -> new BigDecimal("" + row.get("_seq"))))
              .toList();
      Plain.requireSame(CURATED + " by Iceberg", rows, expected());
    }
  }
}
