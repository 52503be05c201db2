package dev.foz.bench;

import java.util.SplittableRandom;

/** Which records to write, in which order. Immutable. */
public sealed interface RecordIds {
  long count();

  /** The id at a place from 0 to {@code count() - 1}. */
  long at(long index);

  /** All ids from {@code first}, in order. */
  record Range(long first, long count) implements RecordIds {
    @Override
    public long at(long index) {
      return first + index;
    }
  }

  /** Different ids from all over a range, in no order. */
  final class Scattered implements RecordIds {
    private final long[] ids;

    /** One id out of each of {@code count} equal parts of 0 to {@code universe - 1}, shuffled. */
    public Scattered(int count, long universe, long seed) {
      if (count < 1 || count > universe) {
        throw new IllegalArgumentException("count must be 1 to " + universe);
      }
      SplittableRandom random = new SplittableRandom(seed);
      ids = new long[count];
      for (int i = 0; i < count; i++) {
        long from = Math.multiplyExact(universe, (long) i) / count;
        ids[i] = random.nextLong(from, universe * (i + 1) / count);
      }
      for (int i = count - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        long moved = ids[other];
        ids[other] = ids[i];
        ids[i] = moved;
      }
    }

    @Override
    public long count() {
      return ids.length;
    }

    @Override
    public long at(long index) {
      return ids[Math.toIntExact(index)];
    }
  }
}
