package dev.foz.engine.duckdb;

import dev.foz.base.Field;
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
   */
  String sql(List<ScanFile> files, String alive) {
    List<String> whole = new ArrayList<>();
    List<String> thinned = new ArrayList<>();
    for (ScanFile file : files) {
      (file.deleted().isPresent() ? thinned : whole).add(file.path());
    }
    List<String> parts = new ArrayList<>();
    if (!whole.isEmpty()) {
      parts.add(select() + scan(whole, ""));
    }
    if (!thinned.isEmpty()) {
      parts.add(
          select()
              + scan(thinned, "")
              + " where "
              + alive
              + "(file_index::BIGINT, file_row_number)");
    }
    return parts.isEmpty() ? nothing() : String.join(" union all ", parts);
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
