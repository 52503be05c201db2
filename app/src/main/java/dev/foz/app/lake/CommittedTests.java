package dev.foz.app.lake;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.base.lake.ModelSpec;
import dev.foz.control.Task;
import dev.foz.engine.EngineSession;
import dev.foz.engine.Moment;
import dev.foz.transform.ModelGraph;
import dev.foz.transform.ModelTests;
import dev.foz.transform.TestedRows;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Runs the tests of models over their tables as they are committed. Changes nothing. */
public final class CommittedTests {
  private final OpenLake open;
  private final ModelGraph models;

  public CommittedTests(OpenLake open, ModelGraph models) {
    this.open = open;
    this.models = models;
  }

  /**
   * The models with tests that these words pick, all of them without words.
   *
   * @throws FozException with a problem for every word that picks nothing
   */
  public List<ModelSpec> pick(List<String> words) {
    Set<String> picked =
        Selection.pick(LakeTasks.of(open, models, model -> true), words).stream()
            .map(Task::subject)
            .collect(Collectors.toSet());
    return models.ordered().stream()
        .filter(model -> !model.tests().isEmpty() && picked.contains(model.table().toString()))
        .toList();
  }

  /**
   * Runs the tests of one model.
   *
   * @param moment of which the tables are
   * @throws FozException when it is cancelled, or fails for no reason of the model's
   */
  public TestedModel run(ModelSpec model, Moment moment, Progress progress) {
    try {
      return test(model, ModelTests.read(model, open.engine().parser()), moment, progress);
    } catch (FozException e) {
      if (e.problems().stream().anyMatch(problem -> !isAboutModel(problem))) {
        throw e;
      }
      return new TestedModel.Broken(model.table(), e.problems());
    }
  }

  private static boolean isAboutModel(Problem problem) {
    return problem.code() == Code.SQL_FAILED || problem.code() == Code.DANGLING_NAME;
  }

  private TestedModel test(ModelSpec model, ModelTests tests, Moment moment, Progress progress) {
    Set<TableName> read = new TreeSet<>(tests.references());
    read.add(model.table());
    Set<TableName> stored = models.storedInputs(read);
    Optional<TableName> missing =
        stored.stream().filter(table -> moment.find(table).isEmpty()).findFirst();
    if (missing.isPresent()) {
      return new TestedModel.Waiting(model.table(), missing.get());
    }
    try (EngineSession session = open.engine().open()) {
      stored.forEach(table -> moment.bind(session, moment.find(table).orElseThrow()));
      models.views(read).forEach(view -> bindView(session, view));
      return new TestedModel.Tested(
          model.table(), tests.run(session, TestedRows.of(model.table()), progress));
    }
  }

  private void bindView(EngineSession session, ModelSpec view) {
    try {
      session.bindView(view.table(), view.sql());
    } catch (FozException e) {
      throw e.problem().code() == Code.SQL_FAILED
          ? models.inFile(view, e.problem()).toException(e)
          : e;
    }
  }
}
