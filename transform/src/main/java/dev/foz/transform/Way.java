package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.engine.EngineSession;
import dev.foz.table.WrittenFile;
import java.util.List;

/**
 * How the rows of a curated source table follow from the records of its raw table. A session that
 * is handed in has records bound; it may have others bound afterwards. Nothing is committed, and
 * after a failure no written file is left.
 */
sealed interface Way permits EveryRecord, Way.Keyed {
  /**
   * Writes the rows that the bound records make, which are all that there are.
   *
   * @param fields of the curated table, with ids
   * @param parts in how many parts, by key, where there are more keys than can be held at once
   * @param readable how many records the contract can read
   */
  List<WrittenFile> all(EngineSession session, List<Field> fields, int parts, long readable);

  /** The change that the slice, which is bound, makes to the rows of the curated table. */
  RowChange advance(EngineSession session, List<Field> fields, long readable);

  /** The ways of tables with a primary key. */
  sealed interface Keyed extends Way permits LastState, KeyHistory {
    CuratedKey key();

    /**
     * Writes the rows of some keys that all their records, which are bound, make.
     *
     * @param keys a table as {@link CuratedKey#ofRecords} makes it
     */
    List<WrittenFile> of(EngineSession session, List<Field> fields, String keys);
  }

  static Way of(ConsolidationJob job) {
    return job.table().primaryKey().isEmpty() ? new EveryRecord(job) : keyed(job);
  }

  /**
   * @param job of a table with a primary key
   */
  static Keyed keyed(ConsolidationJob job) {
    CuratedTable table = job.table();
    CuratedShape shape = job.shape();
    CuratedKey key = new CuratedKey(table, shape, job.contract());
    return table.history()
        ? new KeyHistory(job, new HistoryShape(table, shape, key))
        : new LastState(job, new LastStateShape(table, shape, key));
  }
}
