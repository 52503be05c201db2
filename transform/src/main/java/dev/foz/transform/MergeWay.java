package dev.foz.transform;

import dev.foz.base.TableName;
import dev.foz.engine.Narrowing;
import dev.foz.table.Changes;

/** Which part of a merge model is computed again. */
sealed interface MergeWay {
  /** The rows that belong to keys which the changes of one input touch. */
  record Keys(TableName driving, Narrowing.ByKeys narrowing, Changes.Known changes)
      implements MergeWay {}

  /**
   * All of it.
   *
   * @param reason in words: {@code it has a window function}
   */
  record Whole(String reason) implements MergeWay {}
}
