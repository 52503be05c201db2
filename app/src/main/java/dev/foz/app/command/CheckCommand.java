package dev.foz.app.command;

import dev.foz.app.lake.ContractImpact;
import dev.foz.app.lake.ContractImpacts;
import dev.foz.app.lake.Declarations;
import dev.foz.app.lake.ModelTyping;
import dev.foz.app.lake.OpenLake;
import dev.foz.app.progress.JsonRunPrinter;
import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.app.text.Values;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.LakeReading;
import dev.foz.engine.Engine;
import dev.foz.engine.EngineOptions;
import dev.foz.engine.duckdb.DuckDbEngine;
import dev.foz.transform.ModelGraph;
import java.nio.file.Files;
import java.util.ArrayList;
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
        new ArrayList<>(
            reading.lake().map(CheckCommand::folderProblems).orElse(reading.problems()));
    List<ContractImpact> impacts = List.of();
    if (problems.isEmpty()) {
      impacts = reading.lake().map(lake -> impacts(lake, problems)).orElse(List.of());
    }
    report(reading, problems, impacts);
    return problems.isEmpty() ? 0 : 2;
  }

  private void report(LakeReading reading, List<Problem> problems, List<ContractImpact> impacts) {
    Console console = surroundings.console();
    if (options.json()) {
      Map<String, Object> out = new LinkedHashMap<>();
      out.put("ok", problems.isEmpty());
      out.put("problems", problems.stream().map(JsonRunPrinter::problem).toList());
      out.put("contracts", impacts.stream().map(ImpactText::json).toList());
      console.out().println(Values.json(out));
      return;
    }
    if (problems.isEmpty()) {
      reading.lake().ifPresent(this::praise);
    } else {
      Errors.report(console, new FozException(problems), false);
    }
    impacts.forEach(impact -> ImpactText.lines(impact).forEach(console.out()::println));
  }

  /** Contracts, then the SQL of the models: nothing of the lake is opened. */
  private static List<Problem> folderProblems(Lake lake) {
    List<Problem> problems = new ArrayList<>();
    try {
      Declarations.read(lake);
    } catch (FozException e) {
      problems.addAll(e.problems());
    }
    problems.addAll(modelProblems(lake));
    return problems;
  }

  /** What changed contracts will do to a lake that was loaded before. */
  private List<ContractImpact> impacts(Lake lake, List<Problem> problems) {
    if (!Files.exists(lake.stateFile())) {
      return List.of();
    }
    try (OpenLake open = OpenLake.open(lake, surroundings.memory(), surroundings.clock())) {
      ModelGraph models = open.models();
      ContractImpacts contracts = new ContractImpacts(open, models);
      problems.addAll(contracts.maskProblems());
      if (!problems.isEmpty()) {
        return List.of();
      }
      List<ContractImpact> impacts = contracts.all(Progress.NONE);
      problems.addAll(new ModelTyping(open, models, impacts).problems());
      return impacts;
    }
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
