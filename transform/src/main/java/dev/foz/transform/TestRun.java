package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.NearestWord;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.base.lake.TestSpec;
import dev.foz.engine.EngineSession;
import dev.foz.engine.QueryResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The queries of tests in one session. */
final class TestRun {
  /** Of a value in an example. */
  static final int MOST_CHARACTERS = 100;

  private static final int MOST_EXAMPLES = 5;
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}]");

  private final EngineSession session;
  private final TestConditions conditions;
  private final List<String> primaryKey;
  private final Progress progress;
  private final List<String> columns;

  TestRun(
      EngineSession session,
      TestConditions conditions,
      List<String> primaryKey,
      Progress progress) {
    this.session = session;
    this.conditions = conditions;
    this.primaryKey = primaryKey;
    this.progress = progress;
    this.columns = columns(conditions.rows().changed());
  }

  private List<String> columns(String from) {
    return session.describe("select * from " + from).stream().map(Field::name).toList();
  }

  /** Why tests cannot run, without running them. */
  List<Problem> check(List<TestSpec> tests) {
    List<Problem> problems = new ArrayList<>();
    for (TestSpec test : tests) {
      List<Problem> found = checkColumns(test);
      problems.addAll(found.isEmpty() ? checkTypes(test).stream().toList() : found);
    }
    return problems;
  }

  private List<Problem> checkColumns(TestSpec test) {
    TableName table = conditions.table();
    List<Problem> problems = new ArrayList<>();
    for (String column : TestConditions.columns(test, columns)) {
      checkColumn(test, table, column, columns).ifPresent(problems::add);
    }
    if (test instanceof TestSpec.Relationships to) {
      List<String> others = to.to().equals(table) ? columns : columns(SqlNames.table(to.to()));
      checkColumn(test, to.to(), to.field(), others).ifPresent(problems::add);
    }
    return problems;
  }

  private static Optional<Problem> checkColumn(
      TestSpec test, TableName table, String column, List<String> columns) {
    if (columns.stream().anyMatch(column::equalsIgnoreCase)) {
      return Optional.empty();
    }
    Problem problem =
        Problem.of(
                Code.DANGLING_NAME,
                "Cannot run " + test.name() + ": " + table + " has no column `" + column + "`")
            .at(test.place());
    return Optional.of(
        problem.remedy(
            NearestWord.find(column, columns)
                .map(near -> "did you mean `" + near + "`?")
                .orElse("columns: " + String.join(", ", columns))));
  }

  private Optional<Problem> checkTypes(TestSpec test) {
    if (test instanceof TestSpec.Expression expression) {
      return TestExpression.describe(expression, conditions.rows().changed(), session::describe);
    }
    try {
      session.describe(conditions.failing(test, columns));
      return Optional.empty();
    } catch (FozException e) {
      return Optional.of(TestExpression.told(test, e.problem()));
    }
  }

  /** How many rows fail each test. */
  Map<TestSpec, Long> count(List<TestSpec> tests) {
    Map<TestSpec, Long> failed = new LinkedHashMap<>();
    List<TestSpec> ofRows = new ArrayList<>();
    for (TestSpec test : tests) {
      if (test instanceof TestSpec.Unique unique) {
        failed.put(test, countRepeated(unique));
      } else {
        ofRows.add(test);
      }
    }
    if (!ofRows.isEmpty()) {
      countRows(ofRows, failed);
    }
    return failed;
  }

  private long countRepeated(TestSpec.Unique test) {
    return numbers(
            "select coalesce(sum(foz_rows), 0)::bigint from ("
                + conditions.repeatedWithCount(test)
                + ")",
            1)
        .getFirst();
  }

  /** All at once; where that fails, one by one to find whose values the engine cannot compare. */
  private void countRows(List<TestSpec> tests, Map<TestSpec, Long> failed) {
    try {
      List<Long> numbers = numbers(countingQuery(tests), tests.size());
      for (int i = 0; i < tests.size(); i++) {
        failed.put(tests.get(i), numbers.get(i));
      }
    } catch (FozException e) {
      if (e.problem().code() != Code.SQL_FAILED) {
        throw e;
      }
      tests.forEach(this::tryAlone);
      throw e;
    }
  }

  private void tryAlone(TestSpec test) {
    try {
      numbers(countingQuery(List.of(test)), 1);
    } catch (FozException e) {
      throw TestExpression.told(test, e.problem()).toException(e);
    }
  }

  private String countingQuery(List<TestSpec> tests) {
    List<String> counts = new ArrayList<>();
    List<String> passes = new ArrayList<>();
    for (int i = 0; i < tests.size(); i++) {
      counts.add("count(*) filter (where not p" + i + ")");
      passes.add(conditions.passes(tests.get(i)) + " as p" + i);
    }
    return "select "
        + String.join(", ", counts)
        + " from (select "
        + String.join(", ", passes)
        + " from "
        + conditions.rows().changed()
        + ")";
  }

  private List<Long> numbers(String sql, int count) {
    try (QueryResult rows = session.query(sql, progress)) {
      List<Long> numbers = new ArrayList<>();
      rows.next();
      for (int i = 0; i < count; i++) {
        numbers.add(rows.value(i) instanceof Number number ? number.longValue() : 0L);
      }
      return numbers;
    }
  }

  TestResult result(TestSpec test, long failed) {
    if (failed == 0) {
      return TestResult.passed(test);
    }
    return test instanceof TestSpec.Unique unique
        ? new TestResult(test, failed, withCount(unique), repeatedExamples(unique))
        : new TestResult(test, failed, shown(test), examples(test));
  }

  private static List<String> withCount(TestSpec.Unique test) {
    List<String> columns = new ArrayList<>(test.columns());
    columns.add("rows");
    return columns;
  }

  private List<List<String>> repeatedExamples(TestSpec.Unique test) {
    String sql =
        "select "
            + TestConditions.texts(test.columns())
            + ", foz_rows::varchar from ("
            + conditions.repeatedWithCount(test)
            + ") order by all limit "
            + MOST_EXAMPLES;
    return texts(sql, test.columns().size() + 1);
  }

  private List<List<String>> examples(TestSpec test) {
    List<String> shown = shown(test);
    String sql = conditions.failing(test, shown) + " order by all limit " + MOST_EXAMPLES;
    return texts(sql, shown.size());
  }

  /** The primary key and what the test looks at; all columns where that is nothing. */
  private List<String> shown(TestSpec test) {
    Map<String, String> shown = new LinkedHashMap<>();
    Set<String> named = new LinkedHashSet<>(primaryKey);
    named.addAll(TestConditions.columns(test, columns));
    for (String column : named.isEmpty() ? columns : named) {
      shown.putIfAbsent(column.toLowerCase(Locale.ROOT), column);
    }
    return List.copyOf(shown.values());
  }

  private List<List<String>> texts(String sql, int columns) {
    List<List<String>> texts = new ArrayList<>();
    try (QueryResult rows = session.query(sql, progress)) {
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
          row.add(printable(String.valueOf(rows.value(i))));
        }
        texts.add(row);
      }
    }
    return texts;
  }

  /** Cut where it is long, and without characters that could write to a terminal. */
  private static String printable(String value) {
    boolean isLong = value.codePointCount(0, value.length()) > MOST_CHARACTERS;
    String cut =
        isLong ? value.substring(0, value.offsetByCodePoints(0, MOST_CHARACTERS)) + "…" : value;
    return UNSEEN
        .matcher(cut)
        .replaceAll(found -> "\\\\x%02X".formatted(found.group().codePointAt(0)));
  }
}
