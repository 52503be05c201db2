package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.base.lake.OnFail;
import dev.foz.base.lake.TestSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a test found.
 *
 * @param failed rows that do not pass; of {@code unique} all rows that share their values
 * @param columns names of what {@code examples} show; none where all rows pass
 * @param examples a few of the rows that do not pass, values as SQL prints them, long ones cut,
 *     control characters as {@code \\xHH}
 */
public record TestResult(
    TestSpec test, long failed, List<String> columns, List<List<String>> examples) {
  public TestResult {
    columns = List.copyOf(columns);
    examples = examples.stream().map(List::copyOf).toList();
  }

  static TestResult passed(TestSpec test) {
    return new TestResult(test, 0, List.of(), List.of());
  }

  public boolean passed() {
    return failed == 0;
  }

  /** Whether it keeps the table from being published. */
  public boolean stops() {
    return !passed() && test.onFail() == OnFail.FAIL;
  }

  /** For people: {@code 3 rows do not pass not_null(uf)}. */
  public String sentence() {
    return failed + (failed == 1 ? " row does not pass " : " rows do not pass ") + test.name();
  }

  /** The examples, a text each: {@code id 7, uf null}. */
  public List<String> exampleTexts() {
    return examples.stream().map(this::exampleText).toList();
  }

  private String exampleText(List<String> values) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      parts.add(columns.get(i) + " " + values.get(i));
    }
    return String.join(", ", parts);
  }

  /** Why a table was not published, told for the model's file. */
  public Problem problem(TableName table) {
    String examples = exampleTexts().stream().collect(Collectors.joining("; "));
    return Problem.of(Code.TEST_FAILED, "Cannot publish " + table + ": " + sentence())
        .at(test.place())
        .because("like " + examples)
        .remedy("the last version stays; mend the SQL or the rows that it reads");
  }
}
