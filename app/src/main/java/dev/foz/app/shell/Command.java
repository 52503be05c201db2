package dev.foz.app.shell;

import java.util.Arrays;
import java.util.Optional;

/** What can be typed beside SQL. */
enum Command {
  DESCRIBE("\\d", "[TABLE]", "tables that can be asked, or the columns of one"),
  TABLES("\\dt", "", "tables that hold data"),
  EXPANDED("\\x", "[on|off]", "one line a value instead of one a row"),
  TIMING("\\timing", "[on|off]", "say how long a query took and what it read"),
  FORMAT("\\format", "FORMAT", "table, csv, json or markdown"),
  INCLUDE("\\i", "FILE", "run the statements of a file"),
  HELP("\\?", "", "this list"),
  QUIT("\\q", "", "leave; Ctrl+D does, too");

  private final String word;
  private final String argument;
  private final String about;

  Command(String word, String argument, String about) {
    this.word = word;
    this.argument = argument;
    this.about = about;
  }

  String word() {
    return word;
  }

  String argument() {
    return argument;
  }

  String about() {
    return about;
  }

  static Optional<Command> find(String word) {
    return Arrays.stream(values()).filter(command -> command.word.equals(word)).findFirst();
  }
}
