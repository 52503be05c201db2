package dev.foz.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.table.DeletedRows;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Spans of live rows, by which row groups are passed over. */
final class LiveRangesTest {
  private static final long RECORDS = 1_000_000;

  @Test
  void saysNothingWhereRowsLiveEverywhere() {
    assertThat(LiveRanges.of(RECORDS, DeletedRows.of(1, 2, 3)).condition("p")).isEmpty();
    assertThat(LiveRanges.of(10, DeletedRows.of(1)).condition("p")).isEmpty();
  }

  @Test
  void passesOverWhatIsWhollyDeleted() {
    DeletedRows deleted = DeletedRows.first(RECORDS).minus(DeletedRows.of(500_000, RECORDS - 1));

    assertThat(LiveRanges.of(RECORDS, deleted).condition("p"))
        .isEqualTo("(p between 491520 and 507903 or p between 999424 and 999999) and ");
  }

  @Test
  void leavesOutAllWhereNoRowLives() {
    assertThat(LiveRanges.of(RECORDS, DeletedRows.first(RECORDS)).condition("p"))
        .isEqualTo("false and ");
  }

  @Test
  void holdsEveryLiveRowInFewSpans() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      DeletedRows.Builder alive = DeletedRows.builder();
      int rows = 1 + random.nextInt(60);
      for (int i = 0; i < rows; i++) {
        alive.add(random.nextLong(RECORDS));
      }
      DeletedRows live = alive.build();

      LiveRanges found = LiveRanges.of(RECORDS, DeletedRows.first(RECORDS).minus(live));

      assertThat(found.ranges()).as("seed %d", seed).hasSizeBetween(1, 16);
      live.forEach(
          row ->
              assertThat(found.ranges())
                  .as("row %d, seed %d", row, seed)
                  .anyMatch(range -> range.first() <= row && row <= range.last()));
    }
  }
}
