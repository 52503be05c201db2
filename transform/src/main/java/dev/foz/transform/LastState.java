package dev.foz.transform;

import static dev.foz.transform.TransformJob.count;

import dev.foz.base.Field;
import dev.foz.engine.EngineSession;
import dev.foz.state.LedgerFile;
import dev.foz.table.DeletedRows;
import dev.foz.table.WrittenFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Of each key the last record is the row, unless it deletes the key. */
final class LastState implements Way.Keyed {
  private static final String CHANGES = "_changes";
  private static final String CURRENT = "_current";
  private static final String TOUCHED = "_touched";
  private static final String DELETED = "_deleted";
  private static final String UNREADABLY_DELETED = "_unreadably_deleted";
  private static final String DELETED_SEQS = "_deleted_seqs";

  private final ConsolidationJob work;
  private final TransformJob job;
  private final LastStateShape shape;

  LastState(ConsolidationJob work, LastStateShape shape) {
    this.work = work;
    this.job = work.job();
    this.shape = shape;
  }

  @Override
  public List<WrittenFile> all(
      EngineSession session, List<Field> fields, int parts, long readable) {
    List<WrittenFile> rows = new ArrayList<>();
    for (CuratedKey.Wanted keys : CuratedKey.Wanted.parts(parts)) {
      rows.addAll(
          job.orDiscard(rows, () -> work.write(session, shape.lastRows(job.run(), keys), fields)));
    }
    return rows;
  }

  @Override
  public CuratedKey key() {
    return shape.key();
  }

  @Override
  public List<WrittenFile> of(EngineSession session, List<Field> fields, String keys) {
    return work.write(session, shape.lastRowsOf(job.run(), keys), fields);
  }

  /**
   * The last record of each key takes the place of the row that the key had. Where records of the
   * slice were replayed, what came after them counts, too: an older state is no news.
   */
  @Override
  public RowChange advance(EngineSession session, List<Field> fields, long readable) {
    CuratedKey.Wanted keys = new CuratedKey.Wanted.All();
    List<LedgerFile> later = work.consumedLater();
    if (!later.isEmpty()) {
      work.materialize(session, TOUCHED, shape.touchedKeys());
      work.bind(session, Slice.join(work.slice().files(), later));
      keys = new CuratedKey.Wanted.Of(TOUCHED);
    }
    boolean deletes = work.any(session, shape.anyDelete());
    boolean unreadably = deletes && anyUnreadableDelete(session);
    if (deletes) {
      work.materialize(session, DELETED, shape.deletedKeys(keys));
    }
    List<WrittenFile> rows = work.write(session, shape.lastRows(job.run(), keys), fields);
    job.progress().phase("finding former rows");
    Map<String, DeletedRows> former =
        job.orDiscard(
            rows,
            () -> {
              if (unreadably) {
                findDeletedSeqs(session);
              }
              return formerRows(session, rows, fields, deletes, unreadably);
            });
    return new RowChange(rows, former, note(rows, former, deletes));
  }

  private static String note(
      List<WrittenFile> rows, Map<String, DeletedRows> former, boolean deletes) {
    long written = TransformJob.records(rows);
    long replaced = ConsolidationJob.count(former);
    return deletes
        ? count(written) + " new or changed, " + count(replaced) + " replaced or deleted"
        : count(written - replaced) + " new, " + count(replaced) + " changed";
  }

  /** A record that deletes counts also where the contract of now cannot read its other fields. */
  private boolean anyUnreadableDelete(EngineSession session) {
    work.materialize(session, UNREADABLY_DELETED, shape.unreadablyDeleted());
    return work.any(session, "select 1 from " + UNREADABLY_DELETED + " limit 1");
  }

  /** Only the text of such a key is known, and the rows that it had are those of its records. */
  private void findDeletedSeqs(EngineSession session) {
    work.bind(session, work.allFiles());
    work.materialize(session, DELETED_SEQS, shape.seqsBefore(UNREADABLY_DELETED));
  }

  private Map<String, DeletedRows> formerRows(
      EngineSession session,
      List<WrittenFile> written,
      List<Field> fields,
      boolean deletes,
      boolean unreadably) {
    work.bindWritten(session, CHANGES, fields, written);
    work.bindCurrent(session, CURRENT, fields);
    return job.positions(
        session,
        shape.formerRows(CURRENT, CHANGES)
            + (deletes ? " or " + shape.isDeleted("c", DELETED) : "")
            + (unreadably ? " or c._seq in (select s.seq from " + DELETED_SEQS + " s)" : ""));
  }
}
