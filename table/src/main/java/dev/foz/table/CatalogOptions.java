package dev.foz.table;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * How a {@link Catalog} keeps its tables; {@link #standard} is right for production.
 *
 * @param grace how long a file that nothing refers to any more is kept for readers that still use
 *     it; also the age from which an unknown metadata file counts as left behind
 * @param keptSnapshots of every table, the newest ones
 * @param keptDays days of which curated and refined tables keep the last snapshot
 * @param behind how far back more snapshots are kept for those who consume them
 * @param expireEvery snapshots that pile up above the kept ones before they are expired together
 * @param compactFrom small raw files of one size class that are merged into one
 * @param compactBytes size that makes a raw file large: it is never merged again
 * @param ids names of new files and commits
 */
public record CatalogOptions(
    Duration grace,
    int keptSnapshots,
    int keptDays,
    Behind behind,
    int expireEvery,
    int compactFrom,
    long compactBytes,
    Supplier<UUID> ids) {
  public CatalogOptions {
    if (keptSnapshots < 1 || keptDays < 0 || expireEvery < 1 || compactFrom < 2) {
      throw new IllegalArgumentException("Invalid limits of a catalogue");
    }
  }

  /**
   * Bounds of what is kept for a consumer that is slow or paused. Beyond them it reads its input
   * whole.
   *
   * @param snapshots more than those that every table keeps
   * @param age of the oldest change that it has not consumed
   */
  public record Behind(int snapshots, Duration age) {}

  public static CatalogOptions standard() {
    return new CatalogOptions(
        Duration.ofHours(1),
        100,
        30,
        new Behind(1_000, Duration.ofDays(7)),
        50,
        32,
        64L * 1024 * 1024,
        UUID::randomUUID);
  }

  public CatalogOptions withGrace(Duration changed) {
    return new CatalogOptions(
        changed, keptSnapshots, keptDays, behind, expireEvery, compactFrom, compactBytes, ids);
  }

  public CatalogOptions withSnapshots(int kept, int days, int every) {
    return new CatalogOptions(grace, kept, days, behind, every, compactFrom, compactBytes, ids);
  }

  public CatalogOptions withBehind(int snapshots, Duration age) {
    Behind changed = new Behind(snapshots, age);
    return new CatalogOptions(
        grace, keptSnapshots, keptDays, changed, expireEvery, compactFrom, compactBytes, ids);
  }

  public CatalogOptions withCompaction(int from, long bytes) {
    return new CatalogOptions(
        grace, keptSnapshots, keptDays, behind, expireEvery, from, bytes, ids);
  }
}
