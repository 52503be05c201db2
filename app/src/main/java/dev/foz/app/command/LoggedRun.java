package dev.foz.app.command;

import dev.foz.app.lake.RunProblems;
import dev.foz.app.progress.JsonRunPrinter;
import dev.foz.base.Problem;
import dev.foz.control.RunListener;
import dev.foz.control.RunSummary;
import dev.foz.control.Task;
import dev.foz.control.TaskProgress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Passes on what a run tells, and keeps its problems for {@code foz logs}. */
final class LoggedRun implements RunListener {
  private final RunListener listener;
  private final RunProblems kept;
  private long run;

  LoggedRun(RunListener listener, RunProblems kept) {
    this.listener = listener;
    this.kept = kept;
  }

  @Override
  public void runStarted(long number, List<Task> tasks) {
    run = number;
    listener.runStarted(number, tasks);
  }

  @Override
  public void taskStarted(Task task) {
    listener.taskStarted(task);
  }

  @Override
  public void taskProgressed(Task task, TaskProgress progress) {
    listener.taskProgressed(task, progress);
  }

  @Override
  public void taskEnded(Task task, TaskEnd end) {
    if (!end.problems().isEmpty()) {
      List<Map<String, Object>> problems = end.problems().stream().map(LoggedRun::whole).toList();
      kept.keep(run, task.kind(), task.subject(), problems);
    }
    listener.taskEnded(task, end);
  }

  private static Map<String, Object> whole(Problem problem) {
    Map<String, Object> whole = new LinkedHashMap<>(JsonRunPrinter.problem(problem));
    whole.put("text", problem.render());
    return whole;
  }

  @Override
  public void runEnded(RunSummary summary) {
    listener.runEnded(summary);
  }
}
