package dev.foz.app.command;

import dev.foz.app.text.Console;
import dev.foz.demo.DemoScene;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells the story of a demo lake: what happens, the commands that show it, and what they print. The
 * commands are those of this program and run in the lake folder; nothing that is shown is made up.
 */
final class DemoTelling {
  private static final int ROOM = 74;
  private static final Pattern PLAIN = Pattern.compile("[\\w./*+:=-]+");

  private final Surroundings surroundings;
  private final Console console;

  /** Tells all on one stream, so that what is written to a file keeps its order. */
  DemoTelling(Surroundings surroundings, Path lakeFolder) {
    this.console = surroundings.console().onOneStream();
    this.surroundings =
        new Surroundings(
            console,
            surroundings.in(),
            lakeFolder,
            surroundings.environment(),
            surroundings.memory(),
            surroundings.clock());
  }

  /** Ends before its end where a command fails; returns the exit code of the last one. */
  int tell(List<DemoScene> scenes) {
    int exit = 0;
    for (int i = 0; i < scenes.size() && exit == 0; i++) {
      DemoScene scene = scenes.get(i);
      say("\n" + console.bold(i + 1 + ". " + scene.title()));
      scene.text().forEach(this::say);
      for (int k = 0; k < scene.commands().size() && exit == 0; k++) {
        exit = run(scene.commands().get(k));
      }
    }
    return exit;
  }

  private int run(List<String> words) {
    say("\n" + console.dim("$") + " " + typed(words));
    int exit = FozCommand.create(surroundings).execute(words.toArray(String[]::new));
    console.out().flush();
    return exit;
  }

  private void say(String line) {
    PrintStream out = console.out();
    out.println(line);
    out.flush();
  }

  /** As a person types it in a shell; no word of the story has a character special in quotes. */
  private static String typed(List<String> words) {
    StringBuilder line = new StringBuilder("foz");
    int room = ROOM - line.length();
    for (String word : words) {
      String quoted = PLAIN.matcher(word).matches() ? word : '"' + word + '"';
      int first = quoted.indexOf('\n') < 0 ? quoted.length() : quoted.indexOf('\n');
      if (first >= room) {
        line.append(" \\\n   ");
        room = ROOM;
      }
      line.append(' ').append(quoted);
      room -= first + 1;
    }
    return line.toString();
  }
}
