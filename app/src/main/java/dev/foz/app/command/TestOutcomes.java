package dev.foz.app.command;

import dev.foz.app.lake.OpenLake;
import dev.foz.app.text.Figures;
import dev.foz.base.TableName;
import dev.foz.base.lake.ModelSpec;
import dev.foz.base.lake.OnFail;
import dev.foz.base.lake.TestSpec;
import dev.foz.engine.Moment;
import dev.foz.ingest.QuarantineGroup;
import dev.foz.state.LastStep;
import dev.foz.state.RunState;
import dev.foz.transform.ModelGraph;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Tells how tests of a model came out when its table was last made; runs none. */
final class TestOutcomes {
  private final TableName table;
  private final Optional<LastStep> last;
  private final Optional<LastStep> made;
  private final boolean asWritten;
  private final List<QuarantineGroup> waiting;

  TestOutcomes(OpenLake open, ModelGraph models, ModelSpec model, Moment moment) {
    this.table = model.table();
    String subject = table.toString();
    this.last =
        Optional.ofNullable(
            open.state().lastSteps(EnumSet.of(RunState.COMPLETED, RunState.FAILED)).get(subject));
    this.made =
        Optional.ofNullable(open.state().lastSteps(EnumSet.of(RunState.COMPLETED)).get(subject));
    this.asWritten = open.modelBuilder(models).isMadeAsWritten(model, moment);
    this.waiting =
        moment.find(table.quarantine()).isPresent()
            ? open.quarantineGroups().of(table.quarantine())
            : List.of();
  }

  /** In a few words; empty where the test was never run. */
  String of(TestSpec test) {
    Optional<LastStep> failed =
        last.filter(step -> step.state() == RunState.FAILED)
            .filter(step -> step.error().filter(error -> error.contains(passes(test))).isPresent());
    if (failed.isPresent()) {
      return "failed in run " + failed.get().run();
    }
    if (made.isEmpty()) {
      return "";
    }
    if (!asWritten) {
      return "not run since the model changed";
    }
    return test.onFail() == OnFail.QUARANTINE ? rows(test) : kept(test, made.get());
  }

  private static String passes(TestSpec test) {
    return "not pass " + test.name();
  }

  private static String kept(TestSpec test, LastStep step) {
    return (step.note().contains(passes(test)) ? "warned in run " : "passed in run ") + step.run();
  }

  private String rows(TestSpec test) {
    long rows =
        waiting.stream()
            .filter(group -> group.reason().endsWith(passes(test)))
            .mapToLong(QuarantineGroup::waiting)
            .sum();
    return rows == 0
        ? "passed in run " + made.map(LastStep::run).orElseThrow()
        : Figures.count(rows, "row") + (rows == 1 ? " waits" : " wait") + " in quarantine";
  }
}
