package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.app.lake.LakeTasks;
import dev.foz.app.lake.Limits;
import dev.foz.app.lake.Memory;
import dev.foz.app.lake.OpenLake;
import dev.foz.app.progress.QuietRun;
import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.base.lake.LakeReader;
import dev.foz.control.RunSummary;
import dev.foz.control.Runner;
import dev.foz.control.Task;
import dev.foz.ingest.Choice;
import dev.foz.ingest.Correction;
import dev.foz.serve.QueryService;
import dev.foz.serve.RunningQuery;
import dev.foz.state.RunState;
import dev.foz.testing.QuarantineModel.Broken;
import dev.foz.testing.QuarantineModel.Content;
import dev.foz.testing.QuarantineModel.Received;
import dev.foz.testing.QuarantineModel.Rules;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise 3: a bad record stops nothing and is never lost. A seeded random sequence of loads,
 * changes of contract, retries, corrections, drops and consolidations equals a plain model in
 * memory after every step.
 */
class QuarantineModelTest {
  private static final int STEPS = 40;
  private static final int MANY_STEPS = Integer.getInteger("foz.steps", 200);
  private static final int KEYS = 9;
  private static final Duration BETWEEN_STEPS = Duration.ofMinutes(10);

  private static final String RAW = "raw.loja_pedidos";
  private static final String REJECTED = "quarantine.raw_loja_pedidos";
  private static final String CURATED = "curated.loja_pedidos";
  private static final String UNREADABLE = "quarantine.curated_loja_pedidos";
  private static final String COPY = "refined.copia";

  private static final Memory MEMORY = new Memory(256L << 20);

  private static final Comparator<Map<String, @Nullable Object>> BY_SEQ =
      Comparator.comparing(row -> new BigDecimal("" + row.get("_seq")));

  private static final String STORED =
      "select _seq, _position, _op, hex(payload) as payload, _headers['original'] as original";

  @TempDir private Path folder;

  private final long seed = Seeds.seed("QuarantineModelTest");
  private final Random random = new Random(seed);
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2021-01-01T00:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final FeedSource source = new FeedSource("pedidos", 4);
  private final QuarantineModel model = new QuarantineModel(new Rules(false, 50, false, false));
  private final List<String> trail = new ArrayList<>();
  private ScratchLake lake = ScratchLake.create(Path.of("target", "none"));
  private Optional<OpenLake> open = Optional.empty();

  @BeforeEach
  void writeLake() {
    lake = ScratchLake.create(folder.resolve("lake"));
    lake.write(
        "sources/loja.yaml",
        """
        type: file
        on_schema_change: quarantine
        tables:
          pedidos: { path: "*.json", primary_key: id, contract: pedido }
        """);
    lake.model(COPY, "select id, q from " + CURATED);
    declare(model.rules());
  }

  private void keepHistory() {
    lake.write(
        "sources/loja.yaml",
        """
        type: file
        on_schema_change: quarantine
        tables:
          pedidos: { path: "*.json", primary_key: id, contract: pedido, history: true }
        """);
    lake.model(COPY, "select id, q from " + CURATED + " where valid_to is null");
    model.keepHistory();
  }

  @AfterEach
  void close() {
    open.ifPresent(OpenLake::close);
    open = Optional.empty();
  }

  @Test
  void everyStepOfARandomSequenceEqualsThePlainModel() {
    play(STEPS);
  }

  @Test
  @Tag("slow")
  void everyStepOfALongRandomSequenceEqualsThePlainModel() {
    play(MANY_STEPS);
  }

  @Test
  void everyStepOfARandomSequenceEqualsThePlainModelWhereHistoryIsKept() {
    keepHistory();
    play(STEPS);
  }

  @Test
  @Tag("slow")
  void everyStepOfALongRandomSequenceEqualsThePlainModelWhereHistoryIsKept() {
    keepHistory();
    play(MANY_STEPS);
  }

