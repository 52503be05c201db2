package dev.foz.app.command;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

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
    boolean debug = surroundings.environment().containsKey("FOZ_DEBUG");
    HelpText.show(line, surroundings.console());
    line.setErr(new java.io.PrintWriter(surroundings.console().err(), true));
    line.setParameterExceptionHandler((e, arguments) -> usage(surroundings, e));
    line.setExecutionExceptionHandler(
        (e, command, parsed) ->
            e instanceof FozException known
                ? Errors.report(surroundings.console(), known, asksForJson(parsed))
                : Errors.reportDefect(surroundings.console(), e, debug));
    return line;
  }

  private static void addHelp(CommandLine command) {
    command.getSubcommands().values().forEach(FozCommand::addHelp);
    if (!(command.getCommand() instanceof CommandLine.HelpCommand)) {
      command
          .getCommandSpec()
          .addOption(
              CommandLine.Model.OptionSpec.builder("-h", "--help")
                  .usageHelp(true)
                  .description("Show this help")
                  .build());
    }
  }

  private static boolean asksForJson(CommandLine.ParseResult parsed) {
    return parsed.expandedArgs().contains("--json");
  }

  private static int usage(Surroundings surroundings, ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    Problem problem = Problem.of(Code.COMMAND_USAGE, lowerFirst(firstLine(failure)));
    List<String> near =
        failure instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    problem =
        near.isEmpty()
            ? problem.remedy(name + " --help")
            : problem.remedy("did you mean " + String.join(" or ", near) + "?");
    surroundings.console().err().println(problem.render());
    return Code.COMMAND_USAGE.fault().exitCode();
  }

  private static String firstLine(ParameterException failure) {
    return Arrays.stream(String.valueOf(failure.getMessage()).split("\n", -1))
        .findFirst()
        .orElse("");
  }

  private static String lowerFirst(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
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
