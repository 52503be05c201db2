package dev.foz.table;

import java.util.Arrays;
import java.util.Set;

/** Which columns of a raw or quarantine file are wanted; the others are passed over undecoded. */
public record RawProjection(Set<RawColumn> columns) {
  public static final RawProjection ALL = of(RawColumn.values());

  public RawProjection {
    columns = Set.copyOf(columns);
  }

  public static RawProjection of(RawColumn... columns) {
    return new RawProjection(Set.copyOf(Arrays.asList(columns)));
  }

  public boolean has(RawColumn column) {
    return columns.contains(column);
  }
}
