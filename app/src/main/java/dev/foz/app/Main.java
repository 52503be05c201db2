package dev.foz.app;

import dev.foz.app.command.ColorChoice;
import dev.foz.app.command.Errors;
import dev.foz.app.command.FozCommand;
import dev.foz.app.command.Surroundings;
import dev.foz.app.lake.Memory;
import dev.foz.app.text.Console;
import dev.foz.base.FozException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Starts the program: the one place that reads the process's own surroundings. */
public final class Main {
  private static final int BUFFER = 1 << 16;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command; returns what the process is to end with. */
  static int run(String... arguments) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = new PrintStream(utf8(FileDescriptor.err), true, StandardCharsets.UTF_8);
    Console console =
        Console.system(
            out, err, System.getenv(), Optional.ofNullable(System.getProperty("foz.terminal")));
    int exit = execute(console, arguments);
    out.flush();
    err.flush();
    return exit;
  }

  private static int execute(Console console, String... arguments) {
    try {
      ColorChoice choice = ColorChoice.of(List.of(arguments), console);
      Surroundings surroundings =
          new Surroundings(
              choice.console(),
              System.in,
              Path.of("").toAbsolutePath(),
              System.getenv(),
              Memory.of(System.getProperties()),
              Clock.systemUTC());
      return FozCommand.create(surroundings).execute(choice.arguments().toArray(String[]::new));
    } catch (FozException e) {
      return Errors.report(console, e, false);
    }
  }

  /** Output is UTF-8 whatever the locale says: it is what the lake holds. */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER),
        false,
        StandardCharsets.UTF_8);
  }
}
