package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.Problem;
import dev.foz.base.TableLayout;
import dev.foz.base.TableName;
import dev.foz.engine.EngineSession;
import dev.foz.engine.Narrowing;
import dev.foz.engine.ParquetInput;
import dev.foz.engine.QueryResult;
import dev.foz.engine.SqlParser;
import dev.foz.state.CommitKind;
import dev.foz.table.DeletedRows;
import dev.foz.table.Evolution;
import dev.foz.table.ScanFile;
import dev.foz.table.TableCommit;
import dev.foz.table.TableSnapshot;
import dev.foz.table.WrittenFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Computes a model again, whole or for the keys that changes touch, and commits the difference by
 * its primary key alone: rows that come out as they were are not written. Used once.
 */
final class MergeBuild {
  private static final String RESULT = "_result";
  private static final String CURRENT = "_current";
  private static final int MOST_SHOWN = 5;

  private final ModelBuild build;
  private final StagedTests tests;
  private final SqlParser parser;
  private final TransformJob job;
  private final List<String> key;
  private Optional<WrittenFile> failed = Optional.empty();
  private TableLayout layout = TableLayout.PLAIN;

  MergeBuild(ModelBuild build, StagedTests tests, SqlParser parser) {
    this.build = build;
    this.tests = tests;
    this.parser = parser;
    this.job = build.job();
    this.key = build.model().primaryKey();
  }

  /**
   * @param session with everything bound that the SQL names
   */
  Build execute(EngineSession session) {
    ModelQuery query = build.query(session);
    List<Field> columns = query.columns();
    checkKeyColumns(columns);
    layout = build.layout(columns);
    if (build.current().isEmpty()) {
      return create(session, query);
    }
    TableSnapshot current = build.current().get();
    Optional<MaskChange> masks = build.maskChange();
    if (masks.isPresent()) {
      return replace(session, query, masks.get().reason());
    }
    if (build.anew() && current.foreign()) {
      return replace(session, query, "another program changed it");
    }
    return switch (current.compare(columns, List.of(), Evolution.Unwanted.DROP)) {
      case Evolution.NeedsRebuild needed -> replace(session, query, needed.reason());
      case Evolution.Same same -> follow(session, current, query, same.fields());
      case Evolution.Widens wider -> follow(session, current, query, wider.fields());
    };
  }

  private Build follow(
      EngineSession session, TableSnapshot current, ModelQuery query, List<Field> fields) {
    Optional<String> other = current.differsFrom(layout, fields);
    return other.isPresent()
        ? replace(session, query, other.get())
        : merge(session, query, current, fields);
  }

  private void checkKeyColumns(List<Field> columns) {
    for (String name : key) {
      if (columns.stream().noneMatch(column -> column.name().equalsIgnoreCase(name))) {
        throw build.noColumn("primary_key", name);
      }
    }
  }

  private Build create(EngineSession session, ModelQuery query) {
    List<Field> fields = Evolution.assign(query.columns());
    compute(session, query);
    String warnings = judge(session, TestedRows.all(RESULT));
    List<WrittenFile> written = write(session, "select * from " + RESULT, fields);
    TableCommit commit = job.newCommit(CommitKind.BUILD);
    commit.create(build.table(), fields, build.properties(), layout).append(build.table(), written);
    return commit(commit, written, build.inputRows(), rows(written) + warnings);
  }

  private Build replace(EngineSession session, ModelQuery query, String reason) {
    List<Field> fields = build.current().orElseThrow().replacing(query.columns());
    compute(session, query);
    String warnings = judge(session, TestedRows.all(RESULT));
    List<WrittenFile> written = write(session, "select * from " + RESULT, fields);
    TableCommit commit = job.newCommit(CommitKind.REBUILD);
    commit.replace(build.table(), fields, written, build.properties(), layout);
    return commit(
        commit, written, build.inputRows(), rows(written) + ", rebuilt: " + reason + warnings);
  }

  private String judge(EngineSession session, TestedRows rows) {
    return job.orDiscard(failed.stream().toList(), () -> tests.run(session, rows));
  }

  private List<WrittenFile> write(EngineSession session, String sql, List<Field> fields) {
    return job.orDiscard(failed.stream().toList(), () -> job.write(session, sql, fields, layout));
  }

  private void compute(EngineSession session, ModelQuery query) {
    job.progress().phase("computing");
    query.run(sql -> session.materialize(RESULT, sql, job.progress()));
    checkKeys(session);
    failed = tests.failed().takeFrom(session, RESULT);
  }

