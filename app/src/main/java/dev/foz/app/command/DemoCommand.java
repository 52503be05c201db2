package dev.foz.app.command;

import dev.foz.app.lake.LakeTasks;
import dev.foz.app.lake.OpenLake;
import dev.foz.app.progress.QuietRun;
import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.base.lake.LakeReader;
import dev.foz.control.RunSummary;
import dev.foz.control.Runner;
import dev.foz.demo.DemoFeed;
import dev.foz.demo.DemoLake;
import dev.foz.demo.DemoOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foz demo}: a lake in one command. */
@Command(
    name = "demo",
    description = {
      "Makes a lake of invented invoices and tells its story: what comes, what waits in",
      "quarantine and how it is mended, what is built, tested and masked, and what it answers.",
      "Then its shops go on selling until Ctrl+C, unless --once is given."
    })
final class DemoCommand implements Callable<Integer> {
  private static final String FOLDER = "foz-demo";
  private static final int INVOICES_A_DAY = 200;
  private static final int EXCERPT_LINES = 4;
  private static final int EXCERPT_WIDTH = 76;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Surroundings surroundings;

  @Mixin private final NoJson json = new NoJson();

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "A folder that does not exist yet (default: foz-demo, or the next free number)")
  private Optional<Path> wanted = Optional.empty();

  @Option(names = "--once", description = "End when all is loaded and answered")
  private boolean once;

  @Option(
      names = "--invoices",
      paramLabel = "N",
      description = "How many invoices to invent (default 20000)")
  private int invoices = DemoOptions.standard().invoices();

  DemoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    json.refuse(
        "the demo tells a story to people",
        "foz demo --once, then in its folder: foz status --json");
    Console console = surroundings.console();
    DemoOptions standard = DemoOptions.standard();
    DemoOptions options = new DemoOptions(standard.seed(), invoices, standard.lastDay());
    Path folder = wanted.orElseGet(this::freeFolder);
    DemoLake demo = DemoLake.create(surroundings.folder().resolve(folder).normalize(), options);
    console.out().println(made(demo));
    demo.firstFile().ifPresent(file -> console.out().println(excerpt(demo.folder(), file)));
    console.out().flush();
    int exit = new DemoTelling(surroundings, demo.folder()).tell(demo.story());
    if (exit != 0) {
      return exit;
    }
    if (!once) {
      live(demo, options);
    }
    console.out().println(next(folder));
    return 0;
  }

  /** So that the demo can be started again and again. */
  private Path freeFolder() {
    Path folder = Path.of(FOLDER);
    for (int i = 2; Files.exists(surroundings.folder().resolve(folder)); i++) {
      folder = Path.of(FOLDER + "-" + i);
    }
    return folder;
  }

  private static String made(DemoLake demo) {
    return "A lake of invented invoices in "
        + demo.folder()
        + "\n"
        + Figures.count(demo.invoices(), "invoice")
        + " ("
        + Figures.count(demo.cancellations())
        + " cancelled later) in "
        + Figures.count(demo.files(), "file")
        + ", "
        + Figures.bytes(demo.bytes());
  }

  /** How a file of input begins. */
  private static String excerpt(Path folder, String file) {
    try {
      String text = Files.readString(folder.resolve(file));
      StringBuilder out = new StringBuilder("\n" + file + "\n");
      for (int i = 0; i < EXCERPT_LINES && (i + 1) * EXCERPT_WIDTH < text.length(); i++) {
        out.append("  ").append(text, i * EXCERPT_WIDTH, (i + 1) * EXCERPT_WIDTH).append('\n');
      }
      return out.append("  …").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String next(Path folder) {
    return """

        Go on in it:
          cd %s
          foz sql                          ask it something else
          foz show curated.itens           what it is made of, and who reads it
          foz quarantine show notas_nfe    the records that still wait
          foz run                          after you changed a file in it"""
        .formatted(folder);
  }

  /** New files, a run, one line: until the process is asked to end. */
  private void live(DemoLake demo, DemoOptions options) {
    Console console = surroundings.console();
    DemoFeed feed = new DemoFeed(demo.folder(), options);
    console.out().println("\nThe shops go on selling; Ctrl+C ends it.");
    console.out().flush();
    CountDownLatch ended = new CountDownLatch(1);
    try (OpenLake open =
        OpenLake.open(
            LakeReader.read(demo.folder(), surroundings.environment()).orThrow(),
            surroundings.memory(),
            surroundings.clock())) {
      Interrupts.atKeyboard(
          () -> {
            console.err().println("\nends after what is at work; Ctrl+C again ends at once");
            ended.countDown();
          },
          () -> {
            do {
              feed.writeDay(INVOICES_A_DAY);
              console.out().println(console.fitted(day(open), 2));
              console.out().flush();
            } while (!isEnded(ended));
            return true;
          });
    }
  }

  /** Waits for the next day; whether the demo is to end before it. */
  private boolean isEnded(CountDownLatch ended) {
    try {
      return ended.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Loads what came; returns what to say of it. */
  private static String day(OpenLake open) {
    Runner runner = new Runner(open.state(), new QuietRun(), open.tasksAtOnce());
    RunSummary summary = runner.run("demo", LakeTasks.all(open, open.models()));
    return "run %d  %s in %s  %s, %s in quarantine"
        .formatted(
            summary.run(),
            summary.state().name().toLowerCase(Locale.ROOT),
            Figures.time(summary.elapsed()),
            Figures.count(records(open, table -> table.equals("curated.notas")), "invoice"),
            Figures.count(records(open, table -> table.startsWith("quarantine.")), "record"));
  }

  private static long records(OpenLake open, Predicate<String> tables) {
    return open.state().pointers().values().stream()
        .filter(pointer -> tables.test(pointer.table().toString()))
        .mapToLong(pointer -> pointer.facts().records())
        .sum();
  }
}
