package dev.foz.state;

/** What a step has read and written so far. */
public record StepCounts(long recordsRead, long recordsWritten, long bytesRead, long bytesWritten) {
  public static final StepCounts NONE = new StepCounts(0, 0, 0, 0);
}
