package dev.foz.app.command;

import dev.foz.app.lake.OpenLake;
import dev.foz.base.Code;
import dev.foz.base.Layer;
import dev.foz.base.NearestWord;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the quarantine that a person means by a name of it, of its table, or of neither's layer.
 */
final class QuarantineArgument {
  private QuarantineArgument() {}

  /**
   * The quarantine of that name.
   *
   * @throws dev.foz.base.FozException with the nearest name when there is none
   */
  static TableName find(OpenLake open, String text) {
    Set<TableName> known = new TreeSet<>();
    open.state().pointers().keySet().stream()
        .filter(table -> table.layer() == Layer.QUARANTINE)
        .forEach(known::add);
    return candidates(text.toLowerCase(Locale.ROOT)).stream()
        .filter(known::contains)
        .findFirst()
        .orElseThrow(() -> unknown(open, known, text).toException());
  }

  private static List<TableName> candidates(String text) {
    List<TableName> candidates = new ArrayList<>();
    Optional<TableName> name = TableName.find(text);
    name.ifPresent(
        table -> candidates.add(table.layer() == Layer.QUARANTINE ? table : table.quarantine()));
    for (Layer layer : List.of(Layer.RAW, Layer.CURATED)) {
      TableName.find(layer.label() + "." + text)
          .ifPresent(table -> candidates.add(table.quarantine()));
    }
    return candidates;
  }

  private static Problem unknown(OpenLake open, Set<TableName> known, String text) {
    boolean exists =
        candidates(text).stream()
            .flatMap(quarantine -> tableOf(quarantine).stream())
            .anyMatch(open.state().pointers()::containsKey);
    if (exists) {
      return Problem.of(Code.UNKNOWN_TABLE, "no record of `" + text + "` was ever in quarantine")
          .remedy("foz quarantine list shows the tables that have some");
    }
    Problem problem = Problem.of(Code.UNKNOWN_TABLE, "no quarantine is named `" + text + "`");
    return nearest(known, text)
        .map(word -> problem.remedy("did you mean `" + word + "`?"))
        .orElseGet(() -> problem.remedy("foz quarantine list shows the tables that have some"));
  }

  private static Optional<String> nearest(Set<TableName> known, String text) {
    List<String> names = new ArrayList<>();
    for (TableName quarantine : known) {
      names.add(quarantine.toString());
      tableOf(quarantine).ifPresent(table -> names.add(table.toString()));
      tableOf(quarantine).ifPresent(table -> names.add(table.name()));
    }
    names.sort(Comparator.comparingInt(String::length));
    return NearestWord.find(text, names);
  }

  /**
   * Refuses a quarantine of rows that a model computes: what is in it changes with every build.
   *
   * @throws dev.foz.base.FozException saying what to do instead
   */
  static void requireRecords(OpenLake open, TableName quarantine, String action) {
    boolean ofModel =
        open.lake().models().stream()
            .anyMatch(model -> model.table().quarantine().equals(quarantine));
    if (ofModel) {
      throw Problem.of(
              Code.COMMAND_USAGE,
              "Cannot " + action + " " + quarantine + ": a model computes its rows")
          .because("each build puts those rows there that fail its tests then")
          .remedy("correct the model or the tables that it reads, then: foz run")
          .toException();
    }
  }

  /** The table that the quarantine is of. */
  static Optional<TableName> tableOf(TableName quarantine) {
    return TableName.find(quarantine.name().replaceFirst("_", "."));
  }
}
