package dev.foz.state;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs and their steps. */
final class Runs {
  private static final long RUNS_WITH_SKIPPED = 100;
  private static final String DIED = "the process died";

  private static final String NEXT_RUN =
      "UPDATE foz_counters SET value = value + 1 WHERE name = 'run'";
  private static final String READ_RUN = "SELECT value FROM foz_counters WHERE name = 'run'";
  private static final String NEXT_STEP =
      "UPDATE foz_counters SET value = value + 1 WHERE name = 'step'";
  private static final String READ_STEP = "SELECT value FROM foz_counters WHERE name = 'step'";
  private static final String INSERT_RUN =
      """
      INSERT INTO foz_runs (run, command, state, started_at, process, node, boot_id, pid,
        process_started)
      VALUES (?, ?, 'RUNNING', ?, ?, ?, ?, ?, ?)""";
  private static final String START_OF = "SELECT started_at FROM foz_runs WHERE run = ?";
  private static final String FINISH_RUN =
      """
      UPDATE foz_runs SET state = ?, ended_at = ?, elapsed = ?, error = ?
      WHERE run = ? AND state = 'RUNNING'""";
  private static final String FINISH_STEPS =
      """
      UPDATE foz_steps SET state = ?, ended_at = ?, error = ? WHERE run = ? AND state = 'RUNNING'""";
  private static final String INSERT_STEP =
      """
      INSERT INTO foz_steps (step, run, subject, kind, state, started_at, records_read,
        records_written, bytes_read, bytes_written)
      VALUES (?, ?, ?, ?, 'RUNNING', ?, 0, 0, 0, 0)""";
  private static final String UPDATE_STEP =
      """
      UPDATE foz_steps SET records_read = ?, records_written = ?, bytes_read = ?, bytes_written = ?
      WHERE step = ? AND state = 'RUNNING'""";
  private static final String FINISH_STEP =
      """
      UPDATE foz_steps SET records_read = ?, records_written = ?, bytes_read = ?,
        bytes_written = ?, state = ?, ended_at = ?, elapsed = ?, note = ?, error = ?
      WHERE step = ? AND state = 'RUNNING'""";
  private static final String ADD_STEPS =
      "UPDATE foz_counters SET value = value + ? WHERE name = 'step'";
  private static final String INSERT_SKIPPED =
      """
      INSERT INTO foz_steps (step, run, subject, kind, state, started_at, ended_at, elapsed,
        records_read, records_written, bytes_read, bytes_written, note)
      VALUES (?, ?, ?, ?, 'SKIPPED', ?, ?, 0, 0, 0, 0, 0, ?)""";
  private static final String FORGET_SKIPPED =
      """
      DELETE FROM foz_steps WHERE run = ? AND state = 'SKIPPED' AND EXISTS (
        SELECT 1 FROM foz_steps l WHERE l.subject = foz_steps.subject AND l.step > foz_steps.step)""";
  private static final String LAST_STEPS =
      """
      SELECT run, subject, kind, state, started_at, records_read, records_written, bytes_read,
        bytes_written, note, error
      FROM foz_steps WHERE step IN (
        SELECT MAX(step) FROM foz_steps WHERE state IN (%s) GROUP BY subject)""";
  static final String RUNNING =
      """
      SELECT run, node, boot_id, pid, process_started FROM foz_runs
      WHERE state = 'RUNNING' ORDER BY run""";

  private final Database database;
  private final StateOptions options;
  private final Ticker ticker;
  private final Map<Long, Long> runStarts = new ConcurrentHashMap<>();
  private final Map<Long, Long> stepStarts = new ConcurrentHashMap<>();

  Runs(Database database, StateOptions options, Ticker ticker) {
    this.database = database;
    this.options = options;
    this.ticker = ticker;
  }

  long startRun(String command) {
    ProcessIdentity me = options.process();
    long run =
        database.write(
            "start a run",
            session -> {
              session.update(NEXT_RUN);
              long number = session.one(READ_RUN, row -> row.number(1)).orElseThrow();
              session.update(
                  INSERT_RUN,
                  number,
                  command,
                  now(),
                  me.describe(),
                  me.node(),
                  me.bootId(),
                  me.pid(),
                  me.startedAtMillis());
              return number;
            });
    runStarts.put(run, ticker.nanos());
    return run;
  }

  void finishRun(long run, RunState state, Optional<String> error) {
    requireFinal(state);
    @Nullable Long elapsed = elapsedMicros(runStarts.remove(run));
    database.write("end run " + run, session -> finish(session, run, state, error, elapsed));
  }

