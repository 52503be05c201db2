package dev.foz.app.command;

import dev.foz.app.text.Console;
import dev.foz.base.Code;
import dev.foz.base.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code --color auto|always|never}, which may stand anywhere before a {@code --}.
 *
 * @param arguments the other ones
 * @param console with the colours that were asked for
 */
public record ColorChoice(List<String> arguments, Console console) {
  private static final String OPTION = "--color";

  public ColorChoice {
    arguments = List.copyOf(arguments);
  }

  /**
   * Takes the option out.
   *
   * @throws dev.foz.base.FozException when it asks for something else
   */
  public static ColorChoice of(List<String> arguments, Console console) {
    List<String> rest = new ArrayList<>();
    Console wanted = console;
    int end = arguments.contains("--") ? arguments.indexOf("--") : arguments.size();
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (i < end && word.equals(OPTION)) {
        i++;
        wanted = apply(i < end ? arguments.get(i) : "", console);
      } else if (i < end && word.startsWith(OPTION + "=")) {
        wanted = apply(word.substring(OPTION.length() + 1), console);
      } else {
        rest.add(word);
      }
    }
    return new ColorChoice(rest, wanted);
  }

  private static Console apply(String word, Console console) {
    return switch (word) {
      case "auto" -> console;
      case "always" -> console.withColor(true);
      case "never" -> console.withColor(false);
      default ->
          throw Problem.of(Code.COMMAND_USAGE, "`" + word + "` is no choice of colours")
              .remedy("--color auto | always | never")
              .toException();
    };
  }
}
