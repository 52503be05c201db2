package dev.foz.app.command;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import picocli.CommandLine.Option;

/** {@code --json} of a command that prints for people or for shells, and so refuses it. */
final class NoJson {
  @Option(names = "--json", hidden = true, description = "Refused: see the message")
  private boolean wanted;

  /**
   * @param why what the command prints instead
   * @param remedy what a program takes
   * @throws dev.foz.base.FozException where JSON was asked for
   */
  void refuse(String why, String remedy) {
    if (wanted) {
      throw Problem.of(Code.COMMAND_USAGE, "there is no --json here: " + why)
          .remedy(remedy)
          .toException();
    }
  }
}
