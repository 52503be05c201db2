package dev.foz.app.command;

import dev.foz.app.lake.LakeTasks;
import dev.foz.app.lake.OpenLake;
import dev.foz.app.lake.Selection;
import dev.foz.app.text.Console;
import dev.foz.base.Layer;
import dev.foz.control.RunSummary;
import dev.foz.control.Task;
import dev.foz.state.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foz run}: load and build until caught up. */
@Command(
    name = "run",
    description = {
      "Loads what is new in the sources and builds what depends on it, until caught up.",
      "Ctrl+C is safe: what was committed stays, the next run goes on from there."
    })
final class RunCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  @Parameters(
      paramLabel = "SELECT",
      description =
          "What to run; everything unless given. A source (notas), a table (curated.notas_nfe), "
              + "with * (refined.*), with what it needs (+refined.vendas) or what needs it "
              + "(notas+), models with a tag (tag:daily).")
  private List<String> select = new ArrayList<>();

  @Option(
      names = "--exclude",
      paramLabel = "SELECT",
      description = "What to leave out, in the same words; may be given several times")
  private List<String> exclude = new ArrayList<>();

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    Console console = surroundings.console();
    try (OpenLake open = options.open()) {
      List<Task> tasks = Selection.pick(LakeTasks.all(open, open.models()), select, exclude);
      if (tasks.isEmpty()) {
        console.err().println("nothing to run: no file in sources/ and none in models/ yet");
      }
      long before = waiting(open);
      RunSummary summary = TaskRun.run(open, console, options, words(), tasks);
      if (!options.json() && waiting(open) > before) {
        console
            .err()
            .println(console.yellow("records went to quarantine") + ": foz quarantine list");
      }
      return TaskRun.exitCode(summary);
    }
  }

  /** Records in quarantine, as far as the state database knows: no file is opened. */
  private static long waiting(OpenLake open) {
    return open.state().pointers().values().stream()
        .filter(pointer -> pointer.table().layer() == Layer.QUARANTINE)
        .mapToLong(pointer -> pointer.facts().records())
        .sum();
  }

  private String words() {
    List<String> words = new ArrayList<>(List.of("run"));
    words.addAll(select);
    exclude.forEach(word -> words.addAll(List.of("--exclude", word)));
    return String.join(" ", words);
  }

  static boolean succeeded(RunSummary summary) {
    return summary.state() == RunState.COMPLETED;
  }
}
