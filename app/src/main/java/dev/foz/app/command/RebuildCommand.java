package dev.foz.app.command;

import dev.foz.app.lake.OpenLake;
import dev.foz.app.lake.RebuildPlan;
import dev.foz.app.text.Figures;
import dev.foz.base.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foz rebuild TABLE...}: again from raw. */
@Command(
    name = "rebuild",
    description = {
      "Makes tables again from all that they are made of: curated source tables from raw, models",
      "from their inputs. Readers see the version before until the new one is whole.",
      "Ctrl+C is safe: the version before stays."
    })
final class RebuildCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  @Parameters(
      paramLabel = "TABLE",
      arity = "1..*",
      description = {
        "Tables as in `foz run` (curated.loja_*). curated.x+ rebuilds it and then brings what",
        "depends on it up to date; +curated.x brings what it needs up to date before."
      })
  private List<String> select = new ArrayList<>();

  @Mixin private final SpanOptions span = new SpanOptions();

  @Option(names = "--dry-run", description = "Only say what would be read")
  private boolean dryRun;

  RebuildCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    try (OpenLake open = options.open()) {
      RebuildPlan plan =
          RebuildPlan.of(open, open.models(), select, span.span(open.lake().timezone()));
      if (dryRun) {
        print(plan.readings());
        return 0;
      }
      String words = "rebuild " + String.join(" ", select) + span.words();
      return TaskRun.exitCode(
          TaskRun.run(open, surroundings.console(), options, words, plan.tasks()));
    }
  }

  private void print(List<RebuildPlan.Reading> readings) {
    List<Field> columns =
        List.of(
            Rows.text("table"),
            Rows.text("reads"),
            Rows.number("records"),
            options.json() ? Rows.number("bytes") : Rows.text("size"),
            Rows.text("note"));
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (RebuildPlan.Reading reading : readings) {
      Object size = options.json() ? reading.bytes() : (Object) Figures.bytes(reading.bytes());
      rows.add(
          new @Nullable Object[] {
            reading.table(), reading.reads(), reading.records(), size, reading.note()
          });
    }
    Rows.print(surroundings.console(), options.json(), columns, rows);
  }
}
