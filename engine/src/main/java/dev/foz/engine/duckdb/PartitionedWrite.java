package dev.foz.engine.duckdb;

import dev.foz.base.Field;
import dev.foz.engine.WriteTarget;
import dev.foz.table.WrittenFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The statements that write rows into files of their partitions. The rows are first put down in the
 * order of their partitions, then those of one partition after the other are written. So there is
 * one open file a thread, however many partitions there are, and a write of one partition reads
 * little else.
 */
final class PartitionedWrite {
  private static final String ROWS = Quote.name("foz rows");

  private final WriteTarget target;
  private final List<PartitionSql> values;

  PartitionedWrite(WriteTarget target) {
    this.target = target;
    this.values =
        target.partitionBy().stream()
            .map(field -> PartitionSql.of(field, target.fields()))
            .toList();
  }

  /** Puts the rows down; {@link CopyStatement#LINES_BEFORE} lines stand above the query. */
  String gather(String sql, List<Field> columns) {
    String expressions =
        numbers()
            .mapToObj(i -> ", " + values.get(i).expression() + " as " + column(i))
            .collect(Collectors.joining());
    return "create or replace temp table "
        + ROWS
        + " as (select *"
        + expressions
        + " from (select "
        + CopyStatement.casts(columns, target)
        + " from (\n"
        + SqlText.inner(sql)
        + ") foz_rows) foz_cast order by "
        + columns()
        + ")";
  }

  /** The partitions that have rows: each value, and the same as text. */
  String partitions() {
    String texts =
        numbers().mapToObj(i -> ", " + values.get(i).text(column(i))).collect(Collectors.joining());
    return "select "
        + columns()
        + texts
        + ", count(*) from "
        + ROWS
        + " group by all order by "
        + columns();
  }

  List<Partition> read(ResultSet rows) throws SQLException {
    List<Partition> partitions = new ArrayList<>();
    while (rows.next()) {
      List<Optional<Object>> read = new ArrayList<>();
      List<String> conditions = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        PartitionSql sql = values.get(i);
        Optional<Object> value = Optional.ofNullable(Values.read(rows, i + 1, sql.type()));
        read.add(value.map(sql::value));
        conditions.add(condition(i, rows.getString(values.size() + i + 1)));
      }
      long count = rows.getLong(2 * values.size() + 1);
      partitions.add(new Partition(read, String.join(" and ", conditions), count));
    }
    return partitions;
  }

  private String condition(int number, @Nullable String text) {
    return text == null
        ? column(number) + " is null"
        : column(number) + " = " + values.get(number).literal(text);
  }

  /** The rows of one of the partitions. */
  String rowsOf(Partition partition) {
    return "select "
        + target.fields().stream()
            .map(Field::name)
            .map(Quote::name)
            .collect(Collectors.joining(", "))
        + " from "
        + ROWS
        + " where "
        + partition.condition();
  }

  static String forget() {
    return "drop table if exists " + ROWS;
  }

  /**
   * @param values as {@link WrittenFile#partition} has them
   */
  record Partition(List<Optional<Object>> values, String condition, long rows) {
    /** A row that is in no file would be lost in silence. */
    List<WrittenFile> requireAll(List<WrittenFile> files) {
      long written = files.stream().mapToLong(WrittenFile::records).sum();
      if (written != rows) {
        throw new IllegalStateException(
            written + " of " + rows + " rows of the partition " + values + " were written");
      }
      return files;
    }
  }

  private IntStream numbers() {
    return IntStream.range(0, values.size());
  }

  private String columns() {
    return numbers().mapToObj(PartitionedWrite::column).collect(Collectors.joining(", "));
  }

  /** No name that a model would choose. */
  private static String column(int number) {
    return Quote.name("foz partition " + number);
  }
}
