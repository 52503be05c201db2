package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.engine.EngineSession;
import dev.foz.state.CommitKind;
import dev.foz.table.Evolution;
import dev.foz.table.TableCommit;
import dev.foz.table.WrittenFile;
import java.util.List;

/** Computes a model whole and puts the result in the place of what there was. Used once. */
final class WholeBuild {
  private final ModelBuild build;

  WholeBuild(ModelBuild build) {
    this.build = build;
  }

  Build execute(EngineSession session) {
    TransformJob job = build.job();
    List<Field> columns = build.columns(session);
    List<Field> fields =
        build
            .current()
            .map(table -> table.replacing(columns))
            .orElseGet(() -> Evolution.assign(columns));
    List<WrittenFile> written = job.write(session, build.model().sql(), fields);
    TableCommit commit = job.newCommit(CommitKind.BUILD);
    if (build.current().isPresent()) {
      commit.replace(build.table(), fields, written, build.properties());
    } else {
      commit.create(build.table(), fields, build.properties()).append(build.table(), written);
    }
    build.consume(commit);
    job.execute(commit, written);
    long rows = TransformJob.records(written);
    return new Build.Made(
        build.inputRows(), rows, TransformJob.bytes(written), TransformJob.rows(rows));
  }
}
