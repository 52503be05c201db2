package dev.foz.app.lake;

import dev.foz.app.text.Figures;
import dev.foz.base.Problem;
import dev.foz.base.lake.SourceSpec;
import dev.foz.control.Task;
import dev.foz.control.TaskContext;
import dev.foz.control.TaskResult;
import dev.foz.ingest.LoadReport;
import dev.foz.ingest.LoadTable;
import dev.foz.source.Source;
import dev.foz.source.file.FileSource;
import dev.foz.state.StepCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Loads one source until it is caught up. */
record LoadTask(OpenLake open, LatestStanding latest, SourceSpec source) implements Task {
  private static final String TURN = "load";

  @Override
  public String subject() {
    return source.name();
  }

  @Override
  public String kind() {
    return "load";
  }

  @Override
  public Set<String> after() {
    return Set.of();
  }

  /** What was committed of it is right, and used. */
  @Override
  public String afterFailure() {
    return "nothing new comes from " + subject() + "; the rest goes on";
  }

  @Override
  public OnFailure onFailure() {
    return OnFailure.GO_ON;
  }

  /** Batches take as much of the heap as one load may have. */
  @Override
  public Optional<String> turn() {
    return Optional.of(TURN);
  }

  @Override
  public TaskResult run(TaskContext context) {
    try {
      return load(context);
    } finally {
      latest.forget();
    }
  }

  private TaskResult load(TaskContext context) {
    Source reader =
        FileSource.of(source, open.lake().folder(), open.limits().batches(), open.clock());
    List<LoadTable> tables =
        source.tables().stream()
            .map(table -> SourceTables.loadTable(open.declarations(), table))
            .toList();
    LoadReport report =
        open.loader().load(source.name(), reader, tables, context.run(), context.progress());
    StepCounts counts =
        new StepCounts(
            report.records(),
            report.records() - report.quarantined(),
            report.sourceBytes(),
            report.writtenBytes());
    String note = note(report);
    if (!report.problems().isEmpty()) {
      return new TaskResult.Partial(counts, note, affecting(report.problems()));
    }
    return report.records() == 0 ? new TaskResult.Skipped(note) : new TaskResult.Done(counts, note);
  }

  /** Told once: each part of the source stands for itself. */
  private List<Problem> affecting(List<Problem> problems) {
    List<Problem> told = new ArrayList<>(problems);
    told.set(
        0,
        told.getFirst()
            .affecting("only what is named here waits; " + subject() + " goes on with the rest"));
    return told;
  }

  private static String note(LoadReport report) {
    String files = Figures.count(report.parts(), "file");
    String note = report.records() == 0 ? "nothing new" : files;
    if (report.quarantined() > 0) {
      note += ", " + Figures.count(report.quarantined()) + " to quarantine";
    }
    int waiting = report.waiting().size();
    return waiting == 0 ? note : note + "; still being written: " + waiting;
  }
}
