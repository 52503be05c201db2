package dev.foz.app.command;

import dev.foz.app.text.Console;
import dev.foz.base.FozException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code foz}: holds the commands and says how errors end. */
@Command(
    name = "foz",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = FozCommand.Versions.class,
    description = {"", "A data lake in one program: files in, tables out.", ""},
    footer = {
      "",
      "Commands work on the lake of the current folder, or --lake DIR.",
      "--memory SIZE (512m, 4g) bounds the memory of the whole process.",
      "--color auto|always|never; NO_COLOR is honoured.",
      "Exit: 0 done, 1 a run or data failed, 2 the folder or the command is wrong."
    })
public final class FozCommand implements Callable<Integer> {
  static final String DEBUG = "--debug";
  static final String DEBUG_MEANS = "Show where in the program a failure comes from";

  private final Surroundings surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the versions")
  private boolean version;

  /** Looked for in what was typed, wherever it stands. */
  @Option(names = DEBUG, hidden = true, description = DEBUG_MEANS)
  private boolean debug;

  private FozCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The command line with all commands; {@code execute} returns the exit code and never throws. */
  public static CommandLine create(Surroundings surroundings) {
    CommandLine line = new CommandLine(new FozCommand(surroundings));
    List<Object> commands =
        List.of(
            new InitCommand(surroundings),
            new AddCommand(surroundings),
            new RunCommand(surroundings),
            new SqlCommand(surroundings),
            new StatusCommand(surroundings),
            new RunsCommand(surroundings),
            new LogsCommand(surroundings),
            new ShowCommand(surroundings),
            new LineageCommand(surroundings),
            new HistoryCommand(surroundings),
            new RebuildCommand(surroundings),
            new RollbackCommand(surroundings),
            new ResumeCommand(surroundings),
            new CheckCommand(surroundings),
            new ExplainCommand(surroundings),
            new TestCommand(surroundings),
            new PreviewCommand(surroundings),
            CommandGroup.of("quarantine", "Shows and settles records that wait.")
                .addSubcommand(new QuarantineListCommand(surroundings))
                .addSubcommand(new QuarantineShowCommand(surroundings))
                .addSubcommand(new QuarantineRetryCommand(surroundings))
                .addSubcommand(new QuarantineDropCommand(surroundings)),
            CommandGroup.of("schema", "Works on the contracts of source tables.")
                .addSubcommand(new SchemaFreezeCommand(surroundings))
                .addSubcommand(new SchemaDiffCommand(surroundings)),
            CommandGroup.of("state", "Works on the state database.")
                .addSubcommand(new RecoverCommand(surroundings)),
            new DemoCommand(surroundings),
            new CompletionCommand(surroundings),
            new ManCommand(surroundings),
            new VersionCommand(surroundings),
            new CommandLine.HelpCommand());
    commands.forEach(line::addSubcommand);
    line.getSubcommands().values().forEach(FozCommand::addHelp);
    HelpText.show(line, surroundings.console());
    line.setErr(new java.io.PrintWriter(surroundings.console().err(), true));
    line.setParameterExceptionHandler((e, arguments) -> usage(surroundings, e, arguments));
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> failure(surroundings, parsed.expandedArgs(), e));
    return line;
  }

  private static int failure(Surroundings surroundings, List<String> arguments, Exception failure) {
    Console console = surroundings.console();
    if (failure instanceof FozException known) {
      int exit = Errors.report(console, known, asksFor("--json", arguments));
      if (asksFor(DEBUG, arguments)) {
        Errors.trace(console, known);
      }
      return exit;
    }
    boolean debug =
        asksFor(DEBUG, arguments) || surroundings.environment().containsKey("FOZ_DEBUG");
    int exit = Errors.reportDefect(console, failure, asksFor("--json", arguments));
    if (debug) {
      Errors.trace(console, failure);
    }
    return exit;
  }

  private static void addHelp(CommandLine command) {
    command.getSubcommands().values().forEach(FozCommand::addHelp);
    if (command.getCommand() instanceof CommandLine.HelpCommand) {
      return;
    }
    CommandSpec spec = command.getCommandSpec();
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help").build());
    if (spec.findOption(DEBUG) == null) {
      spec.addOption(
          OptionSpec.builder(DEBUG)
              .type(boolean.class)
              .description(DEBUG_MEANS)
              .hidden(command.getCommand() instanceof CommandGroup)
              .build());
    }
  }

  /** Before {@code --}, behind which no options stand. */
  private static boolean asksFor(String option, List<String> arguments) {
    return arguments.stream().takeWhile(word -> !word.equals("--")).anyMatch(option::equals);
  }

  private static int usage(
      Surroundings surroundings, ParameterException failure, String[] arguments) {
    return Errors.report(
        surroundings.console(),
        UsageProblem.of(failure).toException(failure),
        asksFor("--json", Arrays.asList(arguments)));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return 0;
  }

  /** Lets {@code --version} print what {@code version} prints. */
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Version.load().line()};
    }
  }
}
