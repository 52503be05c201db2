package dev.foz.engine.duckdb;

import dev.foz.table.DeletedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Spans of positions outside of which all rows of a file are deleted. They are constants of a
 * query, so that row groups without a live row are passed over.
 *
 * @param records of the file, live or not
 * @param ranges ascending
 */
record LiveRanges(long records, List<Range> ranges) {
  /** Well below a row group. */
  private static final long BLOCK = 1 << 14;

  /** More conditions would cost more than they save. */
  private static final int MOST = 16;

  LiveRanges {
    ranges = List.copyOf(ranges);
  }

  /** Positions from the first on, up to the last, itself included. */
  record Range(long first, long last) {}

  static LiveRanges of(long records, DeletedRows deleted) {
    List<Range> ranges = new ArrayList<>();
    for (long start = 0; start < records; start += BLOCK) {
      long end = Math.min(start + BLOCK, records);
      if (!deleted.containsAll(start, end)) {
        add(ranges, new Range(start, end - 1));
      }
    }
    return new LiveRanges(records, fewer(ranges));
  }

  private static void add(List<Range> ranges, Range next) {
    if (!ranges.isEmpty() && ranges.getLast().last() + 1 == next.first()) {
      ranges.add(new Range(ranges.removeLast().first(), next.last()));
    } else {
      ranges.add(next);
    }
  }

  /** The gaps that are widest are kept. */
  private static List<Range> fewer(List<Range> ranges) {
    List<Range> few = new ArrayList<>(ranges);
    while (few.size() > MOST) {
      int narrowest = 0;
      for (int i = 1; i < few.size() - 1; i++) {
        narrowest = gap(few, i) < gap(few, narrowest) ? i : narrowest;
      }
      Range after = few.remove(narrowest + 1);
      few.set(narrowest, new Range(few.get(narrowest).first(), after.last()));
    }
    return few;
  }

  private static long gap(List<Range> ranges, int index) {
    return ranges.get(index + 1).first() - ranges.get(index).last();
  }

  /** As SQL that another condition may follow; empty where nothing can be passed over. */
  String condition(String position) {
    if (ranges.isEmpty()) {
      return "false and ";
    }
    return ranges.equals(List.of(new Range(0, records - 1)))
        ? ""
        : ranges.stream()
            .map(range -> position + " between " + range.first() + " and " + range.last())
            .collect(Collectors.joining(" or ", "(", ") and "));
  }
}
