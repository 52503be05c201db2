package dev.foz.app.command;

import dev.foz.app.lake.OpenLake;
import dev.foz.app.text.Figures;
import dev.foz.app.text.RowFormat;
import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.NearestWord;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.ModelSpec;
import dev.foz.serve.RunningQuery;
import dev.foz.transform.ModelBuilder;
import dev.foz.transform.ModelGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foz preview FILE}: the first rows that a model makes. */
@Command(
    name = "preview",
    description = "Shows the first rows that the SQL of a model makes; writes nothing.")
final class PreviewCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  @Parameters(
      paramLabel = "FILE",
      description = "models/refined/vendas.sql, or the table: refined.vendas")
  private String file = "";

  @Option(names = "--limit", paramLabel = "N", description = "Rows to show (default 10)")
  private long limit = 10;

  PreviewCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    try (OpenLake open = options.open()) {
      ModelSpec model = find(open.lake());
      ModelGraph models = open.models();
      try (RunningQuery query = start(open, models, model)) {
        var rows = Rows.format(options.json() ? "json" : "table", surroundings.console());
        long shown = print(models, model, query, rows);
        surroundings.console().err().println(Figures.count(shown, "row") + ", nothing was written");
        return 0;
      }
    }
  }

  private static RunningQuery start(OpenLake open, ModelGraph models, ModelSpec model) {
    ModelBuilder builder = open.modelBuilder(models);
    try {
      return open.queries()
          .start(
              model.sql(),
              session -> builder.preview(model, session, sql -> session.query(sql, Progress.NONE)));
    } catch (FozException e) {
      throw inFile(models, model, e);
    }
  }

  private long print(ModelGraph models, ModelSpec model, RunningQuery query, RowFormat rows) {
    try {
      return SqlCommand.print(query.result(), rows, limit);
    } catch (FozException e) {
      throw inFile(models, model, ModelBuilder.ofPreview(model, e));
    }
  }

  private static FozException inFile(ModelGraph models, ModelSpec model, FozException failure) {
    return new FozException(
        failure.problems().stream().map(problem -> models.inFile(model, problem)).toList());
  }

  private ModelSpec find(Lake lake) {
    Path path = surroundings.folder().resolve(file).toAbsolutePath().normalize();
    Path inLake = lake.folder().resolve(file).normalize();
    return lake.models().stream()
        .filter(
            model ->
                model.file().equals(path)
                    || model.file().equals(inLake)
                    || model.table().toString().equals(file))
        .findFirst()
        .orElseThrow(() -> unknown(lake).toException());
  }

  private Problem unknown(Lake lake) {
    List<String> names =
        lake.models().stream()
            .map(model -> lake.folder().relativize(model.file()).toString())
            .toList();
    Problem problem = Problem.of(Code.UNKNOWN_TABLE, "no model is `" + file + "`");
    return NearestWord.find(file, names)
        .map(word -> problem.remedy("did you mean `" + word + "`?"))
        .orElseGet(() -> problem.remedy("name a file of models/, as " + example(names)));
  }

  private static String example(List<String> names) {
    return names.isEmpty() ? "models/refined/vendas.sql" : names.getFirst();
  }
}
