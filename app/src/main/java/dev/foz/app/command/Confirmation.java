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
    Console console = surroundings.console();
    if (yes) {
      return true;
    }
    if (!console.attended()) {
      throw Problem.of(Code.COMMAND_USAGE, "nobody can be asked: " + question)
          .remedy("add --yes, or look first with --dry-run")
          .toException();
    }
    console.err().print(question + " [y/N] ");
    console.err().flush();
    return isYes(line());
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
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
