package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.Layer;
import dev.foz.base.Problem;
import dev.foz.base.TableLayout;
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
import java.util.Map;
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
    List<Field> columns = query.columns();
    if (build.current().isEmpty()) {
      return create(session, query, Evolution.assign(columns));
    }
    TableSnapshot current = build.current().get();
    Optional<MaskChange> masks = build.maskChange();
    if (masks.isPresent() && !build.anew() && !readsRawAlone()) {
      throw masksChanged(masks.get());
    }
    return build.anew() || masks.isPresent()
        ? create(session, query, current.replacing(columns))
        : append(session, query, current);
  }

  /** Raw tables have every record still. */
  private boolean readsRawAlone() {
    return build.inputs().stream().allMatch(input -> input.layer() == Layer.RAW);
  }

  /** All rows that the inputs of now give, in the place of those that are there. */
  private Build create(EngineSession session, ModelQuery query, List<Field> fields) {
    TableLayout layout = build.layout(fields);
    query.run(sql -> session.materialize(RESULT, sql, job.progress()));
    Optional<WrittenFile> failed = tests.failed().takeFrom(session, RESULT);
    List<WrittenFile> kept = failed.stream().toList();
    String warnings = job.orDiscard(kept, () -> tests.run(session, TestedRows.all(RESULT)));
    List<WrittenFile> written = job.orDiscard(kept, () -> write(session, fields, layout));
    if (build.current().isPresent()) {
      TableCommit commit = job.newCommit(CommitKind.REBUILD);
      commit.replace(build.table(), fields, written, build.properties(), layout);
      tests.failed().table().replace(commit, failed);
      build.hideFormer(commit);
      return commit(commit, written, failed, build.inputRows(), build.maskNote() + warnings);
    }
    TableCommit commit = job.newCommit(CommitKind.BUILD);
    commit.create(build.table(), fields, build.properties(), layout).append(build.table(), written);
    tests.failed().table().append(commit, failed);
    return commit(commit, written, failed, build.inputRows(), warnings);
  }

  private Build append(EngineSession session, ModelQuery query, TableSnapshot former) {
    List<Field> columns = query.columns();
    List<Field> fields =
        switch (former.compare(columns, List.of(), Evolution.Unwanted.KEEP)) {
          case Evolution.Same same -> same.fields();
          case Evolution.Widens wider -> wider.fields();
          case Evolution.NeedsRebuild needed -> throw columnsChanged(needed.reason());
        };
    TableLayout layout = build.layout(fields);
    new Relayout(job).execute(former, fields, layout);
    TableSnapshot current = job.catalog().read().find(build.table()).orElseThrow();
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
    List<WrittenFile> written = job.orDiscard(kept, () -> write(session, fields, layout));
    commit.append(build.table(), written);
    tests.failed().table().append(commit, failed);
    return commit(commit, written, failed, read, warnings);
  }

  private List<WrittenFile> write(EngineSession session, List<Field> fields, TableLayout layout) {
    return job.write(session, "select * from " + RESULT, fields, layout);
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
    if (build.consumed(input) == 0 && hasBegun(input)) {
      throw unknownChanges(input, "how far it had been consumed is not known any more");
    }
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

  private boolean hasBegun(TableName input) {
    return job.state().consumed().getOrDefault(build.table(), Map.of()).containsKey(input);
  }

  private dev.foz.base.FozException unknownChanges(TableName input, String reason) {
    return Problem.of(
            Code.MODEL_FAILED,
            "Cannot append to " + build.table() + ": what is new in " + input + " cannot be told")
        .at(build.model().place())
        .because(reason)
        .remedy(
            "`foz rebuild "
                + build.table()
                + "` computes it whole; or write `materialized: merge` with a `primary_key`")
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
            "`foz rebuild " + build.table() + "` makes it again from its inputs as they are now")
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
        (build.anew() ? "rebuilt: " + TransformJob.rows(rows) : TransformJob.rows(rows) + " added")
            + FailedRows.told(failed)
            + warnings);
  }
}
