package dev.foz.testing;

import dev.foz.app.command.FozCommand;
import dev.foz.app.command.Surroundings;
import dev.foz.app.lake.Memory;
import dev.foz.app.text.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The program's commands within this process, over one lake: the same code as in a process of its
 * own, without its start, and with a clock that the test may set.
 */
public record FozConsole(Path lake, Clock clock) {
  private static final long ENGINE_BYTES = 256L << 20;
  private static final int WIDTH = 200;

  public static FozConsole of(Path lake) {
    return new FozConsole(lake, Clock.systemUTC());
  }

  /**
   * How a command ended.
   *
   * @param out what was asked for
   * @param err progress and errors
   */
  public record Ended(int exit, String out, String err) {
    /**
     * @throws AssertionError with everything that it told, unless it ended with 0
     */
    public Ended orFail() {
      if (exit != 0) {
        throw new AssertionError("foz ended with " + exit + ":\n" + err + out);
      }
      return this;
    }
  }

  /**
   * Runs {@code foz COMMAND --lake LAKE ARGUMENTS}.
   *
   * @param command one word, or several with a blank between: {@code state recover}
   */
  public Ended foz(String command, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream outText = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errText = new PrintStream(err, true, StandardCharsets.UTF_8);
    Surroundings surroundings =
        new Surroundings(
            new Console(outText, errText, false, false, WIDTH),
            new ByteArrayInputStream(new byte[0]),
            lake,
            Map.of("FOZ_DEBUG", "1"),
            new Memory(ENGINE_BYTES),
            clock);
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.addAll(List.of("--lake", lake.toString()));
    words.addAll(List.of(arguments));
    int exit = FozCommand.create(surroundings).execute(words.toArray(String[]::new));
    return new Ended(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The rows of a query as JSON: an array of objects. */
  public String sql(String query) {
    return foz("sql", query, "--format", "json").orFail().out();
  }
}
