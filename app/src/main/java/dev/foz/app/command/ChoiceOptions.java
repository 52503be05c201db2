package dev.foz.app.command;

import dev.foz.ingest.Choice;
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

  Choice choice() {
    return new Choice(where, dropped);
  }
}
