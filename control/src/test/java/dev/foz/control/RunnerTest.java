package dev.foz.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import dev.foz.control.RunSummary.Step;
import dev.foz.state.RunState;
import dev.foz.state.StateOptions;
import dev.foz.state.StateStore;
import dev.foz.state.StepCounts;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTest {
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private StateStore state;

  @BeforeEach
  void open(@TempDir Path folder) {
    state = StateStore.open(folder.resolve("state.db"), StateOptions.standard(Clock.systemUTC()));
  }

  @AfterEach
  void close() {
    state.close();
  }

  @Test
  void runsTasksInTheirOrderAndRecordsThem() {
    RunSummary summary =
        runner(2)
            .run(
                "run",
                List.of(task("c", Set.of("b")), task("b", Set.of("a")), task("a", Set.of())));

    assertThat(summary.state()).isEqualTo(RunState.COMPLETED);
    assertThat(summary.steps()).extracting(Step::subject).containsExactly("a", "b", "c");
    assertThat(steps()).containsExactly("a COMPLETED 7", "b COMPLETED 7", "c COMPLETED 7");
    assertThat(runs()).containsExactly("run COMPLETED null");
  }

  @Test
  void whatDependsOnAFailedTaskIsSkippedAndTheRestRuns() {
    Task failing =
        new Given("a", Set.of(), c -> fail(Problem.of(Code.MODEL_FAILED, "no such column")));
    RunSummary summary =
        runner(1)
            .run(
                "run",
                List.of(
                    failing,
                    task("b", Set.of("a")),
                    task("c", Set.of("b", "d")),
                    task("d", Set.of()),
                    task("e", Set.of("d"))));

    assertThat(summary.state()).isEqualTo(RunState.FAILED);
    assertThat(summary.problems()).extracting(Problem::what).containsExactly("no such column");
    assertThat(summary.problems().getFirst().affected())
        .contains("a stays as it was, and so do b and c");
    assertThat(steps())
        .containsExactlyInAnyOrder(
            "a FAILED 0", "b SKIPPED 0", "c SKIPPED 0", "d COMPLETED 7", "e COMPLETED 7");
    assertThat(rows("steps", "subject", "note"))
        .contains("b a failed; stays at its last version", "c a failed; stays at its last version");
    assertThat(runs()).containsExactly("run FAILED [E802] no such column");
  }

  @Test
  void whatDependsOnATaskThatIsRightAsFarAsItCameRuns() {
    Task failing =
        new Given("a", Set.of(), c -> fail(Problem.of(Code.SOURCE_UNREACHABLE, "no answer"))) {
          @Override
          public OnFailure onFailure() {
            return OnFailure.GO_ON;
          }
        };
    RunSummary summary = runner(1).run("run", List.of(failing, task("b", Set.of("a"))));

    assertThat(summary.state()).isEqualTo(RunState.FAILED);
    assertThat(steps()).containsExactly("a FAILED 0", "b COMPLETED 7");
    assertThat(runs()).containsExactly("run FAILED [S401] no answer");
  }

  @Test
  void whatHasNothingToDoIsNotRunAndRecorded() {
    Task idle =
        new Given("a", Set.of(), c -> fail(Problem.of(Code.DEFECT, "it ran"))) {
          @Override
          public Optional<String> idle() {
            return Optional.of("up to date");
          }
        };
    RunSummary summary = runner(1).run("run", List.of(idle, task("b", Set.of("a"))));

    assertThat(summary.state()).isEqualTo(RunState.COMPLETED);
    assertThat(rows("steps", "subject", "state", "note"))
        .containsExactly("b COMPLETED null", "a SKIPPED up to date");
    assertThat(events).contains("a SKIPPED").doesNotContain("a started");
  }

  @Test
  void thoseThatShareATurnRunOneByOneAndOthersBeside() {
    CyclicBarrier together = new CyclicBarrier(2);
    AtomicInteger inTurn = new AtomicInteger();
    List<Task> tasks = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      tasks.add(
          new Given(
              name,
              Set.of(),
              c -> {
                assertThat(inTurn.incrementAndGet()).isEqualTo(1);
                meet(together);
                inTurn.decrementAndGet();
                return new TaskResult.Done(StepCounts.NONE, "");
              }) {
            @Override
            public Optional<String> turn() {
              return Optional.of("load");
            }
          });
    }
    for (String name : List.of("x", "y", "z")) {
      tasks.add(
          new Given(
              name,
              Set.of(),
              c -> {
                meet(together);
                return new TaskResult.Done(StepCounts.NONE, "");
              }));
    }
    assertThat(runner(2).run("run", tasks).state()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void whatFindsTooLittleMemoryBesideOthersRunsAgainAlone() {
    CyclicBarrier together = new CyclicBarrier(2);
    AtomicInteger working = new AtomicInteger();
    AtomicInteger attempts = new AtomicInteger();
    Task hungry =
        new Given(
            "a",
            Set.of(),
            c -> {
              if (attempts.incrementAndGet() == 1) {
                meet(together);
                return fail(Problem.of(Code.ENGINE_MEMORY, "too little"));
              }
              assertThat(working.get()).as("others at work").isZero();
              return new TaskResult.Done(StepCounts.NONE, "made");
            });
    Task other =
        new Given(
            "b",
            Set.of(),
            c -> {
              working.incrementAndGet();
              meet(together);
              LockSupport.parkNanos(20_000_000);
              working.decrementAndGet();
              return new TaskResult.Done(StepCounts.NONE, "");
            });
    RunSummary summary =
        runner(2).run("run", List.of(hungry, other, task("c", Set.of()), task("d", Set.of("a"))));

    assertThat(summary.state()).isEqualTo(RunState.COMPLETED);
    assertThat(attempts.get()).isEqualTo(2);
    assertThat(rows("steps", "subject", "state")).contains("a COMPLETED", "d COMPLETED").hasSize(4);
  }

  @Test
  void whatFindsTooLittleMemoryAloneFails() {
    Task hungry = new Given("a", Set.of(), c -> fail(Problem.of(Code.ENGINE_MEMORY, "too little")));
    RunSummary summary = runner(2).run("run", List.of(hungry, task("b", Set.of("a"))));

    assertThat(summary.problems()).extracting(Problem::what).containsExactly("too little");
    assertThat(steps()).containsExactly("a FAILED 0", "b SKIPPED 0");
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Tag("provokes-I901")
  void anUnexpectedErrorIsReportedAsADefect() {
    IllegalStateException boom = new IllegalStateException("boom");
    Task broken =
        new Given(
            "refined.vendas",
            Set.of(),
            c -> {
              throw boom;
            });
    RunSummary summary = runner(1).run("run", List.of(broken));

    assertThat(summary.problems().getFirst().render())
        .isEqualTo(
            """
            error[I901]: Cannot make refined.vendas: java.lang.IllegalStateException: boom at %s
              why: this is a defect of Foz; what was committed is safe, nothing half written is seen
              affects: refined.vendas stays as it was
              try: run it once more with --debug and send all it prints, with `foz version`"""
                .formatted(boom.getStackTrace()[0]));
  }

  @Test
  void cancelEndsTheTaskAtItsNextLookAndStartsNoOther() {
    Runner runner = runner(1);
    Task working =
        new Given(
            "a",
            Set.of(),
            context -> {
              runner.cancel();
              context.progress().checkCancelled();
              return new TaskResult.Skipped("not reached");
            });
    RunSummary summary = runner.run("run", List.of(working, task("b", Set.of("a"))));

    assertThat(summary.state()).isEqualTo(RunState.CANCELLED);
    assertThat(steps()).containsExactly("a CANCELLED 0");
    assertThat(events).contains("a CANCELLED", "b CANCELLED");
  }

  private static TaskResult fail(Problem problem) {
    throw problem.toException();
  }

  private static Task task(String subject, Set<String> after) {
    StepCounts counts = new StepCounts(7, 7, 70, 7);
    return new Given(subject, after, context -> new TaskResult.Done(counts, ""));
  }

  private Runner runner(int parallelism) {
    return new Runner(state, new Recorder(events), parallelism);
  }

  private List<String> steps() {
    return rows("steps", "subject", "state", "records_written");
  }

  private List<String> runs() {
    return rows("runs", "command", "state", "error");
  }

  private List<String> rows(String table, String... columns) {
    List<String> names =
        state.systemTables().stream()
            .filter(t -> t.name().equals(table))
            .flatMap(t -> t.columns().stream())
            .map(column -> column.name())
            .toList();
    List<String> rows = new ArrayList<>();
    state.read(
        table,
        row -> {
          List<String> picked = new ArrayList<>();
          for (String column : columns) {
            picked.add(String.valueOf(row[names.indexOf(column)]));
          }
          rows.add(String.join(" ", picked));
        });
    return rows;
  }

  private static class Given implements Task {
    private final String subject;
    private final Set<String> after;
    private final Function<TaskContext, TaskResult> work;

    Given(String subject, Set<String> after, Function<TaskContext, TaskResult> work) {
      this.subject = subject;
      this.after = after;
      this.work = work;
    }

    @Override
    public String subject() {
      return subject;
    }

    @Override
    public String kind() {
      return "load";
    }

    @Override
    public Set<String> after() {
      return after;
    }

    @Override
    public TaskResult run(TaskContext context) {
      return work.apply(context);
    }
  }

  private record Recorder(List<String> events) implements RunListener {
    @Override
    public void runStarted(long run, List<Task> tasks) {
      events.add("run started");
    }

    @Override
    public void taskStarted(Task task) {
      events.add(task.subject() + " started");
    }

    @Override
    public void taskProgressed(Task task, TaskProgress progress) {
      events.add(task.subject() + " progressed");
    }

    @Override
    public void taskEnded(Task task, TaskEnd end) {
      events.add(task.subject() + " " + end.state());
    }

    @Override
    public void runEnded(RunSummary summary) {
      events.add("run " + summary.state());
    }
  }
}
