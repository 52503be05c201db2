package dev.foz.control;

import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.state.RunState;
import dev.foz.state.StateStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Executes the tasks of one run in the order that they ask for, independent ones in parallel, and
 * records run and steps in the state database. A task that finds too little memory while others run
 * beside it is run again alone. One run at a time.
 */
public final class Runner {
  private final StateStore state;
  private final RunListener listener;
  private final int parallelism;
  private volatile boolean cancelled;

  /**
   * @param parallelism tasks at once, at least 1
   */
  public Runner(StateStore state, RunListener listener, int parallelism) {
    this.state = state;
    this.listener = new OneAtATime(listener);
    this.parallelism = parallelism;
  }

  /** Asks the run to stop where nothing is half written; returns at once. */
  public void cancel() {
    cancelled = true;
  }

  /**
   * Runs all tasks. Those that depend on a failed one are skipped, where it asks for that; the
   * others are run.
   *
   * @param command what was typed, for the record
   */
  public RunSummary run(String command, List<Task> tasks) {
    long started = System.nanoTime();
    long run = state.startRun(command);
    listener.runStarted(run, tasks);
    List<RunSummary.Step> steps;
    try {
      steps = execute(run, tasks);
    } catch (RuntimeException | Error e) {
      recordFailure(run, e);
      throw e;
    }
    RunSummary summary = summarize(run, steps, Duration.ofNanos(System.nanoTime() - started));
    state.finishRun(run, summary.state(), Worker.firstLine(summary.problems()));
    listener.runEnded(summary);
    return summary;
  }

  private List<RunSummary.Step> execute(long run, List<Task> tasks) {
    Worker worker = new Worker(state, listener, () -> cancelled, run, new Dependants(tasks));
    try (ExecutorService threads =
        Executors.newFixedThreadPool(parallelism, Thread.ofPlatform().name("task-", 1).factory())) {
      Execution execution = new Execution(worker, tasks, threads, parallelism);
      List<RunSummary.Step> steps = execution.toEnd();
      state.skipSteps(run, execution.skipped());
      return steps;
    }
  }

  /** Where not even that can be recorded, the next start finds the run and ends it. */
  private void recordFailure(long run, Throwable failure) {
    try {
      state.finishRun(run, RunState.FAILED, Optional.of(String.valueOf(failure.getMessage())));
    } catch (FozException e) {
      failure.addSuppressed(e);
    }
  }

  private static RunSummary summarize(long run, List<RunSummary.Step> steps, Duration elapsed) {
    List<Problem> problems = steps.stream().flatMap(s -> s.end().problems().stream()).toList();
    Set<RunState> ends = steps.stream().map(s -> s.end().state()).collect(Collectors.toSet());
    RunState end =
        ends.contains(RunState.FAILED)
            ? RunState.FAILED
            : ends.contains(RunState.CANCELLED) ? RunState.CANCELLED : RunState.COMPLETED;
    return new RunSummary(run, end, elapsed, steps, problems);
  }
}
