package dev.foz.app.command;

import dev.foz.app.help.CommandPage;
import dev.foz.app.help.Shells;
import dev.foz.app.lake.OpenLake;
import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.lake.LakeReader;
import dev.foz.transform.ModelGraph;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code foz completion SHELL}: the script by which a shell completes the words of Foz. */
@Command(
    name = "completion",
    description = {
      "Prints the script by which bash, zsh or fish completes commands, options and tables.",
      "",
      "  bash:  foz completion bash > ~/.local/share/bash-completion/completions/foz",
      "  zsh:   foz completion zsh > ~/.zfunc/_foz      (a folder of $fpath, before compinit)",
      "  fish:  foz completion fish > ~/.config/fish/completions/foz.fish"
    })
final class CompletionCommand implements Callable<Integer> {
  private static final String TABLES = "tables";

  private final Surroundings surroundings;

  @Mixin private final NoJson json = new NoJson();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--lake",
      paramLabel = "DIR",
      hidden = true,
      description = "Whose tables are listed")
  private Path folder = Path.of("");

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish")
  private String shell = "";

  CompletionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    json.refuse(
        "a shell reads what is printed", "foz completion " + String.join(" | ", Shells.words()));
    PrintStream out = surroundings.console().out();
    if (shell.equals(TABLES)) {
      tables().forEach(out::println);
      return 0;
    }
    Shells wanted =
        Shells.find(shell)
            .orElseThrow(
                () ->
                    Problem.of(Code.COMMAND_USAGE, "there is no completion for `" + shell + "`")
                        .remedy("foz completion " + String.join(" | ", Shells.words()))
                        .toException());
    out.print(wanted.script(CommandPage.of(spec.root().commandLine())));
    return 0;
  }

  /** What the scripts ask for while one types: nothing rather than an error. */
  private Set<String> tables() {
    Set<String> names = new TreeSet<>();
    Path place = surroundings.folder().resolve(folder).normalize();
    try (OpenLake open =
        OpenLake.open(
            LakeReader.read(place, surroundings.environment()).orThrow(),
            surroundings.memory(),
            surroundings.clock())) {
      ModelGraph.tables(open.lake()).forEach(table -> names.add(table.toString()));
      open.state().pointers().keySet().forEach(table -> names.add(table.toString()));
    } catch (FozException e) {
      return names;
    }
    return names;
  }
}