  Instant startOf(long run) {
    return database
        .read(
            "read the start of run " + run,
            session -> session.one(START_OF, row -> row.time(1), run))
        .orElseThrow(() -> new IllegalArgumentException("no run " + run));
  }

  long startStep(long run, String subject, String kind) {
    long step =
        database.write(
            "start a step",
            session -> {
              session.update(NEXT_STEP);
              long number = session.one(READ_STEP, row -> row.number(1)).orElseThrow();
              session.update(INSERT_STEP, number, run, subject, kind, now());
              return number;
            });
    stepStarts.put(step, ticker.nanos());
    return step;
  }

  void updateStep(long step, StepCounts counts) {
    database.write(
        "write the counts of step " + step,
        session ->
            session.update(
                UPDATE_STEP,
                counts.recordsRead(),
                counts.recordsWritten(),
                counts.bytesRead(),
                counts.bytesWritten(),
                step));
  }

  void finishStep(long step, StepEnd end) {
    @Nullable Long elapsed = elapsedMicros(stepStarts.remove(step));
    StepCounts counts = end.counts();
    database.write(
        "end step " + step,
        session ->
            session.update(
                FINISH_STEP,
                counts.recordsRead(),
                counts.recordsWritten(),
                counts.bytesRead(),
                counts.bytesWritten(),
                end.state().name(),
                now(),
                elapsed,
                end.note().isEmpty() ? null : end.note(),
                end.error().orElse(null),
                step));
  }

  void skipSteps(long run, Collection<SkippedStep> steps) {
    if (steps.isEmpty()) {
      return;
    }
    database.write(
        "write the steps of run " + run,
        session -> {
          long now = now();
          long number = session.one(READ_STEP, row -> row.number(1)).orElseThrow();
          session.update(ADD_STEPS, (long) steps.size());
          for (SkippedStep step : steps) {
            number++;
            session.update(
                INSERT_SKIPPED, number, run, step.subject(), step.kind(), now, now, step.note());
          }
          return steps.size();
        });
  }

  Map<String, LastStep> lastSteps(Set<RunState> states) {
    String names =
        states.stream().map(state -> "'" + state + "'").sorted().collect(Collectors.joining(", "));
    return database.read(
        "read the last steps",
        session -> {
          Map<String, LastStep> last = new HashMap<>();
          session.each(
              LAST_STEPS.formatted(names),
              row -> {
                LastStep step = lastStep(row);
                last.put(step.subject(), step);
              });
          return last;
        });
  }

  private static LastStep lastStep(Row row) throws SQLException {
    return new LastStep(
        row.number(1),
        row.text(2),
        row.text(3),
        RunState.valueOf(row.text(4)),
        row.time(5),
        new StepCounts(row.number(6), row.number(7), row.number(8), row.number(9)),
        row.findText(10).orElse(""),
        row.findText(11));
  }

  List<Long> closeDeadRuns(LongConsumer cleanUp) {
    List<Running> dead =
        database.read("look for dead runs", session -> session.list(RUNNING, Running::of)).stream()
            .filter(run -> run.process.liveness(options.process()) == Liveness.DEAD)
            .toList();
    dead.forEach(run -> cleanUp.accept(run.run));
    return dead.isEmpty()
        ? List.of()
        : database.write("close dead runs", session -> close(session, dead));
  }

  private List<Long> close(Session session, List<Running> dead) throws SQLException {
    List<Long> closed = new ArrayList<>();
    for (Running run : dead) {
      if (finish(session, run.run, RunState.FAILED, Optional.of(DIED), null)) {
        closed.add(run.run);
      }
    }
    return closed;
  }

  private boolean finish(
      Session session, long run, RunState state, Optional<String> error, @Nullable Long elapsed)
      throws SQLException {
    long now = now();
    session.update(FINISH_STEPS, state.name(), now, error.orElse(null), run);
    session.update(FORGET_SKIPPED, run - RUNS_WITH_SKIPPED);
    return session.update(FINISH_RUN, state.name(), now, elapsed, error.orElse(null), run) == 1;
  }

  private long now() {
    return Row.toMicros(options.clock().instant());
  }

  private @Nullable Long elapsedMicros(@Nullable Long startNanos) {
    return startNanos == null ? null : Long.valueOf((ticker.nanos() - startNanos) / 1000);
  }

  private static void requireFinal(RunState state) {
    if (!state.isFinal()) {
      throw new IllegalArgumentException("not a state to end with: " + state);
    }
  }

  private record Running(long run, ProcessIdentity process) {
    static Running of(Row row) throws SQLException {
      return new Running(
          row.number(1),
          new ProcessIdentity(row.text(2), row.text(3), row.number(4), row.number(5)));
    }
  }
}
