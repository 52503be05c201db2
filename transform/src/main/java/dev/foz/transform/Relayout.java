package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.base.TableLayout;
import dev.foz.engine.EngineSession;
import dev.foz.engine.ParquetInput;
import dev.foz.state.CommitKind;
import dev.foz.table.TableCommit;
import dev.foz.table.TableSnapshot;
import dev.foz.table.WrittenFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes all rows of a table again where its {@code partition_by} or {@code format_version} has
 * changed, in one commit. Rows stay what they are, so it is one of maintenance, and who reads the
 * table has nothing new; but for an older format, with which a table begins anew.
 */
final class Relayout {
  private static final String ALL = "_all";

  private final TransformJob job;

  Relayout(TransformJob job) {
    this.job = job;
  }

  /**
   * Commits, under the job's lease, where there is reason to.
   *
   * @param fields of the table, which may have come to have more columns
   * @param layout whose columns are among them
   */
  Build execute(TableSnapshot table, List<Field> fields, TableLayout layout) {
    Optional<String> reason = table.differsFrom(layout, fields);
    if (reason.isEmpty()) {
      return new Build.Nothing("up to date");
    }
    job.progress().phase("writing rows again");
    List<WrittenFile> written = rewrite(table, fields, layout);
    boolean anew = layout.formatVersion() < table.formatVersion();
    TableCommit commit =
        job.newCommit(anew ? CommitKind.REBUILD : CommitKind.MAINTENANCE)
            .expect(table)
            .replace(job.target(), fields, written, Map.of(), layout);
    job.execute(commit, written);
    return new Build.Made(
        table.records(),
        TransformJob.records(written),
        TransformJob.bytes(written),
        "written again: " + reason.get());
  }

  private List<WrittenFile> rewrite(TableSnapshot table, List<Field> fields, TableLayout layout) {
    try (EngineSession session = job.engine().open()) {
      session.bindWithPositions(ALL, ParquetInput.of(fields, table::plan));
      return job.write(session, "select " + SqlNames.list(fields) + " from " + ALL, fields, layout);
    }
  }
}
