package dev.foz.app.command;

import dev.foz.app.lake.OpenLake;
import dev.foz.app.text.NamedLines;
import dev.foz.app.text.Values;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foz logs [RUN]}: what a run did, task by task. */
@Command(
    name = "logs",
    description = {
      "Shows what a run did, task by task, with its problems in full; the newest run unless RUN",
      "is given, or the one that works now."
    })
final class LogsCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  @Parameters(arity = "0..1", paramLabel = "RUN", description = "Number of a run")
  private Optional<Long> run = Optional.empty();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the run ends; with --json one object a line")
  private boolean follow;

  LogsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    try (OpenLake open = options.open()) {
      Optional<Long> number = run.or(() -> LoggedSteps.newest(open));
      if (number.isEmpty()) {
        nothing();
      } else if (follow) {
        follow(open, number.get());
      } else {
        print(LoggedSteps.load(open, number.get()));
      }
      return 0;
    }
  }

  private void nothing() {
    if (options.json()) {
      surroundings.console().out().println("null");
    } else {
      surroundings.console().err().println("nothing ran yet; foz run starts");
    }
  }

  private void print(LoggedSteps logged) {
    PrintStream out = surroundings.console().out();
    if (options.json()) {
      Map<String, @Nullable Object> whole = new LinkedHashMap<>(logged.run());
      whole.put("steps", logged.steps());
      out.println(Values.json(whole));
      return;
    }
    LogsText text = new LogsText(surroundings.console());
    out.println(text.head(logged.run()));
    NamedLines lines = lines(logged);
    logged.steps().forEach(step -> out.println(text.step(step, lines)));
    out.println(text.end(logged.run()));
  }

  private NamedLines lines(LoggedSteps logged) {
    return NamedLines.of(surroundings.console(), logged.steps().stream().map(LogsText::name));
  }

  private void follow(OpenLake open, long number) {
    AtomicBoolean stopped = new AtomicBoolean();
    LogsText text = new LogsText(surroundings.console());
    PrintStream out = surroundings.console().out();
    Set<String> told = new HashSet<>();
    Interrupts.during(
        () -> stopped.set(true),
        () -> {
          LoggedSteps now = LoggedSteps.load(open, number);
          tell(options.json() ? Values.json(now.run()) : text.head(now.run()), out);
          while (true) {
            tellNew(now, told, text, out);
            if (!now.isRunning() || stopped.get()) {
              break;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            now = LoggedSteps.load(open, number);
          }
          tell(options.json() ? Values.json(now.run()) : text.end(now.run()), out);
          return true;
        });
  }

  private static void tell(String line, PrintStream out) {
    out.println(line);
    out.flush();
  }

  private void tellNew(LoggedSteps now, Set<String> told, LogsText text, PrintStream out) {
    NamedLines lines = lines(now);
    for (Map<String, @Nullable Object> step : now.steps()) {
      boolean ended = !"RUNNING".equals(step.get("state"));
      if (ended && told.add(LogsText.name(step))) {
        out.println(options.json() ? Values.json(step) : text.step(step, lines));
      }
    }
    out.flush();
  }
}
