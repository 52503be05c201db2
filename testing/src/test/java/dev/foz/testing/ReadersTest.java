package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.app.lake.LakeTasks;
import dev.foz.app.lake.Limits;
import dev.foz.app.lake.Memory;
import dev.foz.app.lake.OpenLake;
import dev.foz.app.progress.PlainRunPrinter;
import dev.foz.app.text.Console;
import dev.foz.base.Progress;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.LakeReader;
import dev.foz.control.RunSummary;
import dev.foz.control.Runner;
import dev.foz.serve.QueryService;
import dev.foz.serve.RunningQuery;
import dev.foz.state.RunState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise 4: readers see whole commits only. Money goes from account to account, so that every sum
 * that a reader sees is zero; any other is a state between two commits.
 */
@Tag("slow")
class ReadersTest {
  private static final int ROUNDS = Integer.getInteger("foz.rounds", 36);
  private static final int TRANSFERS = 3;
  private static final int ACCOUNTS = 40;
  private static final int READERS = 3;
  private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(10);

  /** Each must answer with zeros only, at every moment after the first round. */
  private static final List<String> INVARIANTS =
      List.of(
          "select sum(saldo), count(*) - " + ACCOUNTS + " from curated.banco_contas",
          "select sum(saldo), count(*) - " + ACCOUNTS + " from curated.banco_contas where id >= 0",
          """
          select (select sum(data.v) from raw.banco_debitos) + (select sum(data.v) from raw.banco_creditos),
                 (select count(*) from raw.banco_debitos) - (select count(*) from raw.banco_creditos)
          """,
          """
          with r as (select _seq from raw.banco_debitos union all select _seq from raw.banco_creditos
                     union all select _seq from raw.banco_contas)
          select count(*) - max(_seq), count(distinct _seq) - max(_seq) from r
          """,
          "select total from refined.soma",
          "select total from refined.agora",
          "select count(*) - count(distinct path) from system.files where consumer is null");

  @TempDir private Path folder;

  private final long seed = Seeds.seed("ReadersTest");
  private final Random random = new Random(seed);
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2021-01-01T00:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final BigDecimal[] balances = new BigDecimal[ACCOUNTS];
  private final AtomicLong answers = new AtomicLong();
  private ScratchLake lake = ScratchLake.create(Path.of("target", "none"));

