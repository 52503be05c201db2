package dev.foz.app.command;

import dev.foz.app.lake.LakeTasks;
import dev.foz.app.lake.OpenLake;
import dev.foz.base.TableName;
import dev.foz.control.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code foz resume TABLE...}: what a rollback paused is made again. */
@Command(
    name = "resume",
    description = "Lets tables be made again that a rollback paused; the next run makes them.")
final class ResumeCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  @Parameters(paramLabel = "TABLE", arity = "1..*", description = "As in SQL: curated.notas_nfe")
  private List<String> tables = new ArrayList<>();

  ResumeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    try (OpenLake open = options.open()) {
      List<TableName> names =
          tables.stream().map(table -> TableArgument.find(open, table)).distinct().toList();
      List<Task> tasks = names.stream().map(name -> LakeTasks.resume(open, name)).toList();
      String words = "resume " + String.join(" ", tables);
      return TaskRun.exitCode(TaskRun.run(open, surroundings.console(), options, words, tasks));
    }
  }
}
