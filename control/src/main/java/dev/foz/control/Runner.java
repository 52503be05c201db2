package dev.foz.control;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.state.RunState;
import dev.foz.state.StateStore;
import dev.foz.state.StepCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Executes the tasks of one run in the order that they ask for, independent ones in parallel, and
 * records run and steps in the state database. One run at a time.
 */
public final class Runner {
  private final StateStore state;
  private final RunListener listener;
  private final int parallelism;
  private final Object listening = new Object();
  private volatile boolean cancelled;

  /**
   * @param parallelism tasks at once, at least 1
   */
  public Runner(StateStore state, RunListener listener, int parallelism) {
    this.state = state;
    this.listener = listener;
    this.parallelism = parallelism;
  }

  /** Asks the run to stop where nothing is half written; returns at once. */
  public void cancel() {
    cancelled = true;
  }

  /**
   * Runs all tasks; a failed one does not stop the others.
   *
   * @param command what was typed, for the record
   */
  public RunSummary run(String command, List<Task> tasks) {
    long started = System.nanoTime();
    long run = state.startRun(command);
    tell(() -> listener.runStarted(run, tasks));
    List<RunSummary.Step> steps;
    try {
      steps = execute(run, tasks);
    } catch (RuntimeException | Error e) {
      recordFailure(run, e);
      throw e;
    }
    RunSummary summary = summarize(run, steps, Duration.ofNanos(System.nanoTime() - started));
    state.finishRun(run, summary.state(), firstLine(summary.problems()));
    tell(() -> listener.runEnded(summary));
    return summary;
  }

  /** Where not even that can be recorded, the next start finds the run and ends it. */
  private void recordFailure(long run, Throwable failure) {
    try {
      state.finishRun(run, RunState.FAILED, Optional.of(String.valueOf(failure.getMessage())));
    } catch (FozException e) {
      failure.addSuppressed(e);
    }
  }

  private List<RunSummary.Step> execute(long run, List<Task> tasks) {
    List<RunSummary.Step> ended = new ArrayList<>();
    Set<Task> waiting = new LinkedHashSet<>(tasks);
    Set<String> open = tasks.stream().map(Task::subject).collect(Collectors.toSet());
    try (ExecutorService threads =
        Executors.newFixedThreadPool(parallelism, Thread.ofPlatform().name("task-", 1).factory())) {
      CompletionService<RunSummary.Step> working = new ExecutorCompletionService<>(threads);
      int running = 0;
      while (!open.isEmpty()) {
        for (Task task : ready(waiting, open)) {
          waiting.remove(task);
          working.submit(() -> step(run, task));
          running++;
        }
        if (running == 0) {
          throw cycle(waiting);
        }
        RunSummary.Step step = take(working);
        running--;
        ended.add(step);
        open.remove(step.subject());
      }
    }
    return ended;
  }

  private static List<Task> ready(Set<Task> waiting, Set<String> open) {
    return waiting.stream()
        .filter(task -> task.after().stream().noneMatch(open::contains))
        .toList();
  }

  private static FozException cycle(Set<Task> waiting) {
    Set<String> subjects = new HashSet<>();
    waiting.forEach(task -> subjects.add(task.subject()));
    return Problem.of(Code.MODEL_CYCLE, "Cannot order " + subjects + ": each waits for another")
        .toException();
  }

  private static RunSummary.Step take(CompletionService<RunSummary.Step> working) {
    try {
      return working.take().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.CANCELLED, "the run was interrupted").toException(e);
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof FozException known) {
        throw known;
      }
      throw Problem.of(Code.DEFECT, "a step could not be recorded")
          .because(String.valueOf(e.getMessage()))
          .toException(e);
    }
  }

  private RunSummary.Step step(long run, Task task) {
    if (cancelled) {
      RunListener.TaskEnd end =
          new RunListener.TaskEnd(
              RunState.CANCELLED, TaskResult.NOTHING, Duration.ZERO, "not started", List.of());
      return ended(task, end);
    }
    long step = state.startStep(run, task.subject(), task.kind());
    tell(() -> listener.taskStarted(task));
    TrackedProgress progress =
        new TrackedProgress(
            () -> cancelled, picture -> tell(() -> listener.taskProgressed(task, picture)));
    try {
      TaskResult result = task.run(new TaskContext(run, progress));
      return ended(task, record(step, result, progress));
    } catch (FozException e) {
      return failed(step, task, e.problems(), progress);
    } catch (RuntimeException | Error e) {
      return failed(step, task, List.of(Defects.problem(task.subject(), e)), progress);
    }
  }

  private RunListener.TaskEnd record(long step, TaskResult result, TrackedProgress progress) {
    RunListener.TaskEnd end =
        switch (result) {
          case TaskResult.Done done ->
              end(RunState.COMPLETED, done.counts(), progress, done.note(), List.of());
          case TaskResult.Skipped skipped ->
              end(RunState.SKIPPED, TaskResult.NOTHING, progress, skipped.reason(), List.of());
          case TaskResult.Partial partial ->
              end(RunState.FAILED, partial.counts(), progress, partial.note(), partial.problems());
        };
    state.finishStep(step, end.state(), end.counts(), firstLine(end.problems()));
    return end;
  }

  private RunSummary.Step failed(
      long step, Task task, List<Problem> problems, TrackedProgress progress) {
    boolean stopped = problems.getFirst().code() == Code.CANCELLED;
    RunState state = stopped ? RunState.CANCELLED : RunState.FAILED;
    TaskProgress picture = progress.picture();
    StepCounts counts = new StepCounts(picture.records(), 0, picture.bytes(), 0);
    RunListener.TaskEnd end = end(state, counts, progress, "", stopped ? List.of() : problems);
    // Told first: where the record cannot be written, people still learn why the task failed.
    RunSummary.Step ended = ended(task, end);
    this.state.finishStep(step, state, counts, firstLine(problems));
    return ended;
  }

  private static RunListener.TaskEnd end(
      RunState state,
      StepCounts counts,
      TrackedProgress progress,
      String note,
      List<Problem> problems) {
    return new RunListener.TaskEnd(state, counts, progress.picture().elapsed(), note, problems);
  }

  private RunSummary.Step ended(Task task, RunListener.TaskEnd end) {
    tell(() -> listener.taskEnded(task, end));
    return new RunSummary.Step(task.subject(), task.kind(), end);
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

  private static Optional<String> firstLine(List<Problem> problems) {
    return problems.stream()
        .findFirst()
        .map(problem -> "[" + problem.code().id() + "] " + problem.what());
  }

  private void tell(Runnable call) {
    synchronized (listening) {
      call.run();
    }
  }
}
