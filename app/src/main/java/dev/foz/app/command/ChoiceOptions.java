package dev.foz.app.command;

import dev.foz.app.lake.OptionSql;
import dev.foz.ingest.Choice;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which records of a quarantine a command means. */
final class ChoiceOptions {
  @Option(
      names = "--where",
      paramLabel = "SQL",
      description = "Condition over the quarantine's columns: \"_rule = 'type'\"; all unless given")
  private Optional<String> where = Optional.empty();

  @Option(names = "--dropped", description = "Mean records that were dropped, too")
  private boolean dropped;

  /** The condition as it was written, to tell its mistakes by. */
  List<OptionSql> sql() {
    return where.stream().map(text -> new OptionSql("--where", text)).toList();
  }

  Choice choice() {
    return new Choice(where, dropped);
  }
}
