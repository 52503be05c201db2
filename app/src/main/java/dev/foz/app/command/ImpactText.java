package dev.foz.app.command;

import dev.foz.app.lake.ContractImpact;
import dev.foz.app.text.Figures;
import dev.foz.base.TableName;
import dev.foz.contract.ColumnChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells what a changed contract will do. */
final class ImpactText {
  private ImpactText() {}

  static List<String> lines(ContractImpact impact) {
    List<String> lines = new ArrayList<>();
    lines.add("the contract of " + impact.table().rawTable() + " changed since the last run:");
    impact.changes().forEach(change -> lines.add("  " + change.column() + ": " + change.what()));
    if (impact.changes().isEmpty()) {
      lines.add("  the columns stay, new records must meet other rules");
    }
    lines.add("  " + effect(impact));
    if (impact.unreadable() > 0) {
      lines.add(
          "  "
              + Figures.count(impact.unreadable())
              + " of "
              + Figures.count(impact.landed(), "record")
              + " cannot be read as that and will wait in "
              + impact.table().curatedTable().quarantine()
              + ": "
              + impact.example());
    }
    return lines;
  }

  private static String effect(ContractImpact impact) {
    TableName curated = impact.table().curatedTable();
    if (!impact.table().curate()) {
      return "the records of raw stay as they are";
    }
    if (impact.rebuild().isEmpty()) {
      return curated + " follows with the next run, no row is made again";
    }
    String dependants =
        impact.dependants().stream().map(TableName::toString).collect(Collectors.joining(", "));
    return curated
        + " will be made again from "
        + Figures.count(impact.landed(), "record")
        + ": "
        + impact.rebuild().get()
        + (dependants.isEmpty() ? "" : "; then " + dependants);
  }

  static Map<String, Object> json(ContractImpact impact) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("table", impact.table().curatedTable().toString());
    out.put("landed", impact.landed());
    out.put("changes", impact.changes().stream().map(ImpactText::json).toList());
    impact.rebuild().ifPresent(reason -> out.put("rebuild", reason));
    out.put("unreadable", impact.unreadable());
    out.put("example", impact.example());
    out.put("dependants", impact.dependants().stream().map(TableName::toString).toList());
    return out;
  }

  private static Map<String, Object> json(ColumnChange change) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("column", change.column());
    out.put("what", change.what());
    return out;
  }
}