  @Test
  void everyReaderSeesWholeCommitsDuringLoadsMergesRebuildsAndMaintenance() throws Exception {
    lake = ScratchLake.create(folder.resolve("lake"));
    writeLake();
    Lake read = LakeReader.read(lake.folder(), Map.of()).orThrow();
    AtomicBoolean over = new AtomicBoolean();
    try (OpenLake writer = open(read);
        OpenLake reader = open(read);
        ExecutorService threads = Executors.newFixedThreadPool(READERS)) {
      run(writer);
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        int first = i;
        readers.add(threads.submit(() -> readUntil(over, sharing(first, writer, reader), first)));
      }
      try {
        for (int round = 1; round < ROUNDS && readers.stream().noneMatch(Future::isDone); round++) {
          now.updateAndGet(instant -> instant.plus(BETWEEN_ROUNDS));
          transfer(round);
          run(writer);
        }
      } finally {
        over.set(true);
      }
      for (Future<?> one : readers) {
        finish(one);
      }
      checkMaintenance(writer);
    }
    System.out.println("ReadersTest: " + answers + " answers");
    assertThat(answers.get()).isGreaterThan(ROUNDS);
  }

  /** The first reader shares the writer's caches, the others have their own. */
  private static OpenLake sharing(int reader, OpenLake writer, OpenLake other) {
    return reader == 0 ? writer : other;
  }

  private static void finish(Future<?> reader) throws Exception {
    try {
      reader.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError broken) {
        throw broken;
      }
      throw e;
    }
  }

  private OpenLake open(Lake read) {
    Memory memory = new Memory(256L << 20);
    Limits standard = Limits.standard(memory);
    Limits often =
        standard.withCatalog(
            standard.catalog().withSnapshots(3, 0, 2).withCompaction(4, 64L << 20));
    return OpenLake.open(read, memory, clock, often);
  }

  private void writeLake() {
    lake.source(
        "banco",
        """
        contas: { path: "entrada/contas-*.json", primary_key: id }
        debitos: { path: "entrada/debitos-*.json" }
        creditos: { path: "entrada/creditos-*.json" }
        """);
    lake.model("refined.soma", "select sum(saldo) as total from curated.banco_contas");
    lake.model(
        "refined.agora",
        "/* ---\nmaterialized: view\n--- */\nselect sum(saldo) as total from curated.banco_contas");
    StringBuilder accounts = new StringBuilder();
    for (int id = 0; id < ACCOUNTS; id++) {
      balances[id] = BigDecimal.ZERO;
      accounts.append(account(id));
    }
    lake.write("entrada/contas-0000.json", accounts.toString());
    lake.write("entrada/debitos-0000.json", "{\"v\": -1}\n");
    lake.write("entrada/creditos-0000.json", "{\"v\": 1}\n");
  }

  private String account(int id) {
    return "{\"id\": " + id + ", \"saldo\": " + balances[id] + "}\n";
  }

  /** Some transfers; from the middle on with cents, which makes the curated tables anew. */
  private void transfer(int round) {
    for (int i = 0; i < TRANSFERS; i++) {
      int from = random.nextInt(ACCOUNTS);
      int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
      long cents = 100L * (1 + random.nextInt(1000)) + (round < ROUNDS / 2 ? 0 : 50);
      BigDecimal amount = BigDecimal.valueOf(cents, 2);
      amount = round < ROUNDS / 2 ? amount.setScale(0) : amount;
      balances[from] = balances[from].subtract(amount);
      balances[to] = balances[to].add(amount);
      String name = "-%04d-%d.json".formatted(round, i);
      lake.write("entrada/contas" + name, account(from) + account(to));
      lake.write("entrada/debitos" + name, "{\"v\": -" + amount + "}\n");
      lake.write("entrada/creditos" + name, "{\"v\": " + amount + "}\n");
    }
  }

  private void run(OpenLake open) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream text = new PrintStream(told, true, StandardCharsets.UTF_8);
    Console console = new Console(text, text, false, false, 200);
    RunSummary summary =
        new Runner(open.state(), new PlainRunPrinter(console), 1)
            .run("run", LakeTasks.all(open, open.models()));
    assertThat(summary.state())
        .as(told.toString(StandardCharsets.UTF_8))
        .isEqualTo(RunState.COMPLETED);
  }

  private void readUntil(AtomicBoolean over, OpenLake open, int first) {
    QueryService queries = open.queries();
    for (int i = first; !over.get(); i++) {
      String sql = INVARIANTS.get(i % INVARIANTS.size());
      for (Object value : firstRow(queries, sql)) {
        assertThat(new BigDecimal(String.valueOf(value))).as(sql).isZero();
      }
      answers.incrementAndGet();
    }
  }

  private static List<Object> firstRow(QueryService queries, String sql) {
    try (RunningQuery query = queries.start(sql, Progress.NONE)) {
      assertThat(query.result().next()).as(sql).isTrue();
      List<Object> row = new ArrayList<>();
      for (int i = 0; i < query.result().columns().size(); i++) {
        row.add(String.valueOf(query.result().value(i)));
      }
      return row;
    }
  }

  /** Without these the readers would have proved little. */
  private static void checkMaintenance(OpenLake open) {
    QueryService queries = open.queries();
    assertThat(
            firstRow(queries, "select count(*) > 5 from system.commits where kind = 'MAINTENANCE'"))
        .as("maintenance took place")
        .containsExactly("true");
    assertThat(firstRow(queries, "select count(*) > 0 from system.commits where kind = 'REBUILD'"))
        .as("a rebuild took place")
        .containsExactly("true");
  }
}
