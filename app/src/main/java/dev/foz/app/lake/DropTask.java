package dev.foz.app.lake;

import dev.foz.app.text.Figures;
import dev.foz.base.TableName;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.control.Task;
import dev.foz.control.TaskContext;
import dev.foz.control.TaskResult;
import dev.foz.ingest.Choice;
import dev.foz.ingest.Quarantine;
import dev.foz.ingest.QuarantineReport;
import dev.foz.state.StepCounts;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets records of a quarantine wait no more.
 *
 * @param table that the quarantine is of; empty where the folder does not describe it any more
 */
record DropTask(
    OpenLake open, TableName quarantine, Optional<SourceTableSpec> table, Choice choice, String why)
    implements Task {
  @Override
  public String subject() {
    return quarantine.toString();
  }

  @Override
  public String kind() {
    return "drop";
  }

  @Override
  public Set<String> after() {
    return Set.of();
  }

  @Override
  public TaskResult run(TaskContext context) {
    List<OptionSql> options =
        choice.where().stream().map(text -> new OptionSql("--where", text)).toList();
    QuarantineReport report = OptionSql.within(options, () -> drop(context));
    StepCounts counts = new StepCounts(report.chosen(), 0, 0, 0);
    return report.chosen() == 0
        ? new TaskResult.Skipped("no record was meant")
        : new TaskResult.Done(counts, Figures.count(report.chosen(), "record") + " dropped");
  }

  private QuarantineReport drop(TaskContext context) {
    return open.quarantine()
        .drop(lease(), quarantine, choice, why, context.run(), context.progress());
  }

  /** Of whoever else writes the table: the load of the source, or the consolidation. */
  private String lease() {
    if (Quarantine.canRetry(quarantine) && table.isPresent()) {
      return "source/" + table.get().source();
    }
    return table.map(known -> "table/" + known.curatedTable()).orElse("table/" + quarantine);
  }
}
