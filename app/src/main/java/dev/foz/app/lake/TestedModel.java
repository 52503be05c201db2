package dev.foz.app.lake;

import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.transform.TestResult;
import java.util.List;

/** What came of the tests of one model. */
public sealed interface TestedModel {
  TableName table();

  /** All its tests ran. */
  record Tested(TableName table, List<TestResult> results) implements TestedModel {
    public Tested {
      results = List.copyOf(results);
    }
  }

  /**
   * There is nothing to test yet.
   *
   * @param missing a table without data that it is or reads
   */
  record Waiting(TableName table, TableName missing) implements TestedModel {}

  /** Its tests cannot run, because they or its SQL do not fit the tables. */
  record Broken(TableName table, List<Problem> problems) implements TestedModel {
    public Broken {
      problems = List.copyOf(problems);
    }
  }
}
