package dev.foz.table;

import java.util.PrimitiveIterator;
import java.util.function.LongConsumer;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Positions (row numbers from 0) of the deleted rows of one data file, in ascending order.
 * Immutable; a data file of Foz has fewer than 2^32 rows.
 */
public final class DeletedRows {
  private final RoaringBitmap bitmap;

  private DeletedRows(RoaringBitmap bitmap) {
    this.bitmap = bitmap;
  }

  public static DeletedRows of(long... positions) {
    Builder builder = builder();
    for (long position : positions) {
      builder.add(position);
    }
    return builder.build();
  }

  /** The first so many rows: all of a file that has as many. */
  public static DeletedRows first(long count) {
    RoaringBitmap rows = new RoaringBitmap();
    rows.add(0L, count);
    return new DeletedRows(rows);
  }

  public static Builder builder() {
    return new Builder();
  }

  public long cardinality() {
    return bitmap.getLongCardinality();
  }

  public boolean isEmpty() {
    return bitmap.isEmpty();
  }

  public boolean contains(long position) {
    return position >>> 32 == 0 && bitmap.contains((int) position);
  }

  /**
   * Whether all rows of a span are deleted.
   *
   * @param end the first position behind the span
   */
  public boolean containsAll(long start, long end) {
    return bitmap.contains(start, end);
  }

  /** The highest position, -1 where there is none. */
  long last() {
    return bitmap.isEmpty() ? -1 : Integer.toUnsignedLong(bitmap.last());
  }

  /** Calls back with each position, ascending. */
  public void forEach(LongConsumer action) {
    bitmap.forEach((int position) -> action.accept(Integer.toUnsignedLong(position)));
  }

  public PrimitiveIterator.OfLong iterator() {
    PeekableIntIterator positions = bitmap.getIntIterator();
    return new PrimitiveIterator.OfLong() {
      @Override
      public boolean hasNext() {
        return positions.hasNext();
      }

      @Override
      public long nextLong() {
        return Integer.toUnsignedLong(positions.next());
      }
    };
  }

  public DeletedRows union(DeletedRows other) {
    return new DeletedRows(RoaringBitmap.or(bitmap, other.bitmap));
  }

  /** Those of these rows that are not among the others. */
  public DeletedRows minus(DeletedRows others) {
    RoaringBitmap rows = RoaringBitmap.andNot(bitmap, others.bitmap);
    rows.runOptimize();
    return new DeletedRows(rows);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeletedRows rows && bitmap.equals(rows.bitmap);
  }

  @Override
  public int hashCode() {
    return bitmap.hashCode();
  }

  @Override
  public String toString() {
    return cardinality() + " deleted rows";
  }

  /** Collects positions in any order; used by one thread and once. */
  public static final class Builder {
    private final RoaringBitmap bitmap = new RoaringBitmap();

    private Builder() {}

    public Builder add(long position) {
      if (position >>> 32 != 0) {
        throw new IllegalArgumentException("Invalid row position: " + position);
      }
      bitmap.add((int) position);
      return this;
    }

    public DeletedRows build() {
      bitmap.runOptimize();
      return new DeletedRows(bitmap);
    }
  }
}
