package dev.foz.app.command;

import dev.foz.app.text.Console;
import dev.foz.base.Code;
import dev.foz.base.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Lets a person say yes before something is done. */
final class Confirmation {
  private final Surroundings surroundings;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask; needed where nobody can answer")
  private boolean yes;

  /** False where the input ended, which is no answer. */
  private boolean answered;

  Confirmation(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Asks on a terminal.
   *
   * @return whether it shall be done
   * @throws dev.foz.base.FozException where nobody can be asked and {@code --yes} is not given
   */
  boolean given(String question) {
    return yes || isYes(answer(question, " [y/N] "));
  }

  /** Asks as {@link #given} does; an empty answer is a yes. */
  boolean givenUnlessRefused(String question) {
    if (yes) {
      return true;
    }
    String answer = answer(question, " [Y/n] ");
    return answer.isBlank() ? answered : isYes(answer);
  }

  /** Whether nobody needs to be asked. */
  boolean isGivenAhead() {
    return yes;
  }

  private String answer(String question, String choice) {
    Console console = surroundings.console();
    if (!console.attended()) {
      throw Problem.of(Code.COMMAND_USAGE, "nobody can be asked: " + question)
          .remedy("add --yes, or look first with --dry-run")
          .toException();
    }
    console.err().print(question + choice);
    console.err().flush();
    return line();
  }

  private static boolean isYes(String answer) {
    String word = answer.strip().toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes");
  }

  private String line() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8))
              .readLine();
      answered = line != null;
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
