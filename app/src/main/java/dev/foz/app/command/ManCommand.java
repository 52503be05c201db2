package dev.foz.app.command;

import dev.foz.app.help.CommandPage;
import dev.foz.app.help.ManPage;
import dev.foz.base.Code;
import dev.foz.base.NearestWord;
import dev.foz.base.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code foz man [COMMAND]}: the manual as pages of {@code man}. */
@Command(
    name = "man",
    description = {
      "Prints the manual page of Foz or of one command as roff, or writes all pages.",
      "",
      "  read one:     foz man run | man -l -",
      "  install all:  foz man --to ~/.local/share/man/man1"
    })
final class ManCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final NoJson json = new NoJson();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "Words of a command: quarantine list")
  private List<String> words = new ArrayList<>();

  @Option(names = "--to", paramLabel = "DIR", description = "Write the pages of all commands there")
  private Optional<Path> folder = Optional.empty();

  ManCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    json.refuse("man reads what is printed", "foz man run | man -l -");
    CommandLine program = spec.root().commandLine();
    if (folder.isPresent()) {
      Path target = surroundings.folder().resolve(folder.get()).normalize();
      int pages = write(CommandPage.of(program), target);
      surroundings.console().out().println(pages + " pages in " + target);
      return 0;
    }
    surroundings.console().out().print(page(CommandPage.of(find(program))));
    return 0;
  }

  private CommandLine find(CommandLine program) {
    CommandLine found = program;
    for (String word : words) {
      CommandLine next = found.getSubcommands().get(word);
      if (next == null) {
        throw unknown(found, word).toException();
      }
      found = next;
    }
    return found;
  }

  private static Problem unknown(CommandLine above, String word) {
    Problem problem = Problem.of(Code.COMMAND_USAGE, "there is no command `" + word + "`");
    return NearestWord.find(word, above.getSubcommands().keySet())
        .map(near -> problem.remedy("did you mean `" + near + "`?"))
        .orElseGet(() -> problem.remedy("foz --help lists all"));
  }

  private static String page(CommandPage command) {
    return ManPage.of(command, Version.load().foz());
  }

  private static int write(CommandPage command, Path target) {
    try {
      Files.createDirectories(target);
      Files.writeString(
          target.resolve(ManPage.fileName(command)), page(command), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Problem.of(Code.STORAGE_FAILED, "Cannot write the manual to " + target)
          .because(String.valueOf(e))
          .toException(e);
    }
    return 1 + command.commands().stream().mapToInt(child -> write(child, target)).sum();
  }
}
