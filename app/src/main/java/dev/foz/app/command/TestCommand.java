package dev.foz.app.command;

import dev.foz.app.lake.CommittedTests;
import dev.foz.app.lake.OpenLake;
import dev.foz.app.lake.TestedModel;
import dev.foz.app.progress.Stop;
import dev.foz.app.text.Values;
import dev.foz.base.FozException;
import dev.foz.base.Progress;
import dev.foz.base.lake.ModelSpec;
import dev.foz.engine.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code foz test}: do the tables meet the tests of their models. */
@Command(
    name = "test",
    description = {
      "Runs the tests of models over their tables as they are now; changes nothing.",
      "Ends with 1 where rows do not pass a test with `on_fail: fail`."
    })
final class TestCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  @Parameters(
      paramLabel = "SELECT",
      description =
          "Whose tests to run; all unless given. A model (refined.vendas), with * (refined.*), "
              + "with what it needs (+refined.vendas) or what needs it (notas+).")
  private List<String> select = new ArrayList<>();

  TestCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    try (OpenLake open = options.open()) {
      CommittedTests tests = new CommittedTests(open, open.models());
      List<ModelSpec> picked = tests.pick(select);
      Stop stop = new Stop("the command");
      return Interrupts.during(stop::ask, () -> run(tests, picked, open.now(), stop));
    }
  }

  private int run(CommittedTests tests, List<ModelSpec> picked, Moment moment, Progress progress) {
    List<TestedModel> tested = new ArrayList<>();
    for (ModelSpec model : picked) {
      TestedModel result = tests.run(model, moment, progress);
      tested.add(result);
      if (!options.json()) {
        TestText.lines(surroundings.console(), result).forEach(this::print);
      }
    }
    if (options.json()) {
      print(Values.json(TestText.json(tested)));
    } else {
      print(TestText.sum(tested));
      reportBroken(tested);
    }
    return TestText.exitCode(tested);
  }

  private void print(String line) {
    surroundings.console().out().println(line);
  }

  private void reportBroken(List<TestedModel> tested) {
    for (TestedModel model : tested) {
      if (model instanceof TestedModel.Broken broken) {
        Errors.report(surroundings.console(), new FozException(broken.problems()), false);
      }
    }
  }
}
