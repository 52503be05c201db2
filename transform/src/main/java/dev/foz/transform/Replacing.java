package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.base.TableLayout;
import dev.foz.engine.EngineSession;
import dev.foz.engine.ParquetInput;
import dev.foz.table.DeletedRows;
import dev.foz.table.Filter;
import dev.foz.table.ScanFile;
import dev.foz.table.TableCommit;
import dev.foz.table.TableSnapshot;
import dev.foz.table.WrittenFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Takes rows of a table away and adds others. In format 3 the rows are marked as deleted. Format 2
 * has no such marks: there a file that keeps some of its rows is first written again as two, one
 * with those that stay and one with those that go, and the second leaves. So readers need to know
 * nothing of deletes, and it can still be told exactly which rows went.
 */
final class Replacing {
  private static final String STAYING = "_staying";
  private static final String GOING = "_going";

  private final TransformJob job;
  private final List<Field> fields;
  private final TableLayout layout;

  /**
   * @param fields of the table after the commit
   */
  Replacing(TransformJob job, List<Field> fields, TableLayout layout) {
    this.job = job;
    this.fields = fields;
    this.layout = layout;
  }

  /**
   * Adds the change to a commit that expects the table.
   *
   * @param written new rows; discarded with what else was written where this fails
   * @return all files that the commit takes
   */
  List<WrittenFile> addTo(
      TableCommit commit,
      EngineSession session,
      TableSnapshot table,
      List<WrittenFile> written,
      Map<String, DeletedRows> deleted) {
    if (table.formatVersion() > TableLayout.OLDER_FORMAT || deleted.isEmpty()) {
      commit.merge(job.target(), written, deleted);
      return written;
    }
    List<WrittenFile> all = new ArrayList<>(written);
    try {
      copy(commit, session, table, all, deleted);
      return all;
    } catch (RuntimeException | Error e) {
      job.discard(all, e);
      throw e;
    }
  }

  private void copy(
      TableCommit commit,
      EngineSession session,
      TableSnapshot table,
      List<WrittenFile> all,
      Map<String, DeletedRows> deleted) {
    List<WrittenFile> added = List.copyOf(all);
    Map<String, DeletedRows> whole = new HashMap<>(deleted);
    List<ScanFile> touched = new ArrayList<>();
    for (ScanFile file : table.planToChange(Filter.ALWAYS)) {
      DeletedRows rows = deleted.getOrDefault(file.path(), DeletedRows.of());
      if (!rows.isEmpty() && rows.cardinality() < file.records()) {
        touched.add(file);
        whole.remove(file.path());
      }
    }
    if (touched.isEmpty()) {
      commit.merge(job.target(), added, whole);
      return;
    }
    List<WrittenFile> staying = write(session, STAYING, touched, (file, rows) -> rows, deleted);
    all.addAll(staying);
    List<WrittenFile> going =
        write(
            session,
            GOING,
            touched,
            (file, rows) -> DeletedRows.first(file.records()).minus(rows),
            deleted);
    all.addAll(going);
    going.forEach(
        file -> whole.put(job.catalog().localPath(file.path()), DeletedRows.first(file.records())));
    List<WrittenFile> parted = new ArrayList<>(staying);
    parted.addAll(going);
    commit
        .split(job.target(), touched.stream().map(ScanFile::path).toList(), parted)
        .merge(job.target(), added, whole);
  }

  private List<WrittenFile> write(
      EngineSession session,
      String name,
      List<ScanFile> touched,
      BiFunction<ScanFile, DeletedRows, DeletedRows> leftOut,
      Map<String, DeletedRows> deleted) {
    List<ScanFile> files = new ArrayList<>();
    for (ScanFile file : touched) {
      DeletedRows rows = deleted.getOrDefault(file.path(), DeletedRows.of());
      files.add(
          new ScanFile(
              file.path(), file.records(), file.bytes(), Optional.of(leftOut.apply(file, rows))));
    }
    session.bindWithPositions(name, ParquetInput.of(fields, filter -> files));
    return job.write(session, "select " + SqlNames.list(fields) + " from " + name, fields, layout);
  }
}
