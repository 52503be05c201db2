package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.app.lake.LakeTasks;
import dev.foz.app.lake.Limits;
import dev.foz.app.lake.Memory;
import dev.foz.app.lake.OpenLake;
import dev.foz.app.progress.QuietRun;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.lake.LakeReader;
import dev.foz.control.RunSummary;
import dev.foz.control.Runner;
import dev.foz.control.Task;
import dev.foz.serve.RunningQuery;
import dev.foz.state.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that can be done to tables, together and in a seeded random order: records, changes, deletes
 * and late ones, masks, history, layouts and contracts that change, rebuilds, rollbacks and
 * resumes. After every step source tables equal what plain memory makes of their records, models
 * equal their queries, an idle run commits nothing, and no kept version of a table shows what is
 * masked.
 */
class EverythingTest {
  private static final int STEPS = 8;
  private static final int MANY_STEPS = Integer.getInteger("foz.steps", 120);
  private static final Memory MEMORY = new Memory(256L << 20);
  private static final String LOG = "refined.registro";

  @TempDir private Path folder;

  private final long seed = Seeds.seed("EverythingTest");
  private final Random random = new Random(seed);
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2021-01-01T00:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final int snapshots = random.nextBoolean() ? 4 : 50;
  private final EverythingTable orders = new EverythingTable("loja", "pedidos", random);
  private final EverythingTable customers = new EverythingTable("z", "clientes", random);
  private final List<EverythingTable> sources = List.of(orders, customers);
  private final EverythingModels models = new EverythingModels(random, orders, customers);
  private final List<String> trail = new ArrayList<>();

  /** What tables that are paused show. */
  private final Map<String, List<String>> paused = new TreeMap<>();

  /** Versions in which nothing was found of what was hidden then. */
  private final Set<String> searched = new LinkedHashSet<>();

  private ScratchLake lake = ScratchLake.create(Path.of("target", "none"));
  private Optional<OpenLake> open = Optional.empty();

  @AfterEach
  void close() {
    open.ifPresent(OpenLake::close);
    open = Optional.empty();
  }

  @Test
  void everyStepEqualsWhatPlainMemoryMakes() {
    play(STEPS);
  }

  @Test
  @Tag("slow")
  void everyOfManyStepsEqualsWhatPlainMemoryMakes() {
    play(MANY_STEPS);
  }

