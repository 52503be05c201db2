package dev.foz.app.command;

import dev.foz.app.lake.OpenLake;
import dev.foz.base.Code;
import dev.foz.base.Layer;
import dev.foz.base.NearestWord;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.transform.ModelGraph;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the table that a person names. */
final class TableArgument {
  private TableArgument() {}

  /**
   * The table of that name, described by the folder or stored.
   *
   * @throws dev.foz.base.FozException with the nearest name when there is none
   */
  static TableName find(OpenLake open, String text) {
    Set<TableName> names = new TreeSet<>(ModelGraph.tables(open.lake()));
    names.addAll(open.state().pointers().keySet());
    Optional<TableName> name =
        TableName.find(text.toLowerCase(Locale.ROOT)).filter(names::contains);
    return name.orElseThrow(() -> unknown(names, text).toException());
  }

  private static Problem unknown(Set<TableName> names, String text) {
    Problem problem = Problem.of(Code.UNKNOWN_TABLE, "no table is named `" + text + "`");
    List<String> sameName =
        names.stream()
            .filter(name -> name.name().equalsIgnoreCase(text))
            .sorted(Comparator.comparing(name -> name.layer() == Layer.RAW))
            .map(name -> "`" + name + "`")
            .toList();
    if (!sameName.isEmpty()) {
      return problem.remedy("name its layer: " + String.join(" or ", sameName));
    }
    return NearestWord.find(text, names.stream().map(TableName::toString).toList())
        .map(word -> problem.remedy("did you mean `" + word + "`?"))
        .orElseGet(() -> problem.remedy("foz status lists the tables of this lake"));
  }
}
