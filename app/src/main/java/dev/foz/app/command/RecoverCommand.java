package dev.foz.app.command;

import dev.foz.app.lake.OpenLake;
import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.app.text.Values;
import dev.foz.table.RecoveryReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code foz state recover}: a lost state database from the copies in the tables. */
@Command(
    name = "recover",
    description = {
      "Makes a lost state database anew from the copies that the tables hold.",
      "Move a damaged one aside first."
    })
final class RecoverCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  RecoverCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    try (OpenLake open = options.openUnchecked()) {
      RecoveryReport report = open.catalog().recover();
      if (options.json()) {
        surroundings.console().out().println(Values.json(facts(report)));
      } else {
        print(surroundings.console(), report);
      }
      return 0;
    }
  }

  private static Map<String, Object> facts(RecoveryReport report) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("tables", report.tables().stream().map(Object::toString).toList());
    facts.put("readers", report.readers().stream().sorted().toList());
    facts.put("rebuild", report.rebuild().stream().map(Object::toString).sorted().toList());
    facts.put("notes", report.notes());
    return facts;
  }

  private static void print(Console console, RecoveryReport report) {
    console
        .out()
        .println(
            "recovered "
                + Figures.count(report.tables().size(), "table")
                + " and the positions of "
                + Figures.count(report.readers().size(), "source"));
    report
        .rebuild()
        .forEach(table -> console.out().println("  " + table + " will be built whole again"));
    report.notes().forEach(note -> console.out().println("  " + note));
    console.out().println("foz run goes on from here");
  }
}
