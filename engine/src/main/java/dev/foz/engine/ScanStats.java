package dev.foz.engine;

/**
 * What a query reads of the tables that its session has bound, after pruning.
 *
 * @param files that are opened
 * @param filesInAll of those tables
 * @param bytes of the opened files
 * @param rows of the opened files, deleted ones included
 */
public record ScanStats(long files, long filesInAll, long bytes, long rows) {
  public static final ScanStats NOTHING = new ScanStats(0, 0, 0, 0);

  public ScanStats plus(ScanStats other) {
    return new ScanStats(
        files + other.files, filesInAll + other.filesInAll, bytes + other.bytes, rows + other.rows);
  }
}
