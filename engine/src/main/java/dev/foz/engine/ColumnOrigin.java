package dev.foz.engine;

import dev.foz.base.TableName;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which columns of its inputs the values of a column of a query are made from. */
public sealed interface ColumnOrigin {
  /** A column of an input. */
  record Column(TableName table, String name) implements Comparable<Column> {
    @Override
    public int compareTo(Column other) {
      int tables = table.compareTo(other.table);
      return tables != 0 ? tables : name.compareTo(other.name);
    }

    @Override
    public String toString() {
      return table + "." + name;
    }
  }

  /**
   * All that its values are made from; which rows there are is told by joins and conditions, whose
   * columns do not count.
   *
   * @param columns none where it is a constant, or counts rows
   * @param copied whether it is the one column as it stands
   */
  record Told(Set<Column> columns, boolean copied) implements ColumnOrigin {
    public Told {
      columns = java.util.Collections.unmodifiableSet(new TreeSet<>(columns));
    }
  }

  /**
   * The SQL does not let it be told for sure.
   *
   * @param reason in words: {@code it uses columns(...)}
   */
  record Untold(String reason) implements ColumnOrigin {}

  /** What a value is made from that is made from all of these. */
  static ColumnOrigin all(List<ColumnOrigin> parts) {
    Set<Column> columns = new TreeSet<>();
    for (ColumnOrigin part : parts) {
      switch (part) {
        case Told told -> columns.addAll(told.columns());
        case Untold untold -> {
          return untold;
        }
      }
    }
    return new Told(columns, false);
  }
}
