package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.engine.EngineSession;
import dev.foz.state.LedgerFile;
import dev.foz.table.DeletedRows;
import dev.foz.table.WrittenFile;
import java.util.List;
import java.util.Map;

/** Without a key every record is a row, until a changed file makes it void. */
final class EveryRecord implements Way {
  private static final String VOIDS = "_voids";
  private static final String VOID_SEQS = "_void_seqs";
  private static final String CURRENT = "_current";

  private final ConsolidationJob work;
  private final TransformJob job;
  private final EveryRecordShape shape;

  EveryRecord(ConsolidationJob work) {
    this.work = work;
    this.job = work.job();
    this.shape = new EveryRecordShape(work.table(), work.shape());
  }

  @Override
  public List<WrittenFile> all(
      EngineSession session, List<Field> fields, int parts, long readable) {
    List<WrittenFile> rows = work.write(session, shape.allRows(job.run()), fields);
    return isWhole(rows, readable) ? rows : onlyValid(session, rows, fields);
  }

  /** Whether every record that can be read became a row, so that none makes others void. */
  private static boolean isWhole(List<WrittenFile> rows, long readable) {
    return TransformJob.records(rows) == readable;
  }

  /** Records were missing from what was written, so some of them make others void. */
  private List<WrittenFile> onlyValid(
      EngineSession session, List<WrittenFile> written, List<Field> fields) {
    job.catalog().discard(written);
    work.materialize(session, VOIDS, shape.voids());
    return work.write(session, shape.validRows(job.run(), VOIDS), fields);
  }

  /** New records become new rows; those that a changed file made void go. */
  @Override
  public RowChange advance(EngineSession session, List<Field> fields, long readable) {
    List<LedgerFile> later = work.consumedLater();
    List<WrittenFile> valid;
    if (later.isEmpty()) {
      List<WrittenFile> all = work.write(session, shape.allRows(job.run()), fields);
      if (isWhole(all, readable)) {
        return new RowChange(all, Map.of(), TransformJob.rows(TransformJob.records(all)));
      }
      valid = onlyValid(session, all, fields);
    } else {
      // A record that was replayed may have been made void by one that came before it.
      work.bind(session, Slice.join(work.slice().files(), later));
      work.materialize(session, VOIDS, shape.voids());
      work.bind(session, work.slice().files());
      valid = work.write(session, shape.validRows(job.run(), VOIDS), fields);
    }
    Map<String, DeletedRows> gone = job.orDiscard(valid, () -> voidRows(session, fields));
    String replaced = TransformJob.rows(ConsolidationJob.count(gone));
    return new RowChange(valid, gone, replaced + " of changed files replaced");
  }

  /** The rows that the curated table has of records that are void now. */
  private Map<String, DeletedRows> voidRows(EngineSession session, List<Field> fields) {
    work.bind(session, work.allFiles());
    work.materialize(session, VOID_SEQS, shape.voidSeqs(VOIDS));
    work.bindCurrent(session, CURRENT, fields);
    return job.positions(
        session,
        "select c._file, c._pos from "
            + CURRENT
            + " c where c._seq in (select v.seq from "
            + VOID_SEQS
            + " v)");
  }
}
