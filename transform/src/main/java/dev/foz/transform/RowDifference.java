package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.base.TableLayout;
import dev.foz.engine.EngineSession;
import dev.foz.engine.ParquetInput;
import dev.foz.table.DeletedRows;
import dev.foz.table.TableSnapshot;
import dev.foz.table.WrittenFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How rows that were made anew differ from those that a curated source table has. A row is the same
 * where its {@code _seq} and all values are the same; which run made it does not count.
 */
final class RowDifference {
  private static final String MADE = "_made";
  private static final String CURRENT = "_current";
  private static final String RUN = "_run";

  private final TransformJob job;
  private final EngineSession session;
  private final List<Field> fields;
  private final TableLayout layout;

  /**
   * @param current the rows that are there
   * @param fields of the table afterwards
   * @param layout of it afterwards
   */
  RowDifference(
      TransformJob job,
      EngineSession session,
      TableSnapshot current,
      List<Field> fields,
      TableLayout layout) {
    this.job = job;
    this.session = session;
    this.fields = List.copyOf(fields);
    this.layout = layout;
    session.bindWithPositions(CURRENT, ParquetInput.of(fields, current::planToChange));
  }

  /** Which of the rows are compared, as a condition on the alias of either side. */
  @FunctionalInterface
  interface Part {
    String of(String alias);
  }

  /** Takes finished files for the rows that were made anew. */
  void compareWith(List<WrittenFile> made) {
    session.bindWithPositions(MADE, ParquetInput.of(fields, filter -> job.scan(made)));
  }

  /** Places of rows of the table that were not made again just so. */
  Map<String, DeletedRows> gone(Part there, Part made) {
    return job.positions(
        session,
        "select c._file, c._pos from "
            + CURRENT
            + " c where "
            + there.of("c")
            + " and not exists (select 1 from "
            + MADE
            + " m where "
            + made.of("m")
            + same()
            + ")");
  }

  /** Writes the rows that the table does not have just so. */
  List<WrittenFile> news(Part there, Part made) {
    String columns =
        fields.stream()
            .map(field -> "m." + SqlNames.quote(field.name()))
            .collect(Collectors.joining(", "));
    return job.write(
        session,
        "select "
            + columns
            + " from "
            + MADE
            + " m where "
            + made.of("m")
            + " and not exists (select 1 from "
            + CURRENT
            + " c where "
            + there.of("c")
            + same()
            + ")",
        fields,
        layout);
  }

  private String same() {
    return fields.stream()
        .map(Field::name)
        .filter(name -> !name.equals(RUN))
        .map(SqlNames::quote)
        .map(name -> " and c." + name + operator(name) + "m." + name)
        .collect(Collectors.joining());
  }

  /** By a plain comparison of {@code _seq} the rows are found, the rest is then looked at. */
  private static String operator(String quoted) {
    return quoted.equals(SqlNames.quote(CuratedShape.SEQ)) ? " = " : " is not distinct from ";
  }

  /** Rows of several parts of one table. */
  static Map<String, DeletedRows> join(
      Map<String, DeletedRows> some, Map<String, DeletedRows> more) {
    Map<String, DeletedRows> all = new HashMap<>(some);
    more.forEach((file, rows) -> all.merge(file, rows, DeletedRows::union));
    return all;
  }
}
