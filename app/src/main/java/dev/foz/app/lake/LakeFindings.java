package dev.foz.app.lake;

import dev.foz.base.FozException;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.LakeReading;
import dev.foz.base.lake.SourceSpec;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.contract.Contract;
import dev.foz.engine.Engine;
import dev.foz.engine.EngineOptions;
import dev.foz.engine.EngineSession;
import dev.foz.engine.Moment;
import dev.foz.engine.RememberingParser;
import dev.foz.engine.SqlParser;
import dev.foz.engine.duckdb.DuckDbEngine;
import dev.foz.transform.ContractPreview;
import dev.foz.transform.ModelGraph;
import dev.foz.transform.ModelTyping;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What can be said of a lake folder without loading or building anything.
 *
 * @param problems mistakes; where there are some of contracts or of which table is made from which,
 *     nothing else was looked at
 * @param warnings of what is no mistake, but may be
 * @param untyped by model why its columns are not known
 * @param impacts what changed contracts will do to a lake that was loaded before
 */
public record LakeFindings(
    List<Problem> problems,
    List<Problem> warnings,
    Map<TableName, String> untyped,
    List<ContractImpact> impacts) {
  public LakeFindings {
    warnings = List.copyOf(warnings);
    problems = List.copyOf(problems);
    impacts = List.copyOf(impacts);
  }

  /** Of a folder with mistakes: those that were found, and others that can be told beside them. */
  public static LakeFindings of(LakeReading broken) {
    List<Problem> problems = new ArrayList<>(broken.problems());
    Set<String> told =
        problems.stream()
            .flatMap(problem -> problem.where().stream())
            .map(Place::file)
            .collect(Collectors.toSet());
    broken
        .broken()
        .filter(lake -> !lake.models().isEmpty())
        .ifPresent(
            lake -> {
              try (Engine engine = new DuckDbEngine(options(lake))) {
                ModelGraph.syntax(lake, engine.parser()).stream()
                    .filter(
                        problem -> problem.where().filter(at -> told.contains(at.file())).isEmpty())
                    .forEach(problems::add);
              }
            });
    return mistakes(problems);
  }

  private static EngineOptions options(Lake lake) {
    return new EngineOptions(
        EngineOptions.LEAST_MEMORY * 2, 1, lake.storage(), lake.timezone(), List.of());
  }

  private static LakeFindings mistakes(List<Problem> problems) {
    return new LakeFindings(problems, List.of(), Map.of(), List.of());
  }

  /** Of a folder that can be read; opens the lake where there is one, and changes nothing. */
  public static LakeFindings of(Lake lake, Memory memory, Clock clock) {
    List<Problem> problems = new ArrayList<>();
    Declarations declarations = null;
    try {
      declarations = Declarations.read(lake);
    } catch (FozException e) {
      problems.addAll(e.problems());
    }
    try (Engine engine = new DuckDbEngine(options(lake))) {
      RememberingParser parser = Parsers.of(lake, engine);
      Optional<ModelGraph> models = models(lake, parser, problems);
      if (Files.exists(lake.stateFile())) {
        parser.save();
      }
      return declarations == null || models.isEmpty()
          ? mistakes(problems)
          : new Folder(lake, declarations, engine, models.get()).look(memory, clock);
    }
  }

  private static Optional<ModelGraph> models(Lake lake, SqlParser parser, List<Problem> problems) {
    try {
      return Optional.of(ModelGraph.read(lake, parser));
    } catch (FozException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  /** A folder whose files are right one by one. */
  private record Folder(Lake lake, Declarations declarations, Engine engine, ModelGraph models) {
    LakeFindings look(Memory memory, Clock clock) {
      if (!Files.exists(lake.stateFile())) {
        List<Problem> tables = tableProblems(Optional.empty());
        return tables.isEmpty() ? typed(Optional.empty(), List.of()) : mistakes(tables);
      }
      try (OpenLake open = OpenLake.open(lake, memory, clock)) {
        List<Problem> tables = tableProblems(Optional.of(open.now()));
        if (!tables.isEmpty()) {
          return mistakes(tables);
        }
        List<ContractImpact> impacts = new ContractImpacts(open, models).all(Progress.NONE);
        return typed(Optional.of(open.now()), impacts);
      }
    }

    /** Of tables whose fields are known: by their contract, or by records. */
    private List<Problem> tableProblems(Optional<Moment> moment) {
      List<Problem> problems = new ArrayList<>();
      for (SourceSpec source : lake.sources()) {
        for (SourceTableSpec table : source.tables()) {
          Optional<Contract> kept =
              moment.flatMap(now -> now.find(table.rawTable()).map(now::contract));
          if (table.curate() && (kept.isPresent() || table.contract().isPresent())) {
            Contract next = declarations.rules(table).over(kept.orElseGet(Contract::empty));
            problems.addAll(
                ContractPreview.problems(LakeTasks.curated(table), next, kept.isPresent()));
          }
        }
      }
      return problems;
    }

    private LakeFindings typed(Optional<Moment> moment, List<ContractImpact> impacts) {
      KnownColumns columns = new KnownColumns(lake, declarations, moment, impacts);
      try (EngineSession session = engine.open()) {
        ModelTyping.Found found = ModelTyping.check(models, engine.parser(), session, columns);
        List<Problem> warnings =
            models.ordered().stream().flatMap(model -> models.warnings(model).stream()).toList();
        return new LakeFindings(found.problems(), warnings, found.untyped(), impacts);
      }
    }
  }
}
