package dev.foz.source.file;

/**
 * When a batch is full: the record that reaches a limit is its last one.
 *
 * @param maxBytes payload bytes of a batch
 * @param maxRecords records of a batch
 * @param maxRecordBytes a single record above this stops its file
 */
public record BatchLimits(int maxBytes, int maxRecords, int maxRecordBytes) {
  public static final BatchLimits DEFAULT = new BatchLimits(16 << 20, 50_000, 64 << 20);

  public BatchLimits {
    if (maxBytes < 1 || maxRecords < 1 || maxRecordBytes < 1) {
      throw new IllegalArgumentException("limits of a batch are 1 or more");
    }
  }
}