  private void play(int steps) {
    lake = ScratchLake.create(folder.resolve("lake"));
    declare();
    for (int step = 0; step < steps; step++) {
      now.updateAndGet(at -> at.plus(Duration.ofMinutes(10)));
      try {
        String act = step == 0 ? load() : act();
        trail.add(step + ": " + act);
        run();
        check();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "-Dfoz.seed="
                + seed
                + ", step "
                + step
                + " of "
                + steps
                + ":\n  "
                + String.join("\n  ", trail)
                + "\n"
                + orders.yaml()
                + customers.yaml()
                + models,
            e);
      }
    }
  }

  private void declare() {
    for (EverythingTable table : sources) {
      lake.write("schemas/" + table.name() + ".json", table.contract());
      lake.write("sources/" + table.source() + ".yaml", table.yaml());
    }
    models.sql().forEach(lake::model);
    close();
  }

  private String act() {
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4 -> load();
      case 5, 6 -> retry();
      case 7, 8, 9 -> {
        String told = any(sources).changeMasks();
        declare();
        yield told;
      }
      case 10 -> {
        String told = models.changeMasks();
        declare();
        yield told;
      }
      case 11, 12 -> {
        String told = random.nextBoolean() ? any(sources).changeLayout() : models.changeLayout();
        declare();
        yield told;
      }
      case 13 -> {
        EverythingTable table = any(sources);
        String told = table.changeContract();
        declare();
        table.send(1 + random.nextInt(3), clock.instant());
        requireDone(execute(List.of(new FeedTask(lakeNow(), table.feed(), table.source()))));
        yield told;
      }
      case 14 -> turnHistory();
      case 15, 16 -> rebuild();
      default -> paused.isEmpty() ? rollback() : resume();
    };
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String load() {
    StringBuilder told = new StringBuilder("load");
    List<Task> tasks = new ArrayList<>();
    for (EverythingTable table : sources) {
      if (trail.isEmpty() || random.nextInt(3) > 0) {
        int records = trail.isEmpty() ? 30 : 1 + random.nextInt(12);
        table.send(records, clock.instant());
        tasks.add(new FeedTask(lakeNow(), table.feed(), table.source()));
        told.append(" ").append(records).append(" of ").append(table.name());
      }
    }
    requireDone(execute(tasks));
    return told.toString();
  }

  private String retry() {
    EverythingTable table = any(sources);
    int rest = random.nextInt(2);
    List<Task> tasks = table.retry(lakeNow(), rest);
    if (tasks.isEmpty()) {
      return "nothing to retry";
    }
    requireDone(execute(tasks));
    return "retry of " + table.name() + ", _seq % 2 = " + rest;
  }

  private String turnHistory() {
    if (!paused.isEmpty()) {
      return "no change of history while tables are paused";
    }
    String told = any(sources).changeHistory();
    declare();
    return told;
  }

  private String rebuild() {
    String table = any(tables());
    List<String> words = new ArrayList<>(List.of(table));
    if (table.startsWith("curated") && random.nextBoolean()) {
      words.addAll(List.of("--from", "" + (1 + random.nextInt(20))));
    }
    close();
    FozConsole.Ended ended =
        new FozConsole(lake.folder(), clock).foz("rebuild", words.toArray(String[]::new));
    if (paused.containsKey(table)) {
      assertThat(ended.exit()).isNotZero();
    } else if (paused.isEmpty()) {
      ended.orFail();
    }
    return "rebuild " + words;
  }

  private String rollback() {
    String table = any(tables());
    close();
    List<Map<String, @Nullable Object>> kept =
        Plain.rows(
            new FozConsole(lake.folder(), clock).foz("history", table, "--json").orFail().out());
    List<String> words = new ArrayList<>(List.of(table, "--yes"));
    Map<String, @Nullable Object> to = any(kept);
    boolean named = random.nextBoolean();
    if (named) {
      words.addAll(List.of("--to", String.valueOf(to.get("version"))));
    }
    FozConsole.Ended ended =
        new FozConsole(lake.folder(), clock).foz("rollback", words.toArray(String[]::new));
    if (ended.exit() != 0) {
      assertThat(ended.err()).contains("Cannot roll back");
      return "refused: rollback " + words;
    }
    List<String> rows = rowsOf(table);
    if (named) {
      assertThat(String.valueOf(rows.size())).as("rows of then").isEqualTo("" + to.get("rows"));
    }
    paused.put(table, rows);
    return "rollback " + words;
  }

  private String resume() {
    close();
    List<String> tables = List.copyOf(paused.keySet());
    for (String table : tables) {
      new FozConsole(lake.folder(), clock).foz("resume", table).orFail();
    }
    paused.clear();
    return "resume " + tables;
  }

  /** Brings all up to date; where a table is paused, others may lack what they read. */
  private void run() {
    RunSummary summary = execute(withoutLoads());
    if (paused.isEmpty() && needsRebuild(summary)) {
      close();
      new FozConsole(lake.folder(), clock).foz("rebuild", LOG).orFail();
      trail.add("  rebuild " + LOG);
      summary = execute(withoutLoads());
    }
    if (paused.isEmpty()) {
      requireDone(summary);
    }
    sources.stream().filter(table -> !paused.containsKey(table.curated())).forEach(t -> t.taken());
  }

  private boolean needsRebuild(RunSummary summary) {
    List<Problem> problems = summary.problems();
    return !problems.isEmpty()
        && problems.stream().allMatch(problem -> problem.what().contains(LOG));
  }

  private List<Task> withoutLoads() {
    return LakeTasks.all(lakeNow(), lakeNow().models()).stream()
        .filter(task -> !task.kind().equals("load"))
        .toList();
  }

  private RunSummary execute(List<Task> tasks) {
    return new Runner(lakeNow().state(), new QuietRun(), 1 + random.nextInt(2)).run("test", tasks);
  }

  private static void requireDone(RunSummary summary) {
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

  private Limits limits() {
    Limits standard = Limits.standard(MEMORY);
    return standard
        .withCatalog(standard.catalog().withSnapshots(snapshots, 0, 2).withCompaction(3, 64L << 20))
        .withLoads(FeedTask.LIMITS)
        .withSlices(12);
  }

  private void check() {
    paused.forEach((table, rows) -> assertThat(rowsOf(table)).as(table).isEqualTo(rows));
    for (EverythingTable table : sources) {
      if (!paused.containsKey(table.curated())) {
        Plain.requireSame(
            table.curated(),
            rows("select * from " + table.curated() + " order by _seq"),
            table.expected(lake.folder()));
      }
    }
    if (!paused.isEmpty()) {
      return;
    }
    for (String model : models.names()) {
      if (!model.equals(LOG)) {
        assertThat(rowsOf(model))
            .as(model)
            .isEqualTo(models.expected(model, rows(models.query(model)), lake.folder()));
      }
    }
    checkIdle();
    checkVersions();
  }

  private List<String> tables() {
    List<String> tables = new ArrayList<>(models.names());
    sources.forEach(table -> tables.add(table.curated()));
    return tables;
  }

  private void checkIdle() {
    String commits = "select max(commit) as n from system.commits";
    List<Map<String, @Nullable Object>> before = rows(commits);
    requireDone(execute(withoutLoads()));
    assertThat(rows(commits)).as("commits of an idle run").isEqualTo(before);
  }

  /** No version that is kept of any table has a value that a mask hides now. */
  private void checkVersions() {
    try (IcebergTables iceberg = new IcebergTables(lake.storage())) {
      for (String name : tables()) {
        List<String> hidden = models.hidden(name);
        Table table =
            iceberg.table(
                name.substring(0, name.indexOf('.')), name.substring(name.indexOf('.') + 1));
        for (Snapshot snapshot : table.snapshots()) {
          if (!searched.add(snapshot.snapshotId() + " " + hidden)) {
            continue;
          }
          for (String text : texts(table, snapshot)) {
            assertThat(hidden)
                .as(name + ", version " + snapshot.sequenceNumber() + " shows " + text)
                .noneMatch(text::startsWith);
          }
        }
      }
    }
  }

  private static Set<String> texts(Table table, Snapshot snapshot) {
    Set<String> texts = new LinkedHashSet<>();
    try (CloseableIterable<Record> records =
        IcebergGenerics.read(table).useSnapshot(snapshot.snapshotId()).build()) {
      for (Record record : records) {
        for (int i = 0; i < record.size(); i++) {
          if (record.get(i) instanceof String text) {
            texts.add(text);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  private List<String> rowsOf(String table) {
    return rows("select * from " + table).stream()
        .map(row -> new TreeMap<>(Plain.without(row, "_run", "_ingested_at")).toString())
        .sorted()
        .toList();
  }

  private List<Map<String, @Nullable Object>> rows(String sql) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    try (RunningQuery query = lakeNow().queries().start(sql, Progress.NONE)) {
      while (query.result().next()) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < query.result().columns().size(); i++) {
          row.put(query.result().columns().get(i).name(), query.result().value(i));
        }
        rows.add(EverythingTable.plain(row));
      }
    }
    return rows;
  }
}
