package dev.foz.app.command;

import dev.foz.app.lake.LakeTasks;
import dev.foz.app.lake.OpenLake;
import dev.foz.app.progress.QuietRun;
import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.app.text.RowFormat;
import dev.foz.base.Progress;
import dev.foz.base.lake.LakeReader;
import dev.foz.control.RunSummary;
import dev.foz.control.Runner;
import dev.foz.demo.DemoFeed;
import dev.foz.demo.DemoLake;
import dev.foz.demo.DemoOptions;
import dev.foz.demo.DemoQuery;
import dev.foz.serve.QueryService;
import dev.foz.serve.RunningQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foz demo}: a lake in one command. */
@Command(
    name = "demo",
    description = {
      "Makes a lake with invented invoices, loads it, builds a refined table and asks it three",
      "questions. Then its shops go on selling until Ctrl+C, unless --once is given."
    })
final class DemoCommand implements Callable<Integer> {
  private static final String FOLDER = "foz-demo";
  private static final int INVOICES_A_DAY = 200;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Surroundings surroundings;

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
    Console console = surroundings.console();
    DemoOptions standard = DemoOptions.standard();
    DemoOptions options = new DemoOptions(standard.seed(), invoices, standard.lastDay());
    Path folder = wanted.orElseGet(this::freeFolder);
    DemoLake demo = DemoLake.create(surroundings.folder().resolve(folder).normalize(), options);
    console.out().println(made(demo));
    console.out().flush();
    try (OpenLake open =
        OpenLake.open(
            LakeReader.read(demo.folder(), surroundings.environment()).orThrow(),
            surroundings.memory(),
            surroundings.clock())) {
      RunSummary summary = run(open, console);
      if (!RunCommand.succeeded(summary)) {
        return TaskRun.exitCode(summary);
      }
      QueryService queries = open.queries();
      demo.queries().forEach(query -> ask(console, queries, folder, query));
      if (!once) {
        live(open, console, new DemoFeed(demo.folder(), options));
      }
    }
    console.out().println("\nGo on in it:  cd " + folder + "  and  foz status, foz sql, foz run");
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
    return "A lake in "
        + demo.folder()
        + ": "
        + Figures.count(demo.invoices(), "invoice")
        + " ("
        + Figures.count(demo.cancellations())
        + " cancelled later) in "
        + Figures.count(demo.files(), "file")
        + ", "
        + Figures.bytes(demo.bytes());
  }

  private static RunSummary run(OpenLake open, Console console) {
    return TaskRun.run(open, console, false, "demo", LakeTasks.all(open, open.models()));
  }

  /** New files, a run, one line: until the process is asked to end. */
  private void live(OpenLake open, Console console, DemoFeed feed) {
    console.out().println("\nThe shops go on selling; Ctrl+C ends it.");
    AtomicBoolean ended = new AtomicBoolean();
    Interrupts.during(
        () -> ended.set(true),
        () -> {
          while (!ended.get()) {
            feed.writeDay(INVOICES_A_DAY);
            Runner runner = new Runner(open.state(), new QuietRun(), open.tasksAtOnce());
            RunSummary summary = runner.run("demo", LakeTasks.all(open, open.models()));
            console.out().println(liveLine(open, summary));
            console.out().flush();
            LockSupport.parkNanos(PAUSE.toNanos());
          }
          return true;
        });
  }

  private String liveLine(OpenLake open, RunSummary summary) {
    long invoices =
        open.state().pointers().values().stream()
            .filter(pointer -> pointer.table().toString().equals("curated.notas_nfe"))
            .mapToLong(pointer -> pointer.facts().records())
            .sum();
    return "run "
        + summary.run()
        + "  "
        + summary.state().name().toLowerCase(Locale.ROOT)
        + " in "
        + Figures.time(summary.elapsed())
        + "  "
        + Figures.count(invoices, "invoice")
        + " in curated.notas_nfe, refined tables built anew";
  }

  private static void ask(Console console, QueryService queries, Path folder, DemoQuery query) {
    console.out().println("\n" + console.bold(query.title()));
    console.out().println("foz sql --lake " + folder + " \"" + query.sql() + "\"\n");
    RowFormat rows = Rows.format("table", console);
    try (RunningQuery running = queries.start(query.sql(), Progress.NONE)) {
      SqlCommand.print(running.result(), rows);
    }
  }
}