  /** A key that is null or stands twice would make the difference by key meaningless. */
  private void checkKeys(EngineSession session) {
    String columns = key.stream().map(SqlNames::quote).collect(Collectors.joining(", "));
    String nulls =
        key.stream()
            .map(name -> SqlNames.quote(name) + " is null")
            .collect(Collectors.joining(" or "));
    examples(session, "select " + columns + " from " + RESULT + " where " + nulls)
        .ifPresent(shown -> reject("is null in some rows", shown));
    examples(session, "select " + columns + " from " + RESULT + " group by all having count(*) > 1")
        .ifPresent(shown -> reject("stands in several rows", shown));
  }

  private Optional<String> examples(EngineSession session, String sql) {
    List<String> shown = new ArrayList<>();
    try (QueryResult rows = session.query(sql + " limit " + MOST_SHOWN, job.progress())) {
      while (rows.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
          values.add(key.get(i) + " " + rows.value(i));
        }
        shown.add(String.join(", ", values));
      }
    }
    return shown.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", shown));
  }

  private void reject(String what, String shown) {
    throw Problem.of(
            Code.MODEL_FAILED,
            "Cannot build " + build.table() + ": its primary key " + what + ": " + shown)
        .at(build.model().place())
        .because("`primary_key: [" + String.join(", ", key) + "]` must name each row")
        .remedy("add columns to `primary_key`, or group or filter the rows; the last version stays")
        .toException();
  }

  private Build merge(
      EngineSession session, ModelQuery query, TableSnapshot current, List<Field> fields) {
    List<TableName> changed =
        build.changedInputs().stream().filter(input -> !build.ignored().contains(input)).toList();
    // By the columns of afterwards: those that are new are null in the rows that are there.
    session.bindWithPositions(CURRENT, ParquetInput.of(fields, current::planToChange));
    return merge(session, query, current, fields, way(changed));
  }

  private Build merge(
      EngineSession session,
      ModelQuery query,
      TableSnapshot current,
      List<Field> fields,
      MergeWay way) {
    List<String> scope =
        switch (way) {
          case MergeWay.Keys keys -> narrow(session, keys);
          case MergeWay.Whole whole -> List.of();
          case MergeWay.Sums sums -> sums.narrowing().keys();
        };
    if (way instanceof MergeWay.Sums sums) {
      if (!addUp(session, fields, sums)) {
        job.moment().bind(session, driving(sums.driving()));
        return merge(session, query, current, fields, sums.otherwise());
      }
    } else {
      compute(session, query);
    }
    return commitDifference(
        session, current, fields, new Difference(fields, key, scope), told(way));
  }

  private TableSnapshot driving(TableName name) {
    return job.moment().find(name).orElseThrow();
  }

  /** Makes the groups that changes touch from the sums of before; false where that is in doubt. */
  private boolean addUp(EngineSession session, List<Field> fields, MergeWay.Sums way) {
    job.progress().phase("adding up changes");
    Sums sums = new Sums(fields, way.narrowing());
    List<Field> columns = driving(way.driving()).fields();
    session.bind(way.driving(), ParquetInput.of(columns, filter -> way.changes().removed()));
    session.materialize(Sums.MINUS, build.model().sql(), job.progress());
    session.bind(way.driving(), ParquetInput.of(columns, filter -> way.changes().added()));
    session.materialize(Sums.PLUS, build.model().sql(), job.progress());
    session.materialize(Narrowing.TOUCHED, sums.touched(), job.progress());
    session.materialize(RESULT, sums.groups(CURRENT), job.progress());
    try (QueryResult doubtful = session.query(sums.doubtful(RESULT), job.progress())) {
      if (doubtful.next()) {
        return false;
      }
    }
    checkKeys(session);
    return true;
  }

  private MergeWay way(List<TableName> changed) {
    return tests.splits() && !build.anew()
        ? new MergeWay.Whole("rows that fail a test go to quarantine")
        : new MergePlan(build, parser).choose(changed.isEmpty() ? build.changedInputs() : changed);
  }

  /** Binds the driving input to the rows that touched keys need; tells the columns of the keys. */
  private List<String> narrow(EngineSession session, MergeWay.Keys keys) {
    job.progress().phase("finding touched keys");
    TableSnapshot driving = job.moment().find(keys.driving()).orElseThrow();
    List<ScanFile> files =
        Stream.concat(keys.changes().added().stream(), keys.changes().removed().stream()).toList();
    session.bindWithPositions(
        Narrowing.CHANGED, ParquetInput.of(driving.fields(), filter -> files));
    session.materialize(Narrowing.TOUCHED, keys.narrowing().touched(), job.progress());
    session.bindWithPositions(Narrowing.DRIVING, ParquetInput.of(driving));
    session.bindView(keys.driving(), keys.narrowing().narrowed(bounds(session, keys.narrowing())));
    return keys.narrowing().columns();
  }

  /** The span of the touched keys as constants, by which files and row groups are passed over. */
  private List<String> bounds(EngineSession session, Narrowing.ByKeys narrowing) {
    List<String> bounds = new ArrayList<>();
    for (int i = 0; i < narrowing.plain().size(); i++) {
      if (narrowing.plain().get(i).isPresent()) {
        bound(session, narrowing.plain().get(i).get(), "k" + i).ifPresent(bounds::add);
      }
    }
    return bounds;
  }

  private Optional<String> bound(EngineSession session, String column, String touched) {
    String sql =
        "select cast(min(%1$s) as varchar), cast(max(%1$s) as varchar), typeof(min(%1$s)), count(*) - count(%1$s) from %2$s"
            .formatted(touched, Narrowing.TOUCHED);
    try (QueryResult rows = session.query(sql, job.progress())) {
      rows.next();
      Object least = rows.value(0);
      Object most = rows.value(1);
      String type = String.valueOf(rows.value(2));
      boolean simple = type.matches("BIGINT|INTEGER|DATE|VARCHAR|DECIMAL.*");
      boolean noNulls = ((Number) Objects.requireNonNull(rows.value(3))).longValue() == 0;
      return least == null || most == null || !simple || !noNulls
          ? Optional.empty()
          : Optional.of(
              SqlNames.quote(column)
                  + " between "
                  + constant(least, type)
                  + " and "
                  + constant(most, type));
    }
  }

  private static String constant(Object value, String type) {
    return "cast('" + value.toString().replace("'", "''") + "' as " + type + ")";
  }

  private Build commitDifference(
      EngineSession session,
      TableSnapshot current,
      List<Field> fields,
      Difference difference,
      String told) {
    TestedRows rows = new TestedRows(RESULT, difference.whole(RESULT, CURRENT));
    String warnings = judge(session, rows);
    job.progress().phase("comparing");
    List<WrittenFile> written = write(session, difference.news(RESULT, CURRENT), fields);
    Map<String, DeletedRows> gone =
        job.orDiscard(written, () -> job.positions(session, difference.gone(RESULT, CURRENT)));
    long removed = gone.values().stream().mapToLong(DeletedRows::cardinality).sum();
    TableCommit commit =
        job.newCommit(CommitKind.BUILD)
            .expect(current)
            .evolve(build.table(), fields, List.of(), Evolution.Unwanted.DROP)
            .properties(build.table(), build.properties());
    if (written.isEmpty() && removed == 0) {
      return commit(commit, written, build.inputRows(), "nothing changed, " + told + warnings);
    }
    List<WrittenFile> all =
        job.orDiscard(
            failed.stream().toList(),
            () ->
                new Replacing(job, fields, layout).addTo(commit, session, current, written, gone));
    long added = TransformJob.records(written);
    String note =
        TransformJob.rows(added)
            + " written, "
            + TransformJob.count(removed)
            + " taken away, "
            + told
            + warnings;
    return commit(commit, all, build.inputRows(), note);
  }

  private Build commit(TableCommit commit, List<WrittenFile> written, long read, String note) {
    tests.failed().table().replace(commit, failed);
    build.hideFormer(commit);
    build.consume(commit);
    job.execute(commit, Stream.concat(written.stream(), failed.stream()).toList());
    String told = note + FailedRows.told(failed);
    return new Build.Made(read, TransformJob.records(written), TransformJob.bytes(written), told);
  }

  private static String told(MergeWay way) {
    return switch (way) {
      case MergeWay.Keys keys ->
          "computed by "
              + String.join(", ", keys.narrowing().columns())
              + " for the changes of "
              + keys.driving();
      case MergeWay.Sums sums -> "sums changed by what changed in " + sums.driving();
      case MergeWay.Whole(String reason) -> "computed whole: " + reason;
    };
  }

  private static String rows(List<WrittenFile> written) {
    return TransformJob.rows(TransformJob.records(written));
  }
}
