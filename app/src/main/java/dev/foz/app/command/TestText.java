package dev.foz.app.command;

import dev.foz.app.lake.TestedModel;
import dev.foz.app.progress.JsonRunPrinter;
import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.transform.TestResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Tells what tests found. */
final class TestText {
  private static final String MARGIN = " ".repeat(13);

  private TestText() {}

  static List<String> lines(Console console, TestedModel model) {
    return switch (model) {
      case TestedModel.Tested tested ->
          tested.results().stream()
              .flatMap(result -> lines(console, tested.table(), result))
              .toList();
      case TestedModel.Waiting waiting ->
          List.of(line(console.dim("waits"), "waits", waiting.table(), waits(waiting)));
      case TestedModel.Broken broken ->
          List.of(line(console.red("broken"), "broken", broken.table(), "its tests cannot run"));
    };
  }

  private static String waits(TestedModel.Waiting waiting) {
    return waiting.table().equals(waiting.missing())
        ? "it has no data yet"
        : "for " + waiting.missing() + ", which has no data yet";
  }

  private static Stream<String> lines(Console console, TableName table, TestResult result) {
    String status = status(result);
    String name = result.test().name();
    if (result.passed()) {
      return Stream.of(line(console.green(status), status, table, name));
    }
    String painted = result.stops() ? console.red(status) : console.yellow(status);
    String what = name + ": " + Figures.count(result.failed(), "row");
    return Stream.concat(
        Stream.of(line(painted, status, table, what)),
        result.exampleTexts().stream().map(example -> MARGIN + console.dim(example)));
  }

  /** The status in one column, whatever its colour takes. */
  private static String line(String painted, String status, TableName table, String what) {
    return painted + " ".repeat(11 - status.length()) + table + " " + what;
  }

  private static String status(TestResult result) {
    if (result.passed()) {
      return "ok";
    }
    return switch (result.test().onFail()) {
      case FAIL -> "failed";
      case QUARANTINE -> "quarantine";
      case WARN -> "warn";
    };
  }

  /** {@code 7 tests: 5 ok, 1 failed, 1 warn}. */
  static String sum(List<TestedModel> tested) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    List<TestResult> results = results(tested);
    results.forEach(result -> counts.merge(status(result), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    for (String status : List.of("ok", "failed", "quarantine", "warn")) {
      if (counts.containsKey(status)) {
        parts.add(counts.get(status) + " " + status);
      }
    }
    String sum = Figures.count(results.size(), "test");
    return parts.isEmpty() ? sum : sum + ": " + String.join(", ", parts);
  }

  private static List<TestResult> results(List<TestedModel> tested) {
    List<TestResult> results = new ArrayList<>();
    for (TestedModel model : tested) {
      if (model instanceof TestedModel.Tested one) {
        results.addAll(one.results());
      }
    }
    return results;
  }

  private static List<Problem> problems(List<TestedModel> tested) {
    List<Problem> problems = new ArrayList<>();
    for (TestedModel model : tested) {
      if (model instanceof TestedModel.Broken broken) {
        problems.addAll(broken.problems());
      }
    }
    return problems;
  }

  /** 2 where a model is wrong, 1 where only rows are. */
  static int exitCode(List<TestedModel> tested) {
    int failed = results(tested).stream().anyMatch(TestResult::stops) ? 1 : 0;
    return problems(tested).stream()
        .mapToInt(problem -> problem.code().fault().exitCode())
        .reduce(failed, Math::max);
  }

  static Map<String, Object> json(List<TestedModel> tested) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("ok", exitCode(tested) == 0);
    List<Map<String, Object>> tests = new ArrayList<>();
    List<Map<String, Object>> waiting = new ArrayList<>();
    for (TestedModel model : tested) {
      switch (model) {
        case TestedModel.Tested one ->
            one.results().forEach(result -> tests.add(json(one.table(), result)));
        case TestedModel.Waiting one ->
            waiting.add(Map.of("table", one.table().toString(), "for", one.missing().toString()));
        case TestedModel.Broken broken -> {}
      }
    }
    out.put("tests", tests);
    out.put("waiting", waiting);
    out.put("problems", problems(tested).stream().map(JsonRunPrinter::problem).toList());
    return out;
  }

  private static Map<String, Object> json(TableName table, TestResult result) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("table", table.toString());
    out.put("test", result.test().name());
    out.put("on_fail", result.test().onFail().name().toLowerCase(Locale.ROOT));
    out.put("where", result.test().place().toString());
    out.put("failed", result.failed());
    out.put("examples", result.examples().stream().map(row -> example(result, row)).toList());
    return out;
  }

  private static Map<String, Object> example(TestResult result, List<String> row) {
    Map<String, Object> example = new LinkedHashMap<>();
    for (int i = 0; i < row.size(); i++) {
      example.put(result.columns().get(i), row.get(i));
    }
    return example;
  }
}
