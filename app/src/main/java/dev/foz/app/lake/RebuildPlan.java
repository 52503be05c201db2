package dev.foz.app.lake;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Layer;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.base.lake.ModelSpec;
import dev.foz.control.Task;
import dev.foz.state.Pointer;
import dev.foz.transform.ModelGraph;
import dev.foz.transform.RawSpan;
import dev.foz.transform.SpanCount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which tables are rebuilt, and which tasks go before and after them.
 *
 * @param tasks all of them in their order; those that are rebuilt are {@link RebuildTask}s
 */
public record RebuildPlan(OpenLake open, List<Task> tasks, Optional<RawSpan> span) {
  public RebuildPlan {
    tasks = List.copyOf(tasks);
  }

  /**
   * What one table is made of.
   *
   * @param reads tables that are read
   * @param records of those
   * @param bytes of their data files
   * @param note what is made of them
   */
  public record Reading(String table, String reads, long records, long bytes, String note) {}

  /**
   * Words pick as in {@code foz run}; what a plus adds to a table is brought up to date, not
   * rebuilt.
   *
   * @throws FozException where a word picks nothing that can be rebuilt so
   */
  public static RebuildPlan of(
      OpenLake open, ModelGraph models, List<String> words, Optional<RawSpan> span) {
    List<Problem> problems = new ArrayList<>();
    words.forEach(word -> refused(models, Selection.bare(word)).ifPresent(problems::add));
    if (!problems.isEmpty()) {
      throw new FozException(problems);
    }
    List<Task> all = LakeTasks.all(open, models);
    List<Task> named = Selection.pick(all, words.stream().map(Selection::bare).toList());
    Set<String> rebuilt =
        named.stream().filter(RebuildPlan::isMade).map(Task::subject).collect(Collectors.toSet());
    Set<String> loads =
        named.stream().filter(task -> !isMade(task)).map(Task::subject).collect(Collectors.toSet());
    List<Task> tasks = new ArrayList<>();
    for (Task task : Selection.pick(all, words)) {
      if (rebuilt.contains(task.subject())) {
        span.flatMap(wanted -> refused(task)).ifPresent(problems::add);
        tasks.add(new RebuildTask(task, span));
      } else if (!loads.contains(task.subject())) {
        tasks.add(task);
      }
    }
    if (!problems.isEmpty()) {
      throw new FozException(problems);
    }
    if (rebuilt.isEmpty()) {
      throw Problem.of(Code.UNKNOWN_TABLE, "nothing of " + words + " can be rebuilt")
          .because("it only has raw tables, which hold what arrived")
          .toException();
    }
    return new RebuildPlan(open, tasks, span);
  }

  private static boolean isMade(Task task) {
    return task instanceof ConsolidateTask || task instanceof BuildTask;
  }

  private static Optional<Problem> refused(ModelGraph models, String word) {
    Optional<TableName> name = TableName.find(word.toLowerCase(Locale.ROOT));
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (name.get().layer() == Layer.RAW || name.get().layer() == Layer.QUARANTINE) {
      return Optional.of(
          Problem.of(Code.COMMAND_USAGE, "Cannot rebuild " + name.get())
              .because("it holds what arrived, and is made of nothing else")
              .remedy("rebuild the tables that are made of it"));
    }
    return models
        .find(name.get())
        .filter(model -> model.materialized() == ModelSpec.Materialized.VIEW)
        .map(
            view ->
                Problem.of(Code.COMMAND_USAGE, "Cannot rebuild " + view.table())
                    .at(view.place())
                    .because("it is a view, which is computed when it is read")
                    .remedy("rebuild the tables that it reads"));
  }

  /** Why a table cannot be rebuilt for a span of raw records, if so. */
  private static Optional<Problem> refused(Task task) {
    return switch (task) {
      case ConsolidateTask consolidate when consolidate.table().primaryKey().isEmpty() ->
          Optional.of(refused(task, "it has no primary key, so no row is made of several records"));
      case ConsolidateTask consolidate -> Optional.empty();
      default ->
          Optional.of(
              refused(
                  task,
                  "it is a model: which of its rows a span of records made is" + " not known"));
    };
  }

  private static Problem refused(Task task, String reason) {
    return Problem.of(
            Code.COMMAND_USAGE, "Cannot rebuild " + task.subject() + " by --from and --to")
        .because(reason)
        .remedy("rebuild it whole: foz rebuild " + task.subject());
  }

  /** What would be read; counts the records of a span. */
  public List<Reading> readings() {
    Map<TableName, Pointer> pointers = open.state().pointers();
    List<Reading> readings = new ArrayList<>();
    for (Task task : tasks) {
      if (task instanceof RebuildTask(Task made, Optional<RawSpan> wanted)) {
        switch (made) {
          case ConsolidateTask consolidate ->
              readings.add(
                  reading(
                      task, List.of(consolidate.table().raw()), pointers, of(consolidate, wanted)));
          case BuildTask build -> {
            TableName table = build.model().table();
            Set<TableName> inputs = build.models().storedInputs(build.models().inputs(table));
            readings.add(reading(task, inputs, pointers, "all rows"));
          }
          default -> throw new IllegalStateException(task.subject());
        }
      } else {
        readings.add(new Reading(task.subject(), "", 0, 0, task.kind() + " where it is behind"));
      }
    }
    return readings;
  }

  private String of(ConsolidateTask task, Optional<RawSpan> wanted) {
    if (wanted.isEmpty()) {
      return task.table().primaryKey().isEmpty() ? "every record" : "the last record of each key";
    }
    SpanCount count = open.consolidator().count(task.table(), wanted.get());
    return "the last record of "
        + count.keys()
        + " keys, which "
        + count.records()
        + " records of the span have";
  }

  private static Reading reading(
      Task task, Collection<TableName> inputs, Map<TableName, Pointer> pointers, String note) {
    List<Pointer> read = inputs.stream().filter(pointers::containsKey).map(pointers::get).toList();
    return new Reading(
        task.subject(),
        inputs.stream().sorted().map(TableName::toString).collect(Collectors.joining(", ")),
        read.stream().mapToLong(pointer -> pointer.facts().records()).sum(),
        read.stream().mapToLong(pointer -> pointer.facts().bytes()).sum(),
        note);
  }
}
