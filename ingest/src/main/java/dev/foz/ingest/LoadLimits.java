package dev.foz.ingest;

import java.time.Duration;

/**
 * Bounds of one load.
 *
 * @param commitBytes payload bytes that one commit holds at most (one batch more at the utmost)
 * @param commitRecords records that one commit holds at most, likewise
 * @param groupBytes payload bytes of one data file: small batches are put together up to this
 * @param groupRecords records of one data file, likewise
 * @param threads data files that are checked and written at the same time
 * @param quietPatience how long a load waits for parts that are still being written
 */
public record LoadLimits(
    long commitBytes,
    int commitRecords,
    long groupBytes,
    int groupRecords,
    int threads,
    Duration quietPatience) {
  public static final long COMMIT_BYTES = 64L << 20;
  public static final int COMMIT_RECORDS = 100_000;

  public static final int GROUP_RECORDS = 50_000;
  public static final Duration QUIET_PATIENCE = Duration.ofSeconds(10);

  /** The limits of production. */
  public static LoadLimits of(int threads, long groupBytes) {
    return new LoadLimits(
        COMMIT_BYTES, COMMIT_RECORDS, groupBytes, GROUP_RECORDS, threads, QUIET_PATIENCE);
  }
}
