package dev.foz.engine.duckdb;

import dev.foz.base.Field;
import dev.foz.table.DeletedRows;
import dev.foz.table.ScanFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The query over Parquet files that a bound name stands for. Columns are found by the field id that
 * the files carry; fields of structs by their names: where those change, a table is replaced.
 * Inside the scan a column is called by its id ({@code f12}), so that plans can be read without
 * doubt.
 */
final class ParquetView {
  static final String FILE = "_file";
  static final String POSITION = "_pos";

  /** Of files with deleted rows; more of them share one scan. */
  private static final int MOST_SCANS = 8;

  /** Above every id of a real field. */
  private static final int MARK_ID = 2_000_000_000;

  private final List<Field> fields;
  private final boolean positions;

  ParquetView(List<Field> fields, boolean positions) {
    this.fields = List.copyOf(fields);
    this.positions = positions;
  }

  static String column(Field field) {
    return "f" + field.id();
  }

  /**
   * @param alive name of the function that says which rows of the deleting files are left
   * @param few where the rows stand that are left of a file
   */
  String sql(List<ScanFile> files, String alive, FewRows few) {
    List<String> whole = new ArrayList<>();
    List<ScanFile> thinned = new ArrayList<>();
    for (ScanFile file : files) {
      if (file.deleted().isPresent()) {
        thinned.add(file);
      } else {
        whole.add(file.path());
      }
    }
    List<String> parts = new ArrayList<>();
    if (!whole.isEmpty()) {
      parts.add(select() + scan(whole, ""));
    }
    if (thinned.size() > MOST_SCANS) {
      parts.add(thinned(thinned, alive));
    } else {
      for (int i = 0; i < thinned.size(); i++) {
        String function = alive + "(" + i + "::BIGINT, file_row_number)";
        ScanFile file = thinned.get(i);
        parts.add(thinned(file, few.condition(file, "file_row_number").orElse(function)));
      }
    }
    return parts.isEmpty() ? nothing() : String.join(" union all ", parts);
  }

  private String thinned(List<ScanFile> files, String alive) {
    return select()
        + scan(files.stream().map(ScanFile::path).toList(), "")
        + " where "
        + alive
        + "(file_index::BIGINT, file_row_number)";
  }

  /** DuckDB takes a condition on one column into the scan: what it leaves out is not decoded. */
  private String thinned(ScanFile file, String alive) {
    DeletedRows deleted = file.deleted().orElseThrow();
    return select()
        + scan(List.of(file.path()), "")
        + " where "
        + LiveRanges.of(file.records(), deleted).condition("file_row_number")
        + alive;
  }

  /**
   * The same over a file that has none of the columns: DuckDB plans it as it would plan the real
   * one, but knows nothing of values.
   *
   * @param mark a column that marks the scan in plans
   */
  String stub(String file, String mark) {
    String extra = mapping(MARK_ID, mark, "INTEGER");
    return select() + scan(List.of(file), extra) + " where " + mark + " is null";
  }

  private String select() {
    List<String> columns = new ArrayList<>();
    for (Field field : fields) {
      columns.add(column(field) + " as " + Quote.name(field.name()));
    }
    if (positions) {
      columns.add("filename as " + FILE);
      columns.add("file_row_number as " + POSITION);
    }
    return "select " + String.join(", ", columns) + " from ";
  }

  private String scan(List<String> files, String extra) {
    String mappings =
        fields.stream()
            .map(field -> mapping(field.id(), column(field), DuckTypes.sql(field.type())))
            .collect(Collectors.joining(","));
    String separator = mappings.isEmpty() || extra.isEmpty() ? "" : ",";
    return "read_parquet("
        + Quote.texts(files)
        + ", schema = MAP {"
        + mappings
        + separator
        + extra
        + "})";
  }

  private static String mapping(int id, String name, String type) {
    return id + ":{name:" + Quote.text(name) + ",type:" + Quote.text(type) + ",default_value:NULL}";
  }

  private String nothing() {
    List<String> columns = new ArrayList<>();
    for (Field field : fields) {
      columns.add("null::" + DuckTypes.sql(field.type()) + " as " + Quote.name(field.name()));
    }
    if (positions) {
      columns.add("null::VARCHAR as " + FILE);
      columns.add("null::BIGINT as " + POSITION);
    }
    return "select " + String.join(", ", columns) + " where false";
  }
}
