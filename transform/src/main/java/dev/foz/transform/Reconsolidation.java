package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.engine.EngineSession;
import dev.foz.engine.QueryResult;
import dev.foz.state.CommitKind;
import dev.foz.table.DeletedRows;
import dev.foz.table.Evolution;
import dev.foz.table.TableCommit;
import dev.foz.table.TableSnapshot;
import dev.foz.table.WrittenFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Rows of a curated source table that exists are made again from raw records. Used once. */
final class Reconsolidation {
  private static final String TOUCHED = "_touched";

  /** Beyond such a share of the rows, those that read the table read it whole anyway. */
  private static final double MOST_CHANGED = 0.3;

  private final Consolidation consolidation;
  private final ConsolidationJob work;
  private final TransformJob job;
  private final CuratedTable table;
  private final TableSnapshot current;

  /**
   * @param consolidation of a slice that ends where the rows shall be made up to
   */
  Reconsolidation(Consolidation consolidation) {
    this.consolidation = consolidation;
    this.work = consolidation.work();
    this.job = work.job();
    this.table = work.table();
    this.current = work.current().orElseThrow();
  }

  /**
   * Makes the rows of all records up to the end of the slice anew, and commits how they differ from
   * those that are there; where that is much, or they cannot be read, the rows in their place.
   */
  Build all() {
    if (current.foreign()) {
      return consolidation.rebuild("another program changed it");
    }
    Optional<String> other =
        consolidation
            .maskChange()
            .map(MaskChange::reason)
            .or(() -> KeptHistory.change(table, current));
    if (other.isPresent()) {
      return consolidation.rebuild(other.get());
    }
    return switch (compare()) {
      case Evolution.NeedsRebuild needed -> consolidation.rebuild(needed.reason());
      case Evolution.Same same -> asLaidOut(same.fields());
      case Evolution.Widens wider -> asLaidOut(wider.fields());
    };
  }

  private Evolution compare() {
    return current.compare(work.shape().fields(), consolidation.renames(), Evolution.Unwanted.DROP);
  }

  private Build asLaidOut(List<Field> fields) {
    Optional<String> other = current.differsFrom(work.layout(), fields);
    return other.isPresent() ? consolidation.rebuild(other.get()) : all(fields);
  }

  private Build all(List<Field> fields) {
    Slice all = consolidation.reachingBack();
    int parts = consolidation.parts(all);
    MadeRows made = consolidation.everything(all.files(), fields, parts);
    Optional<RowChange> change = job.orDiscard(made.all(), () -> compare(made, fields, parts));
    if (change.isEmpty()) {
      String reason = "much of it had changed, or could not be read";
      return consolidation.replace(all, fields, made, reason);
    }
    job.catalog().discard(made.rows());
    TableCommit commit =
        job.newCommit(CommitKind.MERGE)
            .expect(current)
            .evolve(
                table.curated(),
                work.shape().fields(),
                consolidation.renames(),
                Evolution.Unwanted.DROP)
            .properties(table.curated(), consolidation.properties());
    consolidation.unreadables().table().replace(commit, made.unreadable());
    return commit(commit, all, change.get(), made.unreadable());
  }

  private Build commit(
      TableCommit commit, Slice all, RowChange change, Optional<WrittenFile> unreadable) {
    try (EngineSession session = job.engine().open()) {
      List<Field> fields = commit.fieldsOf(table.curated());
      MadeRows made = consolidation.taking(change, session, commit, fields, unreadable);
      return consolidation.commit(commit, all, made, change.note());
    }
  }

  private static RowChange change(List<WrittenFile> news, Map<String, DeletedRows> gone) {
    long removed = ConsolidationJob.count(gone);
    String note =
        news.isEmpty() && removed == 0
            ? "rebuilt: no row differs"
            : "rebuilt: "
                + TransformJob.rows(TransformJob.records(news))
                + " written, "
                + TransformJob.count(removed)
                + " taken away";
    return new RowChange(news, gone, note);
  }

  /** Empty where it is not worth telling. */
  private Optional<RowChange> compare(MadeRows made, List<Field> fields, int parts) {
    job.progress().phase("comparing");
    try (EngineSession session = job.engine().open()) {
      RowDifference rows = difference(session, fields);
      rows.compareWith(made.rows());
      Map<String, DeletedRows> gone = Map.of();
      for (int part = 0; part < parts; part++) {
        RowDifference.Part these = part(part, parts);
        gone = RowDifference.join(gone, rows.gone(these, these));
      }
      long removed = ConsolidationJob.count(gone);
      long kept = current.records() - removed;
      long changed = removed + TransformJob.records(made.rows()) - kept;
      if (changed > MOST_CHANGED * current.records()) {
        return Optional.empty();
      }
      List<WrittenFile> news = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        RowDifference.Part these = part(part, parts);
        news.addAll(job.orDiscard(news, () -> rows.news(these, these)));
      }
      return Optional.of(change(news, gone));
    } catch (FozException e) {
      if (isDamage(e.problem().code())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private RowDifference difference(EngineSession session, List<Field> fields) {
    return new RowDifference(job, session, current, fields, work.layout());
  }

  /** Rows that are the same have the same number. */
  private static RowDifference.Part part(int part, int parts) {
    return alias -> alias + "._seq % " + parts + " = " + part;
  }

  private static boolean isDamage(Code code) {
    return code == Code.TABLE_DAMAGED || code == Code.STORAGE_FAILED || code == Code.ENGINE_FAILED;
  }

  /**
   * Makes the rows of those keys anew that records of a span have, from all their records, and
   * commits how they differ from those that are there. The table must have a key, and have consumed
   * the slice.
   */
  Build keysOf(RawSpan span) {
    Way.Keyed way = Way.keyed(work);
    Slice all = consolidation.reachingBack();
    List<Field> fields = current.fields();
    try (EngineSession session = work.open(all.files())) {
      int parts = consolidation.parts(records(session, way.key().countOf(span)));
      RowDifference rows = difference(session, fields);
      List<WrittenFile> news = new ArrayList<>();
      Map<String, DeletedRows> gone = Map.of();
      for (CuratedKey.Wanted keys : CuratedKey.Wanted.parts(parts)) {
        work.materialize(session, TOUCHED, way.key().ofRecords(span, keys));
        RowChange more = job.orDiscard(news, () -> compare(session, way, rows, fields));
        news.addAll(more.written());
        gone = RowDifference.join(gone, more.gone());
      }
      TableCommit commit = job.newCommit(CommitKind.MERGE).expect(current);
      return commit(commit, all, change(news, gone), Optional.empty());
    }
  }

  private RowChange compare(
      EngineSession session, Way.Keyed way, RowDifference rows, List<Field> fields) {
    List<WrittenFile> made = way.of(session, fields, TOUCHED);
    return job.orDiscard(
        made,
        () -> {
          rows.compareWith(made);
          RowDifference.Part there = row -> CuratedKey.isIn(way.key().ofRow(row), TOUCHED);
          Map<String, DeletedRows> gone = rows.gone(there, row -> "true");
          List<WrittenFile> news = rows.news(there, row -> "true");
          job.catalog().discard(made);
          return change(news, gone);
        });
  }

  private long records(EngineSession session, String sql) {
    try (QueryResult rows = session.query(sql, job.progress())) {
      rows.next();
      return ((Number) Objects.requireNonNull(rows.value(0))).longValue();
    }
  }
}
