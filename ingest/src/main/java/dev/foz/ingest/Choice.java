package dev.foz.ingest;

import java.util.Arrays;
import java.util.Optional;

/**
 * Which records of a quarantine table are meant.
 *
 * @param where a SQL condition over the table's columns; empty for all
 * @param dropped whether records that were dropped are meant, too
 */
public record Choice(Optional<String> where, boolean dropped) {
  /** All records that wait. */
  public static final Choice WAITING = new Choice(Optional.empty(), false);

  /** A choice whose condition was asked of the table. */
  record Found(boolean all, long[] seqs, boolean dropped) {
    boolean has(Waiting record) {
      boolean meant = all || Arrays.binarySearch(seqs, record.seq()) >= 0;
      return meant && (dropped || !record.isDropped());
    }
  }
}
