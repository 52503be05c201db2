package dev.foz.app.command;

import dev.foz.app.lake.LakeTasks;
import dev.foz.app.lake.OpenLake;
import dev.foz.app.lake.SourceTables;
import dev.foz.base.Code;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.ingest.Correction;
import dev.foz.ingest.Quarantine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foz quarantine retry TABLE}: check again, land what is right. */
@Command(
    name = "retry",
    description = {
      "Checks records again by the contract of now and lands those that are right.",
      "They keep the order that they had. What depends on the table is brought up to date."
    })
final class QuarantineRetryCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  @Parameters(paramLabel = "TABLE", description = "As in SQL, with or without its layer")
  private String table = "";

  @Mixin private final ChoiceOptions choice = new ChoiceOptions();

  @Option(
      names = "--set",
      paramLabel = "PATH=SQL",
      description = {
        "Correct a value first. In the SQL `value` is the text now in that place and `payload` that",
        "of the record: --set \"total = replace(value, ',', '.')::decimal(18,2)\". PATH $ is the",
        "whole record. What it was before is kept in its _headers."
      })
  private List<String> set = new ArrayList<>();

  QuarantineRetryCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    List<Correction> corrections = set.stream().map(Correction::parse).toList();
    try (OpenLake open = options.open()) {
      TableName quarantine = QuarantineArgument.find(open, table);
      QuarantineArgument.requireRecords(open, quarantine, "retry");
      var tasks =
          LakeTasks.retry(
              open, open.models(), spec(open, quarantine), choice.choice(), corrections);
      return TaskRun.exitCode(
          TaskRun.run(
              open, surroundings.console(), options, "quarantine retry " + quarantine, tasks));
    }
  }

  private static SourceTableSpec spec(OpenLake open, TableName quarantine) {
    if (!Quarantine.canRetry(quarantine)) {
      throw Problem.of(Code.COMMAND_USAGE, "Cannot retry " + quarantine + " record by record")
          .because(
              "its records have landed in raw; they wait because the contract of now cannot read"
                  + " them")
          .remedy("change the contract so that it can, then `foz run` reads them again")
          .toException();
    }
    return SourceTables.find(open.lake(), quarantine)
        .orElseThrow(
            () ->
                Problem.of(
                        Code.UNKNOWN_TABLE,
                        "Cannot retry " + quarantine + ": no source of this folder makes its table")
                    .remedy("bring the source's file back")
                    .toException());
  }
}
