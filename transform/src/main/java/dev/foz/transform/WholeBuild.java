package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.base.TableLayout;
import dev.foz.engine.EngineSession;
import dev.foz.state.CommitKind;
import dev.foz.table.Evolution;
import dev.foz.table.TableCommit;
import dev.foz.table.WrittenFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Computes a model whole and puts the result in the place of what there was. Used once. */
final class WholeBuild {
  private static final String RESULT = "_result";

  private final ModelBuild build;
  private final StagedTests tests;

  WholeBuild(ModelBuild build, StagedTests tests) {
    this.build = build;
    this.tests = tests;
  }

  Build execute(EngineSession session) {
    TransformJob job = build.job();
    List<Field> columns = build.columns(session);
    List<Field> fields =
        build
            .current()
            .map(table -> table.replacing(columns))
            .orElseGet(() -> Evolution.assign(columns));
    TableLayout layout = build.layout(columns);
    String sql = build.model().sql();
    if (!tests.isEmpty()) {
      session.materialize(RESULT, sql, job.progress());
      sql = "select * from " + RESULT;
    }
    Optional<WrittenFile> failed = tests.failed().takeFrom(session, RESULT);
    List<WrittenFile> kept = failed.stream().toList();
    String warnings = job.orDiscard(kept, () -> tests.run(session, TestedRows.all(RESULT)));
    String select = sql;
    List<WrittenFile> written =
        job.orDiscard(kept, () -> job.write(session, select, fields, layout));
    boolean older =
        build.current().filter(table -> table.formatVersion() > layout.formatVersion()).isPresent();
    TableCommit commit = job.newCommit(older ? CommitKind.REBUILD : CommitKind.BUILD);
    if (build.current().isPresent()) {
      commit.replace(build.table(), fields, written, build.properties(), layout);
    } else {
      commit
          .create(build.table(), fields, build.properties(), layout)
          .append(build.table(), written);
    }
    tests.failed().table().replace(commit, failed);
    build.consume(commit);
    job.execute(commit, Stream.concat(written.stream(), failed.stream()).toList());
    long rows = TransformJob.records(written);
    return new Build.Made(
        build.inputRows(),
        rows,
        TransformJob.bytes(written),
        TransformJob.rows(rows) + FailedRows.told(failed) + warnings);
  }
}
