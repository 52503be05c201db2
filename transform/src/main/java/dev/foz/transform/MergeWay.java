package dev.foz.transform;

import dev.foz.base.TableName;
import dev.foz.engine.Narrowing;
import dev.foz.table.Changes;

/** Which part of a merge model is computed again. */
sealed interface MergeWay {
  /** The rows that belong to keys which the changes of one input touch. */
  record Keys(TableName driving, Narrowing.ByKeys narrowing, Changes.Known changes)
      implements MergeWay {}

  /** What the changes of one input add to the sums of groups, and what they take away. */
  record Sums(
      TableName driving, Narrowing.BySums narrowing, Changes.Known changes, MergeWay otherwise)
      implements MergeWay {}

  /**
   * All of it.
   *
   * @param reason in words: {@code it has a window function}
   */
  record Whole(String reason) implements MergeWay {}
}