  /** The record that deletes lies behind the slice that makes the table anew. */
  @Test
  void aKeyStaysDeletedWhereTheRecordThatDeletesItCannotBeReadAnyMore() {
    model.declare(new Rules(true, 50, false, false));
    declare(model.rules());
    send('m', Map.of("id", 1L));
    deliver();
    consolidate();
    for (int i = 0; i < 25; i++) {
      send('m', Map.of("id", 2L));
    }
    send('d', Map.of("id", 1L, "x", "texto"));
    deliver();
    model.declare(new Rules(false, 50, false, false));
    declare(model.rules());
    close();
    deliver();
    consolidate();
    check();
    assertThat(rows("select id, _seq from " + CURATED))
        .containsExactly(Plain.row(Map.of("id", 2, "_seq", 26)));
  }

  private void send(char op, Map<String, Object> fields) {
    Content content = new Content(write(fields), fields, Optional.empty());
    model.receive(clock.instant(), source.send(op, content.payload()), op, content);
  }

  private void play(int steps) {
    for (int step = 0; step < steps; step++) {
      now.updateAndGet(instant -> instant.plus(BETWEEN_STEPS));
      try {
        trail.add(step());
        check();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "seed " + seed + ", step " + step + " of:\n  " + String.join("\n  ", trail), e);
      }
    }
    assertThat(model.size()).isGreaterThan(steps);
    checkByIceberg();
  }

  private String step() {
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> load(random.nextInt(25));
      case 3 -> change();
      case 4, 5 -> retry(random.nextBoolean());
      case 6 -> correct();
      case 7 -> drop();
      case 8 -> reopen();
      case 9 -> load(1 + random.nextInt(3));
      default -> consolidate();
    };
  }

  private String load(int records) {
    for (int i = 0; i < records; i++) {
      char op = random.nextInt(5) == 0 ? 'd' : "mcu".charAt(random.nextInt(3));
      Content content = random.nextInt(8) == 0 ? malformed() : record();
      model.receive(clock.instant(), source.send(op, content.payload()), op, content);
    }
    deliver();
    return "load " + records;
  }

  private void deliver() {
    model.loaded();
    run(List.of(new FeedTask(lakeNow(), source)));
  }

  private Content record() {
    Map<String, Object> fields = new LinkedHashMap<>();
    List<String> names =
        new ArrayList<>(List.of("id", "q", "x", "nome", "nome_completo", "extra", "sobra"));
    Collections.shuffle(names, random);
    boolean longName = random.nextInt(3) == 0;
    for (String name : names) {
      boolean there =
          switch (name) {
            case "id" -> random.nextInt(30) > 0;
            case "nome" -> !longName;
            case "nome_completo" -> longName;
            case "extra" -> random.nextInt(4) == 0;
            case "sobra" -> random.nextInt(40) == 0;
            default -> random.nextInt(3) > 0;
          };
      if (there) {
        fields.put(name, value(name));
      }
    }
    return new Content(write(fields), fields, Optional.empty());
  }

  private Object value(String name) {
    return switch (name) {
      case "id" -> (long) random.nextInt(KEYS);
      case "q" -> (long) random.nextInt(random.nextInt(4) == 0 ? 100 : 30);
      case "x" ->
          switch (random.nextInt(4)) {
            case 0 -> "v" + random.nextInt(100);
            case 1 -> Integer.toString(random.nextInt(100));
            default -> (long) random.nextInt(100);
          };
      case "extra", "sobra" -> (long) random.nextInt(1000);
      default -> "José " + random.nextInt(1000);
    };
  }

  private byte[] write(Map<String, Object> fields) {
    return Json.of(fields, random).getBytes(StandardCharsets.UTF_8);
  }

  private Content malformed() {
    return switch (random.nextInt(7)) {
      case 0 -> malformed("{\"id\": 1,}", "json", "");
      case 1 -> malformed("{\"id\": 1, \"id\": 2}", "duplicate-key", "");
      case 2 -> malformed("\uFEFF{\"id\": 1}", "bom", "");
      case 3 -> malformed("{\"id\": 1, \"nome\": \"\\ud800\"}", "surrogate", "nome");
      case 4 -> malformed("lixo", "json", "");
      case 5 -> malformed("", "json", "");
      default ->
          malformed(
              "{\"id\": 1, \"nome\": \"São\"}".getBytes(StandardCharsets.ISO_8859_1),
              "utf-8",
              "nome");
    };
  }

  private static Content malformed(String text, String rule, String path) {
    return malformed(text.getBytes(StandardCharsets.UTF_8), rule, path);
  }

  private static Content malformed(byte[] payload, String rule, String path) {
    return new Content(payload, Map.of(), Optional.of(new Broken(rule, path)));
  }

  /**
   * The folder has another contract from now on; the table takes it over with its next load. A
   * renamed field keeps its new name.
   */
  private String change() {
    Rules rules =
        new Rules(
            random.nextBoolean(),
            random.nextBoolean() ? 50 : 20,
            random.nextBoolean(),
            random.nextBoolean());
    model.declare(rules);
    declare(rules);
    close();
    return rules.toString();
  }

  private void declare(Rules rules) {
    lake.write("schemas/pedido.json", rules.json());
  }

  /** A condition in SQL and in Java. */
  private record Where(Optional<String> sql, Predicate<Received> test) {
    static Where of(String sql, Predicate<Received> test) {
      return new Where(Optional.of(sql), test);
    }
  }

  private Where where() {
    return switch (random.nextInt(6)) {
      case 0, 1 -> new Where(Optional.empty(), record -> true);
      case 2 -> Where.of("_rule = 'maximum'", record -> record.rule().equals("maximum"));
      case 3 -> Where.of("_op = 'd'", record -> record.op() == 'd');
      case 4 -> Where.of("_path = 'x'", record -> record.path().equals("x"));
      default -> {
        int rest = random.nextInt(3);
        yield Where.of("_seq % 3 = " + rest, record -> record.seq() % 3 == rest);
      }
    };
  }

  private String retry(boolean consolidates) {
    return retry(where(), List.of(), UnaryOperator.identity(), consolidates);
  }

  private String correct() {
    boolean consolidates = random.nextBoolean();
    return switch (random.nextInt(3)) {
      case 0 ->
          retry(
              Where.of("_rule = 'maximum'", record -> record.rule().equals("maximum")),
              List.of("q = least(value::bigint, 20)"),
              content ->
                  content.with("q", Math.min((long) content.fields().getOrDefault("q", 0L), 20)),
              consolidates);
      case 1 ->
          retry(
              Where.of("_path = 'x'", record -> record.path().equals("x")),
              List.of("x = 'novo'"),
              content -> content.with("x", "novo"),
              consolidates);
      default -> rewrite(consolidates);
    };
  }

  /** Writes malformed records anew. */
  private String rewrite(boolean consolidates) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", (long) random.nextInt(KEYS));
    fields.put("q", 1L);
    byte[] payload = write(fields);
    Content fixed = new Content(payload, fields, Optional.empty());
    return retry(
        Where.of("_code = 'D301'", Received::isMalformed),
        List.of("$ = '" + new String(payload, StandardCharsets.UTF_8) + "'"),
        content -> fixed,
        consolidates);
  }

  private String retry(
      Where where, List<String> set, UnaryOperator<Content> change, boolean consolidates) {
    if (!model.hasRejected()) {
      return "nothing to retry";
    }
    boolean dropped = random.nextInt(6) == 0;
    List<Task> tasks =
        LakeTasks.retry(
            lakeNow(),
            lakeNow().models(),
            FeedTask.spec(lakeNow()),
            new Choice(where.sql(), dropped),
            set.stream().map(Correction::parse).toList());
    run(consolidates ? tasks : tasks.subList(0, 1));
    long landed = model.retry(where.test(), dropped, change);
    if (consolidates) {
      model.consolidate();
    }
    return "retry %s, set %s, dropped %s, consolidates %s: %d landed"
        .formatted(where.sql(), set, dropped, consolidates, landed);
  }

  private String drop() {
    if (model.hasUnreadable() && random.nextBoolean()) {
      int rest = random.nextInt(3);
      drop(UNREADABLE, Optional.of("_seq % 3 = " + rest));
      model.dropUnreadable(seq -> seq % 3 == rest);
      return "drop unreadable % 3 = " + rest;
    }
    if (!model.hasRejected()) {
      return "nothing to drop";
    }
    int rest = random.nextInt(5);
    drop(REJECTED, Optional.of("_seq % 5 = " + rest));
    model.drop(record -> record.seq() % 5 == rest);
    return "drop % 5 = " + rest;
  }

  private void drop(String table, Optional<String> where) {
    TableName quarantine = TableName.find(table).orElseThrow();
    run(List.of(LakeTasks.drop(lakeNow(), quarantine, new Choice(where, false), "not needed")));
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
    model.consolidate();
    return "consolidate";
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

  private void check() {
    List<Map<String, @Nullable Object>> raw =
        model.hasRaw() ? rows(STORED + " from " + RAW) : List.of();
    List<Map<String, @Nullable Object>> rejected =
        model.hasRejected()
            ? rows(
                STORED
                    + ", _rule as rule, coalesce(_path, '') as path,"
                    + " _dropped is not null as dropped from "
                    + REJECTED)
            : List.of();
    Plain.requireSame(RAW, raw, plain(model.raw()));
    Plain.requireSame(REJECTED, rejected, plain(model.quarantine()));
    assertThat(raw.size() + rejected.size()).isEqualTo(model.size());
    if (model.hasCurated()) {
      checkCurated();
    }
    if (model.hasUnreadable()) {
      Plain.requireSame(
          UNREADABLE,
          rows("select _seq, _dropped is not null as dropped from " + UNREADABLE),
          plain(model.unreadable()));
    }
  }

  private void checkCurated() {
    List<Map<String, @Nullable Object>> expected = plain(model.curated());
    List<Map<String, @Nullable Object>> actual =
        rows("select * from " + CURATED).stream()
            .map(row -> Plain.without(row, "_run", "_ingested_at"))
            .toList();
    Plain.requireSame(CURATED, actual, expected);
    String copy = "select id, q, id as _seq from " + COPY;
    Plain.requireSame(
        COPY,
        rows(copy),
        expected.stream()
            .filter(row -> row.get("valid_to") == null)
            .map(QuarantineModelTest::copied)
            .sorted(BY_SEQ)
            .toList());
  }

  /** A copy has each key once, so it can be ordered by it. */
  private static Map<String, @Nullable Object> copied(Map<String, @Nullable Object> row) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    copy.put("id", row.get("id"));
    copy.put("q", row.get("q"));
    copy.put("_seq", row.get("id"));
    return copy;
  }

  private static List<Map<String, @Nullable Object>> plain(
      List<Map<String, @Nullable Object>> rows) {
    return rows.stream().map(Plain::row).toList();
  }

  private List<Map<String, @Nullable Object>> rows(String sql) {
    QueryService queries = lakeNow().queries();
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    try (RunningQuery query = queries.start(sql + " order by _seq", Progress.NONE)) {
      while (query.result().next()) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < query.result().columns().size(); i++) {
          row.put(query.result().columns().get(i).name(), query.result().value(i));
        }
        rows.add(Plain.row(row));
      }
    }
    return rows;
  }

  private void checkByIceberg() {
    consolidate();
    check();
    try (IcebergTables iceberg = new IcebergTables(lake.storage())) {
      List<Map<String, @Nullable Object>> rows =
          iceberg.rows("curated", "loja_pedidos").stream()
              .map(Plain::row)
              .map(row -> Plain.without(row, "_run", "_ingested_at"))
              .sorted(BY_SEQ)
              .toList();
      Plain.requireSame(CURATED + " by Iceberg", rows, plain(model.curated()));
      int stored =
          iceberg.rows("raw", "loja_pedidos").size()
              + iceberg.rows("quarantine", "raw_loja_pedidos").size();
      assertThat(stored).as("records in raw and quarantine by Iceberg").isEqualTo(model.size());
    }
  }
}
