package dev.foz.state;

import dev.foz.base.FozException;
import dev.foz.base.Progress;
import dev.foz.state.CommitOutcome.Committed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** A process of its own that loads into two tables, for tests that kill or freeze it. */
final class LoadingChild {
  private static final int COMMITS_BEFORE_DEATH = 20;

  private LoadingChild() {}

  /**
   * {@code load <database> <seed> <log>}: commits until it dies at a random point of a commit;
   * notes the last {@code _seq} of each commit that it was told to be applied. {@code hold
   * <database>}: takes the lease, says {@code held}, then answers each line with the outcome of a
   * commit.
   */
  public static void main(String[] arguments) throws IOException {
    Path database = Path.of(arguments[1]);
    if (arguments[0].equals("hold")) {
      hold(database);
    } else {
      load(database, new Random(Long.parseLong(arguments[2])), Path.of(arguments[3]));
    }
  }

  static Process start(String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            LoadingChild.class.getName());
    builder.command().addAll(List.of(arguments));
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static StateOptions options() {
    return StateOptions.standard(Clock.systemUTC())
        .withHeartbeat(Duration.ofMillis(100))
        .withFrozenAfter(Duration.ofSeconds(5));
  }

  private static void hold(Path database) throws IOException {
    try (StateStore store = StateStore.open(database, options());
        BufferedReader input =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      Lease lease = store.acquire("notas", Duration.ZERO, Progress.NONE);
      System.out.println("held");
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        CommitOutcome outcome = store.commit(Fixture.load().withLeases(List.of(lease)));
        System.out.println(outcome.getClass().getSimpleName());
      }
    }
  }

  private static void load(Path database, Random random, Path log) throws IOException {
    StateOptions options = options();
    int fatalCommit = random.nextInt(COMMITS_BEFORE_DEATH);
    CommitPoint fatalPoint = CommitPoint.values()[random.nextInt(CommitPoint.values().length)];
    int[] commits = {0};
    CommitPoint.Hook hook =
        point -> {
          if (commits[0] == fatalCommit && point == fatalPoint) {
            Runtime.getRuntime().halt(137);
          }
        };
    StateStore store =
        JdbcStateStore.open(
            new SqliteDialect(database, options), options, new Internals(Ticker.SYSTEM, hook));
    Lease lease = acquire(store);
    long run = store.startRun("load");
    store.startStep(run, "raw.notas", "load");
    while (true) {
      long lastSeq = load(store, lease, run, 1 + random.nextInt(50));
      commits[0]++;
      Files.writeString(log, lastSeq + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private static Lease acquire(StateStore store) {
    try {
      return store.acquire("notas", Duration.ofSeconds(60), Progress.NONE);
    } catch (FozException e) {
      System.err.println(e.getMessage());
      throw e;
    }
  }

  private static long load(StateStore store, Lease lease, long run, int records) {
    ReaderPosition position = store.position("notas");
    long first = position.lastSeq() + 1;
    long last = position.lastSeq() + records;
    Optional<String> before =
        position.version() == 0 ? Optional.empty() : Optional.of("m" + position.lastSeq());
    TableFacts facts = Fixture.facts(last);
    CommitRequest request =
        CommitRequest.of(UUID.randomUUID(), CommitKind.LOAD, run)
            .withLeases(List.of(lease))
            .withPointers(
                List.of(
                    new PointerMove(Fixture.NOTAS, before, Optional.of("m" + last), facts),
                    new PointerMove(Fixture.ITENS, before, Optional.of("m" + last), facts)))
            .withPosition(
                new PositionMove(
                    "notas",
                    position.version(),
                    last,
                    Map.of("part" + last, "x"),
                    Set.of("part" + position.lastSeq())))
            .withSegments(List.of("segment " + first))
            .withAdded(
                List.of(
                    new NewFile(
                        Fixture.NOTAS,
                        "file " + first,
                        FileContent.DATA,
                        records,
                        1,
                        first,
                        last,
                        OptionalLong.empty())));
    CommitOutcome outcome = store.commit(request);
    if (!(outcome instanceof Committed)) {
      throw new IllegalStateException(outcome.toString());
    }
    return last;
  }
}
