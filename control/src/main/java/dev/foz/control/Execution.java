package dev.foz.control;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.state.RunState;
import dev.foz.state.SkippedStep;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;

/** The tasks of one run on their way to the end. Used by one thread, once. */
final class Execution {
  private final Worker worker;
  private final TaskQueue queue;
  private final CompletionService<Outcome> threads;
  private final int parallelism;
  private final List<RunSummary.Step> ended = new ArrayList<>();
  private final List<SkippedStep> skipped = new ArrayList<>();
  private final Set<Attempt> working = new HashSet<>();
  private final Deque<Attempt> again = new ArrayDeque<>();
  private boolean alone;

  Execution(Worker worker, List<Task> tasks, ExecutorService threads, int parallelism) {
    this.worker = worker;
    this.queue = new TaskQueue(tasks);
    this.threads = new ExecutorCompletionService<>(threads);
    this.parallelism = parallelism;
  }

  /**
   * Runs all that can be run.
   *
   * @return all tasks in the order in which they ended
   * @throws FozException when they wait for each other, or a step cannot be recorded
   */
  List<RunSummary.Step> toEnd() {
    while (queue.isOpen()) {
      startThoseThatMay();
      if (working.isEmpty() && !again.isEmpty()) {
        alone = true;
        submit(again.removeFirst().alone());
      }
      if (!working.isEmpty()) {
        settle(take());
      } else if (queue.isOpen()) {
        throw queue.circle();
      }
    }
    return ended;
  }

  /** Steps of tasks that ended without a beginning; nobody has recorded them yet. */
  List<SkippedStep> skipped() {
    return skipped;
  }

  private void startThoseThatMay() {
    while (!alone && again.isEmpty() && working.size() < parallelism) {
      Optional<Task> next = queue.take();
      if (next.isEmpty()) {
        return;
      }
      Task task = next.get();
      Optional<RunListener.TaskEnd> end = endWithoutWork(task);
      if (end.isPresent()) {
        end(task, worker.tell(task, end.get()));
      } else {
        submit(worker.start(task));
      }
    }
  }

  private Optional<RunListener.TaskEnd> endWithoutWork(Task task) {
    if (worker.cancelled().getAsBoolean()) {
      return Optional.of(withoutWork(RunState.CANCELLED, "not started"));
    }
    Optional<String> reason =
        queue
            .obstacle(task)
            .map(failed -> failed + " failed; stays at its last version")
            .or(() -> idle(task));
    reason.ifPresent(note -> skipped.add(new SkippedStep(task.subject(), task.kind(), note)));
    return reason.map(note -> withoutWork(RunState.SKIPPED, note));
  }

  private static RunListener.TaskEnd withoutWork(RunState state, String note) {
    return new RunListener.TaskEnd(state, TaskResult.NOTHING, Duration.ZERO, note, List.of());
  }

  /** What cannot be told is left to the task itself, which then says why. */
  private static Optional<String> idle(Task task) {
    try {
      return task.idle();
    } catch (FozException e) {
      return Optional.empty();
    }
  }

  private void submit(Attempt attempt) {
    working.add(attempt);
    if (working.size() > 1) {
      working.forEach(each -> each.accompanied().set(true));
    }
    threads.submit(() -> worker.work(attempt));
  }

  private Outcome take() {
    try {
      return threads.take().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.CANCELLED, "the run was interrupted").toException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FozException known) {
        throw known;
      }
      throw Problem.of(Code.DEFECT, "a step could not be recorded")
          .because(String.valueOf(e.getMessage()))
          .toException(e);
    }
  }

  private void settle(Outcome outcome) {
    working.remove(outcome.attempt());
    alone = false;
    switch (outcome) {
      case Outcome.Ended done -> end(done.attempt().task(), done.step());
      case Outcome.Again once -> again.addLast(once.attempt());
    }
  }

  private void end(Task task, RunSummary.Step step) {
    ended.add(step);
    queue.ended(task, step.end().state());
  }
}
