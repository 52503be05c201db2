package dev.foz.transform;

import dev.foz.base.Place;
import dev.foz.base.Problem;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns places in a model's SQL into places in its file. */
final class ModelPlaces {
  private ModelPlaces() {}

  /** The place of a piece of the SQL; offset in characters from 0. */
  static Place at(Lake lake, ModelSpec model, int offset, int length) {
    String sql = model.sql();
    int from = Math.max(0, Math.min(offset, sql.length()));
    int lineStart = sql.lastIndexOf('\n', from - 1) + 1;
    int lineEnd = sql.indexOf('\n', from);
    String line = sql.substring(lineStart, lineEnd < 0 ? sql.length() : lineEnd).stripTrailing();
    int lineNumber =
        model.sqlFirstLine() + (int) sql.substring(0, from).chars().filter(c -> c == '\n').count();
    return Place.of(file(lake, model), lineNumber, from - lineStart + 1, line, length);
  }

  /** A problem that the engine found in the SQL alone, told for the file. */
  static Problem inFile(Lake lake, ModelSpec model, Problem problem) {
    Place place =
        problem
            .where()
            .filter(where -> where.line() > 0)
            .map(
                where ->
                    new Place(
                        file(lake, model),
                        model.sqlFirstLine() + where.line() - 1,
                        where.column(),
                        where.text(),
                        where.length()))
            .orElse(model.place());
    return problem.at(place);
  }

  /**
   * Where a key of the front matter names a column; where the SQL begins, if the file does not tell
   * any more.
   */
  static Place of(Lake lake, ModelSpec model, String key, String column) {
    try {
      List<String> lines = Files.readAllLines(model.file());
      Pattern start = Pattern.compile("^\\s*" + Pattern.quote(key) + "\\s*:");
      Pattern word = Pattern.compile("(?<![\\w])" + Pattern.quote(column) + "(?![\\w])");
      boolean found = false;
      for (int i = 0; i < Math.min(lines.size(), model.sqlFirstLine() - 1); i++) {
        Matcher begins = start.matcher(lines.get(i));
        boolean here = begins.find();
        found |= here;
        Matcher at = word.matcher(lines.get(i));
        if (found && at.find(here ? begins.end() : 0)) {
          return Place.of(file(lake, model), i + 1, at.start() + 1, lines.get(i), column.length());
        }
      }
    } catch (IOException e) {
      // The place of the model must do.
    }
    return model.place();
  }

  private static String file(Lake lake, ModelSpec model) {
    return lake.folder().relativize(model.file()).toString().replace('\\', '/');
  }
}
