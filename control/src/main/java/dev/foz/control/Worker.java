package dev.foz.control;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.state.RunState;
import dev.foz.state.StateStore;
import dev.foz.state.StepCounts;
import dev.foz.state.StepEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Runs tasks, tells of them and records how they ended. Safe for use by several threads.
 *
 * @param run that all are steps of
 * @param dependants of the tasks of that run
 */
record Worker(
    StateStore state,
    RunListener listener,
    BooleanSupplier cancelled,
    long run,
    Dependants dependants) {

  Attempt start(Task task) {
    long step = state.startStep(run, task.subject(), task.kind());
    listener.taskStarted(task);
    return Attempt.first(task, step);
  }

  /**
   * @throws FozException when what came of it cannot be recorded
   */
  Outcome work(Attempt attempt) {
    Task task = attempt.task();
    TrackedProgress progress =
        new TrackedProgress(cancelled, picture -> listener.taskProgressed(task, picture));
    RunListener.TaskEnd end;
    try {
      end = end(task.run(new TaskContext(run, progress)), progress);
    } catch (FozException e) {
      listener.taskThrew(task, e);
      return failed(attempt, e.problems(), progress);
    } catch (RuntimeException | Error e) {
      listener.taskThrew(task, e);
      return failed(attempt, List.of(Unexpected.problem(task.subject(), e)), progress);
    }
    record(attempt, end, firstLine(end.problems()));
    return new Outcome.Ended(attempt, tell(task, end));
  }

  /** Of a task that ended, worked or not. */
  RunSummary.Step tell(Task task, RunListener.TaskEnd end) {
    listener.taskEnded(task, end);
    return new RunSummary.Step(task.subject(), task.kind(), end);
  }

  private static RunListener.TaskEnd end(TaskResult result, TrackedProgress progress) {
    return switch (result) {
      case TaskResult.Done done ->
          end(RunState.COMPLETED, done.counts(), progress, done.note(), List.of());
      case TaskResult.Skipped skipped ->
          end(RunState.SKIPPED, TaskResult.NOTHING, progress, skipped.reason(), List.of());
      case TaskResult.Partial partial ->
          end(RunState.FAILED, partial.counts(), progress, partial.note(), partial.problems());
    };
  }

  private static RunListener.TaskEnd end(
      RunState state,
      StepCounts counts,
      TrackedProgress progress,
      String note,
      List<Problem> problems) {
    return new RunListener.TaskEnd(state, counts, progress.picture().elapsed(), note, problems);
  }

  private Outcome failed(Attempt attempt, List<Problem> problems, TrackedProgress progress) {
    Code code = problems.getFirst().code();
    if (code == Code.ENGINE_MEMORY && attempt.accompanied().get() && !cancelled.getAsBoolean()) {
      progress.phase("waits to run alone: memory was short");
      return new Outcome.Again(attempt);
    }
    boolean stopped = code == Code.CANCELLED;
    TaskProgress picture = progress.picture();
    RunListener.TaskEnd end =
        end(
            stopped ? RunState.CANCELLED : RunState.FAILED,
            new StepCounts(picture.records(), 0, picture.bytes(), 0),
            progress,
            "",
            stopped ? List.of() : affecting(attempt.task(), problems));
    // Told first: where the record cannot be written, people still learn why the task failed.
    RunSummary.Step step = tell(attempt.task(), end);
    record(attempt, end, firstLine(problems));
    return new Outcome.Ended(attempt, step);
  }

  /** Told once: the other problems of the task do no further harm. */
  private List<Problem> affecting(Task task, List<Problem> problems) {
    List<Problem> told = new ArrayList<>(problems);
    if (told.getFirst().affected().isEmpty()) {
      told.set(0, told.getFirst().affecting(dependants.affected(task)));
    }
    return told;
  }

  private void record(Attempt attempt, RunListener.TaskEnd end, Optional<String> error) {
    state.finishStep(attempt.step(), new StepEnd(end.state(), end.counts(), end.note(), error));
  }

  /** A problem as the state database keeps it. */
  static Optional<String> firstLine(List<Problem> problems) {
    return problems.stream()
        .findFirst()
        .map(problem -> "[" + problem.code().id() + "] " + problem.what());
  }
}
