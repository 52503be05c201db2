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
    ModelQuery query = build.query(session);
    List<Field> columns = query.columns();
    List<Field> fields =
        build
            .current()
            .map(table -> table.replacing(columns))
            .orElseGet(() -> Evolution.assign(columns));
    TableLayout layout = build.layout(columns);
    if (!tests.isEmpty()) {
      query.run(sql -> session.materialize(RESULT, sql, job.progress()));
    }
    Optional<WrittenFile> failed = tests.failed().takeFrom(session, RESULT);
    List<WrittenFile> kept = failed.stream().toList();
    String warnings = job.orDiscard(kept, () -> tests.run(session, TestedRows.all(RESULT)));
    List<WrittenFile> written =
        job.orDiscard(
            kept,
            () ->
                tests.isEmpty()
                    ? query.run(sql -> job.write(session, sql, fields, layout))
                    : job.write(session, "select * from " + RESULT, fields, layout));
    boolean older =
        build.current().filter(table -> table.formatVersion() > layout.formatVersion()).isPresent();
    TableCommit commit =
        job.newCommit(
            older || build.maskChange().isPresent() ? CommitKind.REBUILD : CommitKind.BUILD);
    if (build.current().isPresent()) {
      commit.replace(build.table(), fields, written, build.properties(), layout);
    } else {
      commit
          .create(build.table(), fields, build.properties(), layout)
          .append(build.table(), written);
    }
    tests.failed().table().replace(commit, failed);
    build.hideFormer(commit);
    build.consume(commit);
    job.execute(commit, Stream.concat(written.stream(), failed.stream()).toList());
    long rows = TransformJob.records(written);
    return new Build.Made(
        build.inputRows(),
        rows,
        TransformJob.bytes(written),
        TransformJob.rows(rows) + build.maskNote() + FailedRows.told(failed) + warnings);
  }
}
