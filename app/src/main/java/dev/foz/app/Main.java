package dev.foz.app;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code foz}. */
@Command(
    name = "foz",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Versions.class,
    description = "A data lake in one program.",
    subcommands = CommandLine.HelpCommand.class)
public final class Main implements Callable<Integer> {

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() {
    CommandLine.usage(this, System.out);
    return 0;
  }

  @Command(description = "Shows the versions of Foz, Java and the engine")
  int version() {
    System.out.println(Version.load().line());
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
