package dev.foz.table;

/**
 * What maintenance did.
 *
 * @param merged small data files that were merged into larger ones
 * @param written data files that took their place
 * @param deleted files that nothing referred to any more
 */
public record MaintenanceReport(int merged, int written, int deleted) {
  public static final MaintenanceReport NOTHING = new MaintenanceReport(0, 0, 0);

  public MaintenanceReport plus(MaintenanceReport other) {
    return new MaintenanceReport(
        merged + other.merged, written + other.written, deleted + other.deleted);
  }
}
