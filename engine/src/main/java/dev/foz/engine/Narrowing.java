package dev.foz.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a query may be computed again for a part of its rows only, when rows of one of its inputs
 * changed: the driving input.
 */
public sealed interface Narrowing {
  /**
   * Name under which the changed rows of the driving input are bound for {@link ByKeys#touched}.
   */
  String CHANGED = "_changed";

  /** Name of the table of touched keys, columns {@code k0}, {@code k1} and so on. */
  String TOUCHED = "_touched";

  /** Name under which the driving input is bound for {@link ByKeys#narrowed}. */
  String DRIVING = "_driving";

  /**
   * The rows of the result fall into groups by the value of some of its columns, and a group
   * depends on those rows of the driving input alone that have the same value.
   *
   * @param columns of the result that tell the group
   * @param touched SQL that gives the distinct values of the rows of {@link #CHANGED}
   * @param plain for each of the columns the column of the driving input that it is, if it is one
   *     as it stands
   * @param keyed SQL that gives the rows of {@link #DRIVING}, each with its values as {@code _k0},
   *     {@code _k1} and so on; it has no condition yet
   * @param inputColumns of the driving input, quoted
   */
  record ByKeys(
      List<String> columns,
      String touched,
      List<Optional<String>> plain,
      String keyed,
      List<String> inputColumns)
      implements Narrowing {
    public ByKeys {
      columns = List.copyOf(columns);
      plain = List.copyOf(plain);
      inputColumns = List.copyOf(inputColumns);
    }

    /**
     * SQL that gives those rows of {@link #DRIVING} that belong to a key of {@link #TOUCHED}.
     *
     * @param bounds further conditions that all of them meet, for pruning; may be none
     */
    public String narrowed(List<String> bounds) {
      List<String> same = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        same.add("t.k" + i + " is not distinct from s._k" + i);
      }
      return "select "
          + String.join(", ", inputColumns)
          + " from ("
          + keyed
          + (bounds.isEmpty() ? "" : " where " + String.join(" and ", bounds))
          + ") s where exists (select 1 from "
          + TOUCHED
          + " t where "
          + String.join(" and ", same)
          + ")";
    }
  }

  /**
   * The query groups, and all that it selects beside the keys of the groups are counts and sums. So
   * a group of afterwards is the one of before, plus the query over the rows that were added to the
   * driving input, minus the query over those that were removed.
   *
   * <p>That holds for exact types alone. And a sum that comes out as 0 where values were taken away
   * may have to be null: what is left in the group can be nulls only.
   *
   * @param keys columns of the result that the query groups by
   * @param counts columns that count; never null
   * @param sums columns that sum
   * @param rows the one of the counts that counts all rows: a group is there while it is not 0
   * @param otherwise how to compute it where that does not hold
   */
  record BySums(
      List<String> keys, List<String> counts, List<String> sums, String rows, Narrowing otherwise)
      implements Narrowing {
    public BySums {
      keys = List.copyOf(keys);
      counts = List.copyOf(counts);
      sums = List.copyOf(sums);
    }
  }

  /**
   * The query must be computed whole.
   *
   * @param reason in words: {@code it has a window function}
   */
  record Whole(String reason) implements Narrowing {}
}
