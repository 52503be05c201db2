package dev.foz.app.command;

import dev.foz.app.lake.LakeTasks;
import dev.foz.app.lake.OpenLake;
import dev.foz.base.TableName;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foz quarantine drop TABLE}: let records wait no more. */
@Command(
    name = "drop",
    description = {
      "Lets records wait no more.",
      "Their bytes stay, with the reason that you give; `retry --dropped` takes them up again."
    })
final class QuarantineDropCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  @Parameters(paramLabel = "TABLE", description = "As in SQL, with or without its layer")
  private String table = "";

  @Mixin private final ChoiceOptions choice = new ChoiceOptions();

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why, for those who ask later")
  private String reason = "";

  QuarantineDropCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    try (OpenLake open = options.open()) {
      TableName quarantine = QuarantineArgument.find(open, table);
      QuarantineArgument.requireRecords(open, quarantine, "drop");
      var task = LakeTasks.drop(open, quarantine, choice.choice(), reason);
      return TaskRun.exitCode(
          TaskRun.run(
              open,
              surroundings.console(),
              options,
              "quarantine drop " + quarantine,
              List.of(task)));
    }
  }
}
