package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.engine.EngineSession;
import dev.foz.engine.QueryResult;
import dev.foz.table.DeletedRows;
import dev.foz.table.WrittenFile;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Of each key every version is a row. */
final class KeyHistory implements Way.Keyed {
  private static final String EVENTS = "_events";
  private static final String KEYS = "_keys";
  private static final String MORE_KEYS = "_more_keys";
  private static final String DELETED_TEXTS = "_deleted_texts";
  private static final String CURRENT = "_current";
  private static final String OPEN = "_open";
  private static final String ENDS = "_ends";
  private static final String VERSIONS = "_versions";

  private final ConsolidationJob work;
  private final TransformJob job;
  private final HistoryShape shape;

  KeyHistory(ConsolidationJob work, HistoryShape shape) {
    this.work = work;
    this.job = work.job();
    this.shape = shape;
  }

  @Override
  public List<WrittenFile> all(
      EngineSession session, List<Field> fields, int parts, long readable) {
    boolean unreadably = work.any(session, shape.anyUnreadableDelete());
    List<WrittenFile> rows = new ArrayList<>();
    for (CuratedKey.Wanted keys : CuratedKey.Wanted.parts(parts)) {
      rows.addAll(job.orDiscard(rows, () -> versions(session, fields, keys, unreadably)));
    }
    return rows;
  }

  @Override
  public CuratedKey key() {
    return shape.key();
  }

  @Override
  public List<WrittenFile> of(EngineSession session, List<Field> fields, String keys) {
    boolean unreadably = work.any(session, shape.anyUnreadableDelete());
    return versions(session, fields, new CuratedKey.Wanted.Of(keys), unreadably);
  }

  /** All versions of some keys, from all of their records. */
  private List<WrittenFile> versions(
      EngineSession session, List<Field> fields, CuratedKey.Wanted keys, boolean unreadably) {
    String events = shape.events(keys);
    work.materialize(
        session,
        EVENTS,
        unreadably ? events + " union all " + shape.unreadableDeletes(keys) : events);
    work.materialize(session, VERSIONS, shape.versions(EVENTS, Optional.empty()));
    return work.write(session, shape.newRows(job.run(), EVENTS, VERSIONS), fields);
  }

  @Override
  public RowChange advance(EngineSession session, List<Field> fields, long readable) {
    boolean unreadably = work.any(session, shape.anyUnreadableDelete());
    boolean late = !work.consumedLater().isEmpty();
    return late || unreadably ? again(session, fields, unreadably) : follow(session, fields);
  }

  /** What comes behind all that is known of a key follows from the version that is valid. */
  private RowChange follow(EngineSession session, List<Field> fields) {
    work.materialize(session, EVENTS, shape.events(new CuratedKey.Wanted.All()));
    work.materialize(session, KEYS, shape.keysOf(EVENTS));
    job.progress().phase("finding former rows");
    work.bindCurrent(session, CURRENT, fields);
    work.materialize(session, OPEN, shape.open(CURRENT, KEYS));
    work.materialize(session, ENDS, ends(session));
    HistoryShape.Former former = new HistoryShape.Former(OPEN, ENDS);
    work.materialize(session, VERSIONS, shape.versions(EVENTS, Optional.of(former)));
    String rows =
        shape.newRows(job.run(), EVENTS, VERSIONS)
            + " union all "
            + shape.endedRows(job.run(), OPEN, VERSIONS);
    List<WrittenFile> written = work.write(session, rows, fields);
    Map<String, DeletedRows> ended =
        job.orDiscard(written, () -> job.positions(session, shape.endedPlaces(OPEN, VERSIONS)));
    long closed = ConsolidationJob.count(ended);
    long added = TransformJob.records(written) - closed;
    return new RowChange(written, ended, added + " new versions, " + closed + " ended");
  }

  private String ends(EngineSession session) {
    try (QueryResult rows = session.query(HistoryShape.earliest(EVENTS), job.progress())) {
      rows.next();
      return rows.value(0) instanceof OffsetDateTime earliest
          ? shape.ends(CURRENT, KEYS, earliest.toInstant())
          : shape.ends(CURRENT, KEYS, Instant.EPOCH);
    }
  }

  /** Records that came late change what followed: their keys are computed from all records. */
  private RowChange again(EngineSession session, List<Field> fields, boolean unreadably) {
    work.materialize(session, KEYS, shape.keysOfRecords());
    String keys = KEYS;
    if (unreadably) {
      work.materialize(session, DELETED_TEXTS, shape.unreadablyDeleted());
    }
    work.bind(session, work.allFiles());
    if (unreadably) {
      work.materialize(session, MORE_KEYS, shape.keysByText(KEYS, DELETED_TEXTS));
      keys = MORE_KEYS;
    }
    boolean anywhere = unreadably || work.any(session, shape.anyUnreadableDelete());
    List<WrittenFile> written = versions(session, fields, new CuratedKey.Wanted.Of(keys), anywhere);
    work.bindCurrent(session, CURRENT, fields);
    String rows = shape.rowsOf(CURRENT, keys);
    Map<String, DeletedRows> replaced = job.orDiscard(written, () -> job.positions(session, rows));
    String note =
        TransformJob.records(written)
            + " versions of keys with late records, in place of "
            + ConsolidationJob.count(replaced);
    return new RowChange(written, replaced, note);
  }
}
