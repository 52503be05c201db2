package dev.foz.bench;

import dev.foz.app.command.FozCommand;
import dev.foz.app.command.Surroundings;
import dev.foz.app.lake.Memory;
import dev.foz.app.text.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Commands one after the other in one process, as in a program that runs all day: what they cost
 * once their code has been compiled. Used by one thread.
 */
final class StayingFoz implements AutoCloseable {
  private static final int WIDTH = 200;
  private static final String HEAP = "-Xmx192m";

  private final Talk talk;
  private int commands;

  private StayingFoz(Talk talk) {
    this.talk = talk;
  }

  /** Starts it over this lake, in the memory that {@code ./foz} splits half and half. */
  static StayingFoz start(Path lake) throws IOException {
    List<String> options = List.of(HEAP, "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");
    List<String> command = Child.command(options, StayingFoz.class, List.of(lake.toString()));
    return new StayingFoz(Talk.start("staying foz", lake, command));
  }

  /** Runs a command to its end; any end but 0 is an error. Tells its processor time. */
  double run(String... words) throws IOException, InterruptedException {
    double before = talk.cpuSeconds();
    talk.write(String.join("\t", words));
    commands++;
    talk.await("command " + commands + " ended with 0");
    return talk.cpuSeconds() - before;
  }

  @Override
  public void close() throws InterruptedException {
    talk.close();
  }

  /** The process: reads commands, a line each, until its input ends. */
  public static void main(String[] arguments) throws IOException {
    Path lake = Path.of(arguments[0]);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Surroundings surroundings =
        new Surroundings(
            new Console(System.out, System.err, false, false, WIDTH),
            InputStream.nullInputStream(),
            lake,
            Map.of(),
            Memory.of(System.getProperties()),
            Clock.systemUTC());
    int commands = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int exit = FozCommand.create(surroundings).execute(line.split("\t", -1));
      commands++;
      System.out.println("command " + commands + " ended with " + exit);
      if (exit != 0) {
        System.exit(exit);
      }
    }
  }
}
