package dev.foz.app.lake;

import dev.foz.app.text.Figures;
import dev.foz.base.FozException;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.control.Task;
import dev.foz.control.TaskContext;
import dev.foz.control.TaskResult;
import dev.foz.ingest.Choice;
import dev.foz.ingest.Correction;
import dev.foz.ingest.QuarantineReport;
import dev.foz.state.StepCounts;
import dev.foz.transform.EngineMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks records of a quarantine again and lands those that are right. */
record RetryTask(OpenLake open, SourceTableSpec table, Choice choice, List<Correction> corrections)
    implements Task {

  /** The source: what depends on its load depends on this. */
  @Override
  public String subject() {
    return table.source();
  }

  @Override
  public String kind() {
    return "retry";
  }

  @Override
  public Set<String> after() {
    return Set.of();
  }

  /** What landed is right, and used. */
  @Override
  public String afterFailure() {
    return "what was not landed stays in quarantine";
  }

  @Override
  public OnFailure onFailure() {
    return OnFailure.GO_ON;
  }

  /** The SQL that a person wrote. */
  private List<OptionSql> options() {
    List<OptionSql> options = new ArrayList<>();
    choice.where().ifPresent(text -> options.add(new OptionSql("--where", text)));
    corrections.forEach(one -> options.add(new OptionSql("--set", one.expression())));
    return options;
  }

  private QuarantineReport retry(TaskContext context) {
    return open.quarantine()
        .retry(
            table.source(),
            SourceTables.loadTable(open.declarations(), table),
            choice,
            corrections,
            context.run(),
            context.progress());
  }

  private QuarantineReport report(TaskContext context) {
    try {
      return OptionSql.within(options(), () -> retry(context));
    } catch (FozException e) {
      throw table.masks().isEmpty() ? e : EngineMessages.withoutValues(e);
    }
  }

  @Override
  public TaskResult run(TaskContext context) {
    QuarantineReport report = report(context);
    if (report.chosen() == 0) {
      return new TaskResult.Skipped("no record was meant");
    }
    String note =
        Figures.count(report.landed())
            + " of "
            + Figures.count(report.chosen(), "record")
            + " landed"
            + (report.landed() < report.chosen() ? ", the others wait on" : "");
    return new TaskResult.Done(new StepCounts(report.chosen(), report.landed(), 0, 0), note);
  }
}
