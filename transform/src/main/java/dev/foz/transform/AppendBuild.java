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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Computes a model over the rows that came to its input since the last build, and adds the result.
 * Rows that are there never change. Used once.
 */
final class AppendBuild {
  private static final String RESULT = "_result";
  private static final String CURRENT = "_current";

  private final ModelBuild build;
  private final StagedTests tests;
  private final TransformJob job;

  AppendBuild(ModelBuild build, StagedTests tests) {
    this.build = build;
    this.tests = tests;
    this.job = build.job();
  }

  /**
   * @param session with everything bound that the SQL names
   */
  Build execute(EngineSession session) {
    ModelQuery query = build.query(session);
    if (build.current().isEmpty()) {
      return create(session, query);
    }
    Optional<MaskChange> masks = build.maskChange();
    return masks.isPresent()
        ? rebuild(session, query, masks.get())
        : append(session, build.current().get(), query);
  }

  private Build create(EngineSession session, ModelQuery query) {
    List<Field> fields = Evolution.assign(query.columns());
    Whole whole = whole(session, query, fields);
    TableCommit commit = job.newCommit(CommitKind.BUILD);
    commit.create(build.table(), fields, build.properties()).append(build.table(), whole.written());
    tests.failed().table().append(commit, whole.failed());
    return commit(commit, whole.written(), whole.failed(), build.inputRows(), whole.warnings());
  }

  /** Of a model over raw tables, which have every record still. */
  private Build rebuild(EngineSession session, ModelQuery query, MaskChange change) {
    if (!build.inputs().stream().allMatch(input -> input.layer() == Layer.RAW)) {
      throw masksChanged(change);
    }
    List<Field> fields = build.current().orElseThrow().replacing(query.columns());
    Whole whole = whole(session, query, fields);
    TableCommit commit = job.newCommit(CommitKind.REBUILD);
    commit.replace(build.table(), fields, whole.written(), build.properties());
    tests.failed().table().replace(commit, whole.failed());
    build.hideFormer(commit);
    return commit(
        commit,
        whole.written(),
        whole.failed(),
        build.inputRows(),
        build.maskNote() + whole.warnings());
  }

  /** What the model makes of all rows, not committed. */
  private record Whole(List<WrittenFile> written, Optional<WrittenFile> failed, String warnings) {}

  private Whole whole(EngineSession session, ModelQuery query, List<Field> fields) {
    query.run(sql -> session.materialize(RESULT, sql, job.progress()));
    Optional<WrittenFile> failed = tests.failed().takeFrom(session, RESULT);
    List<WrittenFile> kept = failed.stream().toList();
    String warnings = job.orDiscard(kept, () -> tests.run(session, TestedRows.all(RESULT)));
    List<WrittenFile> written = job.orDiscard(kept, () -> write(session, fields));
    return new Whole(written, failed, warnings);
  }

  private Build append(EngineSession session, TableSnapshot current, ModelQuery query) {
    List<Field> columns = query.columns();
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
      return commit(commit, List.of(), Optional.empty(), 0, "");
    }
    long read = bindNew(session, driving.get());
    query.run(sql -> session.materialize(RESULT, sql, job.progress()));
    session.bindWithPositions(CURRENT, ParquetInput.of(fields, current::plan));
    Optional<WrittenFile> failed = tests.failed().takeFrom(session, RESULT);
    List<WrittenFile> kept = failed.stream().toList();
    TestedRows rows = new TestedRows(RESULT, withCurrent(columns));
    String warnings = job.orDiscard(kept, () -> tests.run(session, rows));
    List<WrittenFile> written = job.orDiscard(kept, () -> write(session, fields));
    commit.append(build.table(), written);
    tests.failed().table().append(commit, failed);
    return commit(commit, written, failed, read, warnings);
  }

  private List<WrittenFile> write(EngineSession session, List<Field> fields) {
    return job.write(session, "select * from " + RESULT, fields, build.sortBy(fields));
  }

  /** The table as it would be. */
  private static String withCurrent(List<Field> columns) {
    String names =
        columns.stream().map(Field::name).map(SqlNames::quote).collect(Collectors.joining(", "));
    return "(select %1$s from %2$s union all select %1$s from %3$s)"
        .formatted(names, RESULT, CURRENT);
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

  private dev.foz.base.FozException masksChanged(MaskChange change) {
    return Problem.of(
            Code.MODEL_FAILED, "Cannot append to " + build.table() + ": " + change.reason())
        .at(build.model().place())
        .because(
            "the rows that are there may show what is masked now, and its inputs may not have"
                + " all that they were made of any more")
        .remedy(
            "write `materialized: merge` with a `primary_key`: then it is made again from its"
                + " inputs as they are now")
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

  private Build commit(
      TableCommit commit,
      List<WrittenFile> written,
      Optional<WrittenFile> failed,
      long read,
      String warnings) {
    build.consume(commit);
    job.execute(commit, Stream.concat(written.stream(), failed.stream()).toList());
    long rows = TransformJob.records(written);
    return new Build.Made(
        read,
        rows,
        TransformJob.bytes(written),
        TransformJob.rows(rows) + " added" + FailedRows.told(failed) + warnings);
  }
}
