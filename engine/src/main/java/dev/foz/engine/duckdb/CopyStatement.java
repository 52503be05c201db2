package dev.foz.engine.duckdb;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.Problem;
import dev.foz.base.Type;
import dev.foz.engine.WriteTarget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The statement that writes a query's rows into Parquet files of a target. */
final class CopyStatement {
  /** Lines of the statement above the query. */
  static final int LINES_BEFORE = 1;

  private static final String FILE_SIZE = "128MB";
  private static final int ROW_GROUP_ROWS = 122_880;
  private static final long LEAST_ROW_GROUP = 2L << 20;
  private static final long MOST_ROW_GROUP = 16L << 20;

  /** Each thread gathers a row group of its own, and pages of it are there twice for a while. */
  private static final int ROW_GROUPS_IN_MEMORY = 8;

  private CopyStatement() {}

  /**
   * @param columns of the query
   * @param prefix of the file names, free in the folder
   * @param memory for each thread
   */
  static String of(
      String sql, List<Field> columns, WriteTarget target, String prefix, long memory) {
    String select =
        "select " + casts(columns, target) + " from (\n" + SqlText.inner(sql) + ") foz_rows";
    return ofColumns(select, target, prefix, memory);
  }

  /**
   * @param select of the columns of the target, as they are
   */
  static String ofColumns(String select, WriteTarget target, String prefix, long memory) {
    return "copy ("
        + select
        + order(target.sortBy())
        + ") to "
        + Quote.text(target.folder().toString())
        + " (format parquet, compression zstd, compression_level 1, file_size_bytes "
        + Quote.text(FILE_SIZE)
        + ", row_group_size "
        + ROW_GROUP_ROWS
        + ", row_group_size_bytes "
        + Math.clamp(memory / ROW_GROUPS_IN_MEMORY, LEAST_ROW_GROUP, MOST_ROW_GROUP)
        + ", filename_pattern "
        + Quote.text(prefix + "{i}")
        + ", overwrite_or_ignore true, return_stats, field_ids "
        + ids(target.fields())
        + ")";
  }

  /** By the columns as they are written: in an order, a name means the one of the select list. */
  private static String order(List<String> columns) {
    return columns.isEmpty()
        ? ""
        : columns.stream()
            .map(column -> Quote.name(column) + " asc nulls last")
            .collect(Collectors.joining(", ", " order by ", ""));
  }

  static String casts(List<Field> columns, WriteTarget target) {
    Map<String, Field> byName = new HashMap<>();
    for (Field column : columns) {
      if (byName.put(column.name().toLowerCase(Locale.ROOT), column) != null) {
        throw Problem.of(
                Code.SQL_FAILED,
                "Cannot write "
                    + target.table()
                    + ": the query has two columns named `"
                    + column.name()
                    + "`")
            .remedy("name one of them anew with `as`")
            .toException();
      }
    }
    List<String> casts = new ArrayList<>();
    for (Field field : target.fields()) {
      Field column = byName.remove(field.name().toLowerCase(Locale.ROOT));
      casts.add(cast(column == null ? "null" : Quote.name(column.name()), field));
    }
    if (!byName.isEmpty()) {
      throw unknown(byName.values().iterator().next(), target);
    }
    return String.join(", ", casts);
  }

  private static RuntimeException unknown(Field column, WriteTarget target) {
    return Problem.of(
            Code.SQL_FAILED,
            "Cannot write " + target.table() + ": it has no column `" + column.name() + "`")
        .remedy("leave the column out of the query, or add it to the table")
        .toException();
  }

  private static String cast(String value, Field field) {
    return "cast("
        + value
        + " as "
        + DuckTypes.sql(field.type())
        + ") as "
        + Quote.name(field.name());
  }

  static String ids(List<Field> fields) {
    return fields.stream().map(CopyStatement::id).collect(Collectors.joining(", ", "{", "}"));
  }

  private static String id(Field field) {
    return Quote.name(field.name()) + ": " + idOf(field);
  }

  private static String idOf(Field field) {
    return switch (field.type()) {
      case Type.Primitive primitive -> Integer.toString(field.id());
      case Type.Decimal decimal -> Integer.toString(field.id());
      case Type.Struct struct -> nested(field, struct.fields());
      case Type.ListOf list -> nested(field, List.of(list.element()));
      case Type.MapOf map -> nested(field, List.of(map.key(), map.value()));
    };
  }

  private static String nested(Field field, List<Field> inner) {
    String own = "__duckdb_field_id: " + field.id();
    return inner.stream()
        .map(CopyStatement::id)
        .collect(Collectors.joining(", ", "{" + own + ", ", "}"));
  }
}
