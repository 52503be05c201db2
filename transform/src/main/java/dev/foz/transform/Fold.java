package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.base.TableLayout;
import dev.foz.engine.EngineSession;
import dev.foz.engine.ParquetInput;
import dev.foz.state.CommitKind;
import dev.foz.table.DeletedRows;
import dev.foz.table.ScanFile;
import dev.foz.table.TableCommit;
import dev.foz.table.TableSnapshot;
import dev.foz.table.WrittenFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes files again that merges have worn: many small ones, and those of which many rows are
 * deleted. Rows stay what they are; the commit is one of maintenance.
 */
final class Fold {
  private static final String WORN = "_worn";

  private final TransformJob job;

  Fold(TransformJob job) {
    this.job = job;
  }

  /**
   * Folds what is worth it, if anything, under the job's lease.
   *
   * @param wanted the layout that the table has
   */
  void execute(TableLayout wanted) {
    Optional<TableSnapshot> table = job.catalog().read().find(job.target());
    Optional<TableLayout> layout = table.flatMap(now -> Layouts.find(wanted, now));
    List<ScanFile> worn = table.map(job.catalog()::foldCandidates).orElse(List.of());
    if (worn.isEmpty() || layout.isEmpty()) {
      return;
    }
    job.progress().phase("folding files");
    List<Field> fields = table.get().fields();
    List<WrittenFile> written = rewrite(worn, fields, layout.get());
    Map<String, DeletedRows> replaced = new HashMap<>();
    worn.forEach(file -> replaced.put(file.path(), liveRows(file)));
    TableCommit commit =
        job.newCommit(CommitKind.MAINTENANCE)
            .expect(table.get())
            .merge(job.target(), written, replaced);
    job.execute(commit, written);
  }

  private List<WrittenFile> rewrite(List<ScanFile> worn, List<Field> fields, TableLayout layout) {
    try (EngineSession session = job.engine().open()) {
      session.bindWithPositions(WORN, ParquetInput.of(fields, filter -> worn));
      return job.write(
          session, "select " + SqlNames.list(fields) + " from " + WORN, fields, layout);
    }
  }

  private static DeletedRows liveRows(ScanFile file) {
    DeletedRows.Builder live = DeletedRows.builder();
    for (long position = 0; position < file.records(); position++) {
      long row = position;
      if (file.deleted().filter(deleted -> deleted.contains(row)).isEmpty()) {
        live.add(row);
      }
    }
    return live.build();
  }
}
