package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.NearestWord;
import dev.foz.base.PartitionField;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.base.lake.ModelSpec;
import dev.foz.base.lake.TestSpec;
import dev.foz.engine.EngineSession;
import dev.foz.engine.ParquetInput;
import dev.foz.engine.SqlParser;
import dev.foz.table.Evolution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the columns of every model from those of its inputs, and what does not fit them: SQL, keys
 * and tests. Reads no rows. Used once.
 */
public final class ModelTyping {
  private final ModelGraph models;
  private final SqlParser parser;
  private final EngineSession session;
  private final Inputs inputs;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<TableName, String> untyped = new LinkedHashMap<>();
  private final Map<TableName, Optional<String>> bound = new TreeMap<>();

  private ModelTyping(ModelGraph models, SqlParser parser, EngineSession session, Inputs inputs) {
    this.models = models;
    this.parser = parser;
    this.session = session;
    this.inputs = inputs;
  }

  /** The tables of sources, as they are or will be. */
  public interface Inputs {
    /**
     * Makes a table readable, with its columns and without rows.
     *
     * @return why that cannot be done; empty where it was
     */
    Optional<String> bind(EngineSession session, TableName table);
  }

  /**
   * What was found.
   *
   * @param problems told for the models' files
   * @param untyped by model why its columns are not known
   */
  public record Found(List<Problem> problems, Map<TableName, String> untyped) {
    public Found {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Types all models.
   *
   * @param session that nothing is bound in
   */
  public static Found check(
      ModelGraph models, SqlParser parser, EngineSession session, Inputs inputs) {
    ModelTyping typing = new ModelTyping(models, parser, session, inputs);
    models.ordered().forEach(typing::type);
    models.ordered().stream()
        .filter(model -> typing.bound.getOrDefault(model.table(), Optional.of("")).isEmpty())
        .forEach(typing::checkTests);
    return new Found(typing.problems, typing.untyped);
  }

  private void type(ModelSpec model) {
    Optional<String> obstacle =
        models.inputs(model.table()).stream()
            .flatMap(input -> bind(input).map(why -> reads(input, why)).stream())
            .findFirst();
    if (obstacle.isPresent()) {
      untyped.put(model.table(), obstacle.get());
      bound.put(model.table(), Optional.of("could not be typed"));
      return;
    }
    try {
      List<Field> clear = session.describe(model.sql());
      checkColumns(model, clear);
      List<Field> columns = ModelBuilder.masked(model, clear);
      session.bind(model.table(), ParquetInput.of(Evolution.assign(columns), filter -> List.of()));
      bound.put(model.table(), Optional.empty());
    } catch (FozException e) {
      problems.add(inFile(model, e));
      bound.put(model.table(), Optional.of("has a mistake"));
    }
  }

  private static String reads(TableName input, String why) {
    return "it reads " + input + ", which " + why;
  }

  private Optional<String> bind(TableName table) {
    return bound.computeIfAbsent(table, name -> inputs.bind(session, name));
  }

  private Problem inFile(ModelSpec model, FozException failure) {
    Problem problem = failure.problem();
    return switch (problem.code()) {
      case SQL_FAILED, SQL_SYNTAX, SQL_REFUSED -> models.inFile(model, problem);
      case MODEL_FAILED, DANGLING_NAME, WRONG_VALUE -> problem;
      default -> throw failure;
    };
  }

  private void checkColumns(ModelSpec model, List<Field> columns) {
    List<String> names = columns.stream().map(Field::name).toList();
    ModelBuild.checkNames(model, columns);
    checkNamed(model, "primary_key", model.primaryKey(), names);
    checkNamed(model, "cluster_by", model.layout().clusterBy(), names);
    List<PartitionField> partitionBy = model.layout().partitionBy();
    checkNamed(
        model, "partition_by", partitionBy.stream().map(PartitionField::column).toList(), names);
    for (PartitionField field : partitionBy) {
      columns.stream()
          .filter(column -> column.name().equalsIgnoreCase(field.column()))
          .filter(column -> !field.transform().fits(column.type()))
          .forEach(column -> problems.add(misfit(model, field, column)));
    }
  }

  private Problem misfit(ModelSpec model, PartitionField field, Field column) {
    return Problem.of(
            Code.MODEL_FAILED, model.table() + " cannot be partitioned by `" + field + "`")
        .at(models.placeOf(model, "partition_by", field.column()))
        .because("column `" + column.name() + "` is " + column.type())
        .remedy(Layouts.REMEDY);
  }

  private void checkNamed(ModelSpec model, String key, List<String> wanted, List<String> columns) {
    for (String name : wanted) {
      if (columns.stream().noneMatch(name::equalsIgnoreCase)) {
        problems.add(
            Problem.of(
                    Code.DANGLING_NAME,
                    "the SQL of " + model.table() + " makes no column `" + name + "`")
                .at(models.placeOf(model, key, name))
                .because("`" + key + "` names it")
                .remedy(
                    NearestWord.find(name, columns)
                        .map(near -> "did you mean `" + near + "`?")
                        .orElse("columns: " + String.join(", ", columns))));
      }
    }
  }

  private void checkTests(ModelSpec model) {
    if (model.tests().isEmpty()) {
      return;
    }
    List<TestSpec> known = model.tests().stream().filter(this::canBeTyped).toList();
    problems.addAll(
        ModelTests.read(model, parser)
            .check(session, known, TestedRows.of(model.table()), Progress.NONE));
  }

  private boolean canBeTyped(TestSpec test) {
    return !(test instanceof TestSpec.Relationships to) || bind(to.to()).isEmpty();
  }
}
