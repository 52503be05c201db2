package dev.foz.app.command;

import dev.foz.app.progress.JsonRunPrinter;
import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.app.text.Values;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.LakeReading;
import dev.foz.engine.Engine;
import dev.foz.engine.EngineOptions;
import dev.foz.engine.duckdb.DuckDbEngine;
import dev.foz.transform.ModelGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code foz check}: find mistakes, change nothing. */
@Command(name = "check", description = "Finds mistakes in the lake folder; changes nothing.")
final class CheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  CheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    LakeReading reading = options.read();
    List<Problem> problems =
        reading.lake().map(CheckCommand::modelProblems).orElse(reading.problems());
    if (options.json()) {
      Map<String, Object> out = new LinkedHashMap<>();
      out.put("ok", problems.isEmpty());
      out.put("problems", problems.stream().map(JsonRunPrinter::problem).toList());
      surroundings.console().out().println(Values.json(out));
    } else if (problems.isEmpty()) {
      reading.lake().ifPresent(this::praise);
    }
    if (problems.isEmpty()) {
      return 0;
    }
    return options.json()
        ? 2
        : Errors.report(surroundings.console(), new FozException(problems), false);
  }

  /** Reads the SQL of the models with an engine of its own: nothing of the lake is opened. */
  private static List<Problem> modelProblems(Lake lake) {
    EngineOptions options =
        new EngineOptions(
            EngineOptions.LEAST_MEMORY, 1, lake.storage(), lake.timezone(), List.of());
    try (Engine engine = new DuckDbEngine(options)) {
      ModelGraph.read(lake, engine.parser());
      return List.of();
    } catch (FozException e) {
      return e.problems();
    }
  }

  private void praise(Lake lake) {
    Console console = surroundings.console();
    int tables = lake.sources().stream().mapToInt(source -> source.tables().size()).sum();
    console
        .out()
        .println(
            console.green("no mistakes")
                + ": "
                + Figures.count(lake.sources().size(), "source")
                + " with "
                + Figures.count(tables, "table")
                + ", "
                + Figures.count(lake.models().size(), "model"));
  }
}
