package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.Layer;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.engine.EngineSession;
import dev.foz.engine.ParquetInput;
import dev.foz.engine.RawInput;
import dev.foz.state.CommitKind;
import dev.foz.state.LedgerFile;
import dev.foz.table.Changes;
import dev.foz.table.Evolution;
import dev.foz.table.TableCommit;
import dev.foz.table.TableSnapshot;
import dev.foz.table.WrittenFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Computes a model over the rows that came to its input since the last build, and adds the result.
 * Rows that are there never change. Used once.
 */
final class AppendBuild {
  private final ModelBuild build;
  private final TransformJob job;

  AppendBuild(ModelBuild build) {
    this.build = build;
    this.job = build.job();
  }

  /**
   * @param session with everything bound that the SQL names
   */
  Build execute(EngineSession session) {
    List<Field> columns = build.columns(session);
    return build.current().isPresent()
        ? append(session, build.current().get(), columns)
        : create(session, columns);
  }

  private Build create(EngineSession session, List<Field> columns) {
    List<Field> fields = Evolution.assign(columns);
    List<WrittenFile> written = job.write(session, build.model().sql(), fields);
    TableCommit commit = job.newCommit(CommitKind.BUILD);
    commit.create(build.table(), fields, build.properties()).append(build.table(), written);
    return commit(commit, written, build.inputRows());
  }

  private Build append(EngineSession session, TableSnapshot current, List<Field> columns) {
    List<Field> fields =
        switch (current.compare(columns, List.of(), Evolution.Unwanted.KEEP)) {
          case Evolution.Same same -> same.fields();
          case Evolution.Widens wider -> wider.fields();
          case Evolution.NeedsRebuild needed -> throw columnsChanged(needed.reason());
        };
    TableCommit commit =
        job.newCommit(CommitKind.BUILD)
            .expect(current)
            .evolve(build.table(), columns)
            .properties(build.table(), build.properties());
    Optional<TableName> driving = driving();
    if (driving.isEmpty()) {
      return commit(commit, List.of(), 0);
    }
    long read = bindNew(session, driving.get());
    List<WrittenFile> written = job.write(session, build.model().sql(), fields);
    commit.append(build.table(), written);
    return commit(commit, written, read);
  }

  /** The input whose new rows are read, if it has any. */
  private Optional<TableName> driving() {
    return build.changedInputs().stream()
        .filter(input -> !build.ignored().contains(input))
        .findFirst();
  }

  /** Binds the name of the input to its new rows alone; returns how many there are. */
  private long bindNew(EngineSession session, TableName input) {
    TableSnapshot snapshot = job.moment().find(input).orElseThrow();
    if (input.layer() == Layer.RAW) {
      List<LedgerFile> files = job.state().files(input, build.consumed(input), build.commit(input));
      List<Path> paths =
          files.stream().map(file -> Path.of(job.catalog().localPath(file.path()))).toList();
      session.bindRaw(input, new RawInput(paths, job.moment().contract(snapshot)));
      return Slice.records(files);
    }
    return switch (snapshot.changesSince(build.consumed(input))) {
      case Changes.Known known -> {
        session.bind(input, ParquetInput.of(snapshot.fields(), filter -> known.added()));
        yield known.addedRows();
      }
      case Changes.Unknown(String reason) -> throw unknownChanges(input, reason);
    };
  }

  private dev.foz.base.FozException unknownChanges(TableName input, String reason) {
    return Problem.of(
            Code.MODEL_FAILED,
            "Cannot append to " + build.table() + ": what is new in " + input + " cannot be told")
        .at(build.model().place())
        .because(reason)
        .remedy(
            "write `materialized: merge` with a `primary_key`, which can always be computed whole")
        .toException();
  }

  private dev.foz.base.FozException columnsChanged(String reason) {
    return Problem.of(
            Code.TABLE_COLUMNS, "Cannot append to " + build.table() + ": its columns changed")
        .at(build.model().place())
        .because(reason + ", and the rows that are there cannot be made again")
        .remedy("give the column another name, or cast it to the type that it had")
        .toException();
  }

  private Build commit(TableCommit commit, List<WrittenFile> written, long read) {
    build.consume(commit);
    job.execute(commit, written);
    long rows = TransformJob.records(written);
    return new Build.Made(
        read, rows, TransformJob.bytes(written), TransformJob.rows(rows) + " added");
  }
}
