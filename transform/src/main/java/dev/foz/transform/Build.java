package dev.foz.transform;

/** What making a table came to. */
public sealed interface Build {
  /** Both, one after the other. */
  default Build plus(Build next) {
    return switch (this) {
      case Nothing nothing -> next;
      case Made made when next instanceof Made(long read, long rows, long bytes, String note) ->
          new Made(
              made.recordsRead() + read,
              made.rowsWritten() + rows,
              made.bytesWritten() + bytes,
              TransformJob.rows(made.rowsWritten() + rows) + " in several steps, last: " + note);
      case Made made -> made;
    };
  }

  /** Both, where the second goes on after the first and may have had nothing to do. */
  default Build and(Build next) {
    return switch (this) {
      case Made(long read, long rows, long bytes, String note) when next instanceof Made more ->
          new Made(
              read + more.recordsRead(),
              rows + more.rowsWritten(),
              bytes + more.bytesWritten(),
              note + "; then " + more.note());
      case Made made -> made;
      case Nothing nothing -> next;
    };
  }

  /**
   * There was nothing to do.
   *
   * @param reason {@code up to date}, or what is waited for
   */
  record Nothing(String reason) implements Build {}

  /**
   * A new version was committed.
   *
   * @param recordsRead records of the inputs that were read
   * @param rowsWritten rows in new files
   * @param bytesWritten size of the new files
   * @param note for people: {@code 40 rows replaced}; empty where there is nothing to add
   */
  record Made(long recordsRead, long rowsWritten, long bytesWritten, String note)
      implements Build {}
}
