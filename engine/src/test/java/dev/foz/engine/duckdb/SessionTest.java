package dev.foz.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.Type;
import dev.foz.engine.EngineSession;
import dev.foz.engine.QueryResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SessionTest {
  private static final String ENDLESS =
      "select count(*) from range(1000000000000) r(i) where hash(i) = 1";

  private Lab lab;

  @BeforeEach
  void open(@TempDir Path folder) {
    lab = new Lab(folder);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void thePresentCanBePinned() {
    try (EngineSession session = lab.engine.open()) {
      session.pinNow(Instant.parse("2001-02-03T04:05:06.5Z"));
      session.bindView(
          new dev.foz.base.TableName(dev.foz.base.Layer.REFINED, "v"), "select now() as n");
      String sql =
          "select now() = current_timestamp and now() = get_current_timestamp()"
              + " and transaction_timestamp() = n and today() = current_date"
              + " and localtimestamp = current_localtimestamp() and current_time = get_current_time()"
              + " and localtime = current_localtime() and age(timestamp '2001-02-01') = interval 2 days"
              + " and age(timestamp '2001-02-03', timestamp '2001-02-01') = interval 2 days as same,"
              + " epoch_us(now()) as us, cast(today() as varchar) as d from refined.v";
      try (QueryResult rows = session.query(sql, Progress.NONE)) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.value(0)).isEqualTo(true);
        assertThat(rows.value(1)).isEqualTo(981173106500000L);
        assertThat(rows.value(2)).isEqualTo("2001-02-03");
      }
      session.pinNow(Instant.parse("2001-02-04T04:05:06Z"));
      try (QueryResult rows = session.query("select day(now())", Progress.NONE)) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.value(0)).isEqualTo(4L);
      }
    }
  }

  private static FozException failure(EngineSession session, String sql, Progress progress) {
    try (QueryResult result = session.query(sql, progress)) {
      while (result.next()) {
        result.value(0);
      }
      throw new AssertionError("it did not fail: " + sql);
    } catch (FozException e) {
      return e;
    }
  }

  @Test
  void resultsStreamWithoutBeingHeldInMemory() {
    try (EngineSession session = lab.engine.open();
        QueryResult result =
            session.query(
                "select range, repeat('x', 100) from range(100000000000)", Progress.NONE)) {
      for (long i = 0; i < 100_000; i++) {
        assertThat(result.next()).isTrue();
      }
    }
  }

  @Test
  @Tag("provokes-C105")
  void aRunningQueryIsCancelledFromAnotherThread() throws Exception {
    try (EngineSession session = lab.engine.open();
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<FozException> failed = threads.submit(() -> failure(session, ENDLESS, Progress.NONE));
      Awaitility.await()
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                session.cancel();
                return failed.isDone();
              });

      assertThat(failed.get())
          .hasMessage(
              """
              error[C105]: The query was cancelled""");
      assertThat(Lab.ask(session, "select 1")).containsExactly("1");
    }
  }

  @Test
  void workThatShallStopStopsItsStatement() {
    Instant end = Instant.now().plusMillis(300);
    Progress stopping =
        new Recorder() {
          @Override
          public void checkCancelled() {
            if (Instant.now().isAfter(end)) {
              throw Problem.of(Code.CANCELLED, "Stopped by the test").toException();
            }
          }
        };
    try (EngineSession session = lab.engine.open()) {
      assertThat(failure(session, ENDLESS, stopping))
          .hasMessage("error[C105]: Stopped by the test");
      assertThatThrownBy(() -> session.materialize("t", ENDLESS, stopping))
          .hasMessage("error[C105]: Stopped by the test");
      assertThat(Lab.ask(session, "select 1")).containsExactly("1");
    }
  }

  @Test
  void rowsOfJavaThatWaitDoNotHoldACancelledQuery() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (EngineSession session = lab.engine.open();
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      session.bindRows(
          "system", "slow", List.of(Field.of("a", Type.Primitive.LONG)), sink -> never.await());
      Future<FozException> failed =
          threads.submit(() -> failure(session, "from system.slow", Progress.NONE));
      Awaitility.await()
          .until(
              () -> {
                session.cancel();
                return failed.isDone();
              });

      assertThat(failed.get().problem().code()).isEqualTo(Code.CANCELLED);
    }
    never.countDown();
  }

  @Test
  void rowsOfJavaStreamAndTheirSupplierEndsWithTheQuery() {
    AtomicLong supplied = new AtomicLong();
    AtomicBoolean ended = new AtomicBoolean();
    try (EngineSession session = lab.engine.open()) {
      session.bindRows(
          "system",
          "endless",
          List.of(Field.of("a", Type.Primitive.LONG), Field.of("at", Type.Primitive.TIMESTAMPTZ)),
          sink -> {
            try {
              while (true) {
                sink.row(new Object[] {supplied.incrementAndGet(), Instant.EPOCH});
              }
            } finally {
              ended.set(true);
            }
          });

      assertThat(Lab.ask(session, "select a, system.endless.at from system.endless limit 2"))
          .containsExactly("1|1970-01-01T00:00Z", "2|1970-01-01T00:00Z");
      assertThat(failure(session, "select nope from system.endless", Progress.NONE).problem())
          .asString()
          .contains("query:1:8")
          .doesNotContain(SystemSchema.STAND_IN);
      Awaitility.await().untilTrue(ended);
      assertThat(supplied.get()).isLessThan(100_000);
    }
  }

  @Test
  void sortingMoreThanFitsSpillsAndLeavesNothingBehind(@TempDir Path folder) throws Exception {
    try (Lab small = new Lab(folder, 64L << 20)) {
      try (EngineSession session = small.engine.open()) {
        session.materialize(
            "big",
            "select range as i, md5(range::varchar) as m from range(2000000)",
            Progress.NONE);
        assertThat(Lab.ask(session, "select count(*), min(i) from (from big order by m, i)"))
            .containsExactly("2000000|0");
      }
      try (Stream<Path> left = Files.walk(small.folder.resolve("tmp"))) {
        assertThat(left.filter(Files::isRegularFile)).isEmpty();
      }
    }
  }

  @Test
  @Tag("provokes-E704")
  void whatCannotSpillFailsWithTheRemedyAndTheSessionGoesOn(@TempDir Path folder) {
    try (Lab small = new Lab(folder, 64L << 20);
        EngineSession session = small.engine.open()) {
      FozException failure =
          failure(
              session, "select len(list(md5(range::varchar))) from range(9000000)", Progress.NONE);

      assertThat(failure)
          .hasMessageMatching(
              Pattern.quote(
                      """
                      error[E704]: Cannot run the query: it needs more memory
                        why: WHY
                        try: give more with `--memory`, or let the query group or sort fewer rows at once""")
                  .replace("WHY", "\\E[^\n]+\\Q"));
      assertThat(Lab.ask(session, "select 1")).containsExactly("1");
    }
  }

  @Test
  void sessionsShareNothingButTheBudget() throws Exception {
    List<EngineSession> sessions = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        sessions.add(lab.engine.open());
      }
      assertThatThrownBy(lab.engine::open)
          .hasMessageStartingWith("error[E704]: Cannot open a query session: 8 are open already");
      List<Callable<List<String>>> asks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int mine = i;
        EngineSession session = sessions.get(i);
        asks.add(
            () -> {
              session.materialize("t", "select " + mine + " as who", Progress.NONE);
              return Lab.ask(session, "select who, current_setting('memory_limit') from t");
            });
      }
      List<Future<List<String>>> answers = threads.invokeAll(asks);
      for (int i = 0; i < 8; i++) {
        assertThat(answers.get(i).get()).containsExactly(i + "|32.0 MiB");
      }
      sessions.subList(1, 8).forEach(EngineSession::close);
      assertThat(Lab.ask(sessions.getFirst(), "select current_setting('memory_limit')"))
          .containsExactly("256.0 MiB");
    }
  }

  @Test
  void filesOutsideOfTheFoldersCannotBeOpenedEvenByOwnSql() {
    try (EngineSession session = lab.engine.open()) {
      assertThatThrownBy(() -> Lab.ask(session, "select * from read_text('/etc/hostname')"))
          .isInstanceOf(FozException.class)
          .hasMessageContaining("Cannot access file \"/etc/hostname\"");
      assertThatThrownBy(() -> Lab.ask(session, "set enable_external_access = true"))
          .isInstanceOf(FozException.class);
    }
  }

  @Test
  void progressTellsTheBytesThatAreRead() {
    List<Field> fields = List.of(new Field(1, "id", Type.Primitive.LONG));
    Recorder recorder = new Recorder();
    try (EngineSession session = lab.engine.open()) {
      var file = lab.write(session, fields, "select range as id from range(1000000)").getFirst();
      session.bind(Lab.curated("t"), Lab.input(fields, List.of(Lab.scan(file))));
      session.materialize("copy", "from curated.t", recorder);

      assertThat(recorder.expected).isEqualTo(file.bytes());
      assertThat(recorder.bytes).hasValue(file.bytes());
    }
  }

  @Test
  void timesFollowTheZoneOfTheLake() {
    try (EngineSession session = lab.engine.open()) {
      assertThat(Lab.ask(session, "select (timestamptz '2026-01-01 02:00:00Z')::date"))
          .containsExactly("2025-12-31");
    }
  }

  private static class Recorder implements Progress {
    final AtomicLong bytes = new AtomicLong();
    volatile long expected;

    @Override
    public void advance(long records, long more) {
      bytes.addAndGet(more);
    }

    @Override
    public void expect(long all) {
      expected = all;
    }

    @Override
    public void phase(String what) {}

    @Override
    public void checkCancelled() {}
  }
}
