package dev.foz.app.command;

import dev.foz.base.Code;
import dev.foz.base.NearestWord;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.SourceSpec;
import dev.foz.base.lake.SourceTableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds the table of a source that a person names, with or without its layer. */
final class SourceTableArgument {
  private SourceTableArgument() {}

  /**
   * The table of that name.
   *
   * @throws dev.foz.base.FozException with the nearest name when there is none
   */
  static SourceTableSpec find(Lake lake, String text) {
    List<String> names = new ArrayList<>();
    for (SourceSpec source : lake.sources()) {
      for (SourceTableSpec table : source.tables()) {
        if (isMeant(table, text.toLowerCase(Locale.ROOT))) {
          return table;
        }
        names.add(table.rawTable().name());
      }
    }
    Problem problem =
        Problem.of(Code.UNKNOWN_TABLE, "no source makes a table named `" + text + "`");
    String bare = text.substring(text.indexOf('.') + 1);
    throw NearestWord.find(bare, names)
        .map(word -> problem.remedy("did you mean `" + word + "`?"))
        .orElseGet(() -> problem.remedy("one of: " + String.join(", ", names)))
        .toException();
  }

  private static boolean isMeant(SourceTableSpec table, String text) {
    TableName raw = table.rawTable();
    return text.equals(raw.name())
        || text.equals(raw.toString())
        || text.equals(table.curatedTable().toString())
        || text.equals(table.source() + "." + table.name());
  }
}
