package dev.foz.app.lake;

import dev.foz.base.Layer;
import dev.foz.base.TableName;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.ModelSpec;
import dev.foz.base.lake.SourceSpec;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.control.Task;
import dev.foz.ingest.Choice;
import dev.foz.ingest.Correction;
import dev.foz.transform.CuratedTable;
import dev.foz.transform.ModelGraph;
import dev.foz.transform.RollbackPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tasks that bring a lake up to date, in the order of the data. */
public final class LakeTasks {
  private LakeTasks() {}

  /** One task for each source, curated source table and stored model. */
  public static List<Task> all(OpenLake open, ModelGraph models) {
    return of(open, models, model -> model.materialized() != ModelSpec.Materialized.VIEW);
  }

  /** One for each source, curated source table and model that has this. */
  static List<Task> of(OpenLake open, ModelGraph models, Predicate<ModelSpec> wanted) {
    Lake lake = open.lake();
    LatestStanding latest = new LatestStanding(open);
    List<Task> tasks = new ArrayList<>();
    for (SourceSpec source : lake.sources()) {
      tasks.add(new LoadTask(open, latest, source));
    }
    for (SourceSpec source : lake.sources()) {
      for (SourceTableSpec table : source.tables()) {
        if (table.curate()) {
          tasks.add(new ConsolidateTask(open, latest, source.name(), curated(table)));
        }
      }
    }
    for (ModelSpec model : models.ordered()) {
      if (wanted.test(model)) {
        tasks.add(new BuildTask(open, latest, models, model, after(lake, models, model)));
      }
    }
    return tasks;
  }

  /**
   * The tasks that check records of a quarantine again and bring all that depends on the table up
   * to date.
   */
  public static List<Task> retry(
      OpenLake open,
      ModelGraph models,
      SourceTableSpec table,
      Choice choice,
      List<Correction> corrections) {
    List<Task> tasks = new ArrayList<>();
    tasks.add(new RetryTask(open, table, choice, corrections));
    String curated = table.curatedTable().toString();
    List<Task> all = all(open, models);
    if (table.curate()) {
      tasks.addAll(Selection.pick(all, List.of(curated + "+")));
    }
    return tasks;
  }

  /**
   * The task that takes tables back.
   *
   * @param subject the table, or the run whose tables they are
   */
  public static Task rollback(OpenLake open, RollbackPlan plan, String subject) {
    return new RollbackTask(open, plan, subject);
  }

  /** The task that lets a table be made again. */
  public static Task resume(OpenLake open, TableName table) {
    return new ResumeTask(open, table);
  }

  /** The task that lets records of a quarantine wait no more. */
  public static Task drop(OpenLake open, TableName quarantine, Choice choice, String why) {
    return new DropTask(open, quarantine, SourceTables.find(open.lake(), quarantine), choice, why);
  }

  static CuratedTable curated(SourceTableSpec table) {
    return new CuratedTable(
        table.rawTable(),
        table.curatedTable(),
        table.primaryKey(),
        table.history(),
        table.layout(),
        table.place(),
        table.masks());
  }

  /**
   * Of what the model reads or its tests compare with and, where that is a view, of what the view
   * reads. A raw table is made by the load of its source, whose subject is the source's name.
   */
  private static Set<String> after(Lake lake, ModelGraph models, ModelSpec model) {
    Set<TableName> inputs = new TreeSet<>(models.inputs(model.table()));
    inputs.addAll(models.comparedBefore(model));
    return Stream.concat(inputs.stream(), models.storedInputs(inputs).stream())
        .map(input -> maker(lake, input))
        .collect(Collectors.toSet());
  }

  private static String maker(Lake lake, TableName table) {
    if (table.layer() != Layer.RAW) {
      return table.toString();
    }
    return lake.sources().stream()
        .filter(source -> source.tables().stream().anyMatch(spec -> spec.rawTable().equals(table)))
        .findFirst()
        .map(SourceSpec::name)
        .orElse(table.toString());
  }
}
