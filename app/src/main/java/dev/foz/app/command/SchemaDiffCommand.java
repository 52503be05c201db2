package dev.foz.app.command;

import dev.foz.app.lake.ContractImpact;
import dev.foz.app.lake.ContractImpacts;
import dev.foz.app.lake.OpenLake;
import dev.foz.app.text.Console;
import dev.foz.app.text.Values;
import dev.foz.base.Progress;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.contract.Contract;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code foz schema diff TABLE}: the folder's contract against the one that the lake has. */
@Command(
    name = "diff",
    description = {
      "Shows how a contract was changed since the last run.",
      "That is, from the one that records landed under last, and what the next run will do about it."
    })
final class SchemaDiffCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  @Parameters(paramLabel = "TABLE", description = "A table of a source: notas_nfe")
  private String table = "";

  SchemaDiffCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    try (OpenLake open = options.open()) {
      SourceTableSpec spec = SourceTableArgument.find(open.lake(), table);
      ContractImpacts impacts = new ContractImpacts(open, open.models());
      Optional<ContractImpact> impact = impacts.of(spec, Progress.NONE);
      if (options.json()) {
        surroundings.console().out().println(Values.json(json(spec, impacts, impact)));
      } else {
        print(spec, impacts, impact);
      }
      return 0;
    }
  }

  private static Map<String, Object> json(
      SourceTableSpec spec, ContractImpacts impacts, Optional<ContractImpact> impact) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("table", spec.rawTable().toString());
    out.put("landed_under", impacts.kept(spec).hash());
    out.put("folder", impacts.next(spec).hash());
    impact.ifPresent(change -> out.put("change", ImpactText.json(change)));
    return out;
  }

  private void print(
      SourceTableSpec spec, ContractImpacts impacts, Optional<ContractImpact> impact) {
    Console console = surroundings.console();
    Contract kept = impacts.kept(spec);
    if (impact.isPresent()) {
      ImpactText.lines(impact.get()).forEach(console.out()::println);
    } else if (kept.fields().isEmpty()) {
      console.out().println(spec.rawTable() + " has no records yet: nothing to compare with");
    } else if (spec.contract().isEmpty()) {
      console.out().println(spec.rawTable() + " has no contract in the folder: types are inferred");
    } else {
      console.out().println(spec.rawTable() + " has the contract of the folder, " + kept.hash());
    }
  }
}
