package dev.foz.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only holds others: alone it shows its help. */
@Command
final class CommandGroup implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();

  private CommandGroup(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  static CommandLine of(Surroundings surroundings, String name, String description) {
    CommandLine group = new CommandLine(new CommandGroup(surroundings));
    group.getCommandSpec().name(name).usageMessage().description(description);
    return group;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(surroundings.console().out());
    return 0;
  }
}
