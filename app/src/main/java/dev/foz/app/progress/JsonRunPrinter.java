package dev.foz.app.progress;

import dev.foz.app.text.Console;
import dev.foz.app.text.Values;
import dev.foz.base.Problem;
import dev.foz.control.RunSummary;
import dev.foz.control.Task;
import dev.foz.control.TaskProgress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One JSON object when the run has ended. */
public final class JsonRunPrinter implements RunPrinter {
  private final Console console;

  public JsonRunPrinter(Console console) {
    this.console = console;
  }

  @Override
  public void runStarted(long run, List<Task> tasks) {}

  @Override
  public void taskStarted(Task task) {}

  @Override
  public void taskProgressed(Task task, TaskProgress progress) {}

  @Override
  public void taskEnded(Task task, TaskEnd end) {}

  @Override
  public void runEnded(RunSummary summary) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("run", summary.run());
    out.put("state", summary.state().name());
    out.put("seconds", summary.elapsed().toMillis() / 1000.0);
    out.put("steps", summary.steps().stream().map(JsonRunPrinter::step).toList());
    console.out().println(Values.json(out));
  }

  @Override
  public void stopping() {}

  @Override
  public void close() {}

  private static Map<String, Object> step(RunSummary.Step step) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("subject", step.subject());
    out.put("kind", step.kind());
    out.put("state", step.end().state().name());
    out.put("records_read", step.end().counts().recordsRead());
    out.put("records_written", step.end().counts().recordsWritten());
    out.put("bytes_read", step.end().counts().bytesRead());
    out.put("bytes_written", step.end().counts().bytesWritten());
    out.put("seconds", step.end().elapsed().toMillis() / 1000.0);
    out.put("note", step.end().note());
    out.put("problems", step.end().problems().stream().map(JsonRunPrinter::problem).toList());
    return out;
  }

  /** A problem as every {@code --json} shows it. */
  public static Map<String, Object> problem(Problem problem) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("code", problem.code().id());
    out.put("what", problem.what());
    problem.where().ifPresent(place -> out.put("where", place.toString()));
    problem.why().ifPresent(why -> out.put("why", why));
    problem.affected().ifPresent(who -> out.put("affected", who));
    problem.remedy().ifPresent(remedy -> out.put("remedy", remedy));
    return out;
  }
}
