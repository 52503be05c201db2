package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.Slices;
import dev.foz.base.lake.OnFail;
import dev.foz.base.lake.TestSpec;
import dev.foz.engine.EngineSession;
import dev.foz.engine.QueryResult;
import dev.foz.table.QuarantineFileWriter;
import dev.foz.table.RawRecords;
import dev.foz.table.Reason;
import dev.foz.table.WrittenFile;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rows of a model that fail a test with {@code on_fail: quarantine}: takes them out of a result and
 * keeps them, as JSON and with the test, in the quarantine of the table.
 */
final class FailedRows {
  private static final String JUDGED = "_judged";
  private static final String TEST = "_foz_test";

  private final ModelBuild build;
  private final ModelTests tests;
  private final Clock clock;
  private final QuarantineTable quarantine;

  FailedRows(ModelBuild build, ModelTests tests, Clock clock) {
    this.build = build;
    this.tests = tests;
    this.clock = clock;
    this.quarantine = new QuarantineTable(build.job(), build.table().quarantine());
  }

  /**
   * Leaves in a materialized result the rows that pass.
   *
   * @return a file of the others, if there are any
   */
  Optional<WrittenFile> takeFrom(EngineSession session, String result) {
    List<TestSpec> splitting = tests.tests(OnFail.QUARANTINE);
    if (splitting.isEmpty()) {
      return Optional.empty();
    }
    TestedRows rows = TestedRows.all(result);
    boolean allPass =
        tests.run(session, splitting, rows, build.job().progress()).stream()
            .allMatch(TestResult::passed);
    if (allPass) {
      return Optional.empty();
    }
    String first =
        splitting.stream()
            .map(test -> " when not (" + tests.passes(test, rows) + ") then " + text(test.name()))
            .collect(Collectors.joining());
    session.materialize(
        JUDGED,
        "select *, case" + first + " end as " + TEST + " from " + result,
        build.job().progress());
    List<Field> columns =
        session.materialize(
            result,
            "select * exclude (" + TEST + ") from " + JUDGED + " where " + TEST + " is null",
            build.job().progress());
    return Optional.of(write(session, columns));
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  private WrittenFile write(EngineSession session, List<Field> columns) {
    String object =
        columns.stream()
            .map(column -> text(column.name()) + ", " + SqlNames.quote(column.name()))
            .collect(Collectors.joining(", "));
    String sql =
        "select %1$s, cast(json_object(%2$s) as varchar) from %3$s where %1$s is not null"
            .formatted(TEST, object, JUDGED);
    long now = clock.millis() * 1000;
    try (QuarantineFileWriter writer =
            build.job().catalog().newQuarantineFile(quarantine.name(), build.job().run());
        QueryResult rows = session.query(sql, build.job().progress())) {
      for (long number = 1; rows.next(); number++) {
        String test = Objects.requireNonNull(rows.value(0)).toString();
        String row = Objects.requireNonNull(rows.value(1)).toString();
        writer.write(record(number, row, now), List.of(reason(test)));
      }
      return writer.finish();
    }
  }

  private static RawRecords record(long number, String row, long now) {
    byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
    Slices payload = new Slices(bytes.length, 1);
    payload.add(bytes, 0, bytes.length);
    Slices position = new Slices(16, 1);
    position.add("row " + number);
    return RawRecords.consecutive(
        number, position, new byte[] {'m'}, Optional.empty(), now, Map.of(), "", payload);
  }

  private static Reason reason(String test) {
    String rule = test.contains("(") ? test.substring(0, test.indexOf('(')) : test;
    return new Reason(
        Code.TEST_FAILED.id(), rule, "", "does not pass " + test, -1, Optional.empty());
  }

  /** Where the rows are kept. */
  QuarantineTable table() {
    return quarantine;
  }

  static String told(Optional<WrittenFile> file) {
    return file.map(WrittenFile::records)
        .map(count -> ", " + TransformJob.rows(count) + " to quarantine")
        .orElse("");
  }
}
