package dev.foz.app.command;

import dev.foz.base.Code;
import dev.foz.base.ForeignWords;
import dev.foz.base.NearestWord;
import dev.foz.base.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what is wrong with a command that was typed. Pure. */
final class UsageProblem {
  private UsageProblem() {}

  static Problem of(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    return failure instanceof UnmatchedArgumentException unmatched
            && !unmatched.getUnmatched().isEmpty()
        ? unmatched(command, name, unmatched.getUnmatched().getFirst())
        : Problem.of(Code.COMMAND_USAGE, lowerFirst(firstLine(failure))).remedy(name + " --help");
  }

  private static Problem unmatched(CommandLine command, String name, String word) {
    if (word.startsWith("-")) {
      String what = "`" + name + "` has no option `" + word + "`";
      return problem(what, near(word, options(command)), name);
    }
    Set<String> commands = command.getSubcommands().keySet();
    if (commands.isEmpty()) {
      return problem("`" + name + "` does not want `" + word + "`", Optional.empty(), name);
    }
    String what =
        command.getParent() == null
            ? "there is no command `" + word + "`"
            : "`" + name + "` has no command `" + word + "`";
    Optional<String> foreign =
        command.getParent() == null ? foreign(word, commands) : Optional.empty();
    return problem(what, foreign.or(() -> near(word, commands)), name);
  }

  private static Problem problem(String what, Optional<String> remedy, String name) {
    return Problem.of(Code.COMMAND_USAGE, what).remedy(remedy.orElse(name + " --help"));
  }

  private static Optional<String> foreign(String word, Set<String> commands) {
    return ForeignWords.find(word, List.of("command"), commands::contains)
        .map(
            match ->
                match.here().map(here -> match.word().told("foz " + here)).orElse(match.told()));
  }

  private static Optional<String> near(String word, Set<String> words) {
    return NearestWord.find(word, words).map(near -> "did you mean `" + near + "`?");
  }

  private static Set<String> options(CommandLine command) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      names.addAll(List.of(option.names()));
    }
    return new TreeSet<>(names);
  }

  private static String firstLine(ParameterException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  private static String lowerFirst(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
