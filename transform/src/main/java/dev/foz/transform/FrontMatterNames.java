package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Layer;
import dev.foz.base.NearestWord;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.base.lake.IgnoredInput;
import dev.foz.base.lake.ModelSpec;
import dev.foz.base.lake.TestSpec;
import dev.foz.engine.SqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks what models say about tables beside their SQL, and the SQL of their tests. */
final class FrontMatterNames {
  private FrontMatterNames() {}

  /**
   * Checks all models.
   *
   * @param masked raw tables whose curated ones have masks
   * @throws FozException with all problems
   */
  static void check(
      ModelGraph models, Set<TableName> known, Set<TableName> masked, SqlParser parser) {
    List<Problem> problems = new ArrayList<>();
    for (ModelSpec model : models.ordered()) {
      Set<TableName> read = new TreeSet<>(models.inputs(model.table()));
      read.addAll(models.storedInputs(read));
      model.ignoreChanges().stream()
          .filter(input -> !read.contains(input.table()))
          .map(input -> notRead(model, input, read))
          .forEach(problems::add);
      if (model.masks().isEmpty()) {
        read.stream()
            .filter(masked::contains)
            .map(raw -> readsClear(model, raw))
            .forEach(problems::add);
      }
      for (TestSpec test : model.tests()) {
        check(test, known, parser, problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new FozException(problems);
    }
  }

  /** A model must not take back what the mask of a source table hides. */
  private static Problem readsClear(ModelSpec model, TableName raw) {
    TableName curated = new TableName(Layer.CURATED, raw.name());
    return Problem.of(
            Code.SQL_REFUSED, model.table() + " reads " + raw + ", which holds masked values clear")
        .at(model.place())
        .because("the source masks columns of " + curated)
        .remedy("read " + curated + ", or give the model a `mask` of its own");
  }

  private static Problem notRead(ModelSpec model, IgnoredInput input, Set<TableName> read) {
    List<String> names = read.stream().map(TableName::toString).toList();
    return Problem.of(Code.DANGLING_NAME, model.table() + " does not read `" + input.table() + "`")
        .at(input.place())
        .remedy(
            NearestWord.find(input.table().toString(), names)
                .map(word -> "did you mean `" + word + "`?")
                .orElse("it reads " + (names.isEmpty() ? "no table" : String.join(", ", names))));
  }

  private static void check(
      TestSpec test, Set<TableName> known, SqlParser parser, List<Problem> problems) {
    switch (test) {
      case TestSpec.Expression expression ->
          TestExpression.check(expression, parser).ifPresent(problems::add);
      case TestSpec.Relationships to when !known.contains(to.to()) ->
          problems.add(ModelGraph.unknown(to.to().toString(), test.place(), known));
      case TestSpec.Relationships to -> {}
      case TestSpec.NotNull notNull -> {}
      case TestSpec.Unique unique -> {}
      case TestSpec.AcceptedValues accepted -> {}
      case TestSpec.Rule rule -> {}
    }
  }
}
