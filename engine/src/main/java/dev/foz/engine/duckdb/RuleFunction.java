package dev.foz.engine.duckdb;

import dev.foz.contract.ReadyRule;
import dev.foz.contract.ReadyRules;
import java.sql.SQLException;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;

/** The SQL functions {@code is_cpf(text)} and so on: whether a text passes a ready rule. */
record RuleFunction(ReadyRule rule) implements DuckDBScalarFunction {
  /** Makes all of them callable in an instance. */
  static void registerAll(DuckDBConnection connection) throws SQLException {
    for (ReadyRule rule : ReadyRules.all()) {
      new RuleFunction(rule).register(connection);
    }
  }

  private void register(DuckDBConnection connection) throws SQLException {
    try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
      builder
          .withName("is_" + rule.name())
          .withParameter(DuckDBColumnType.VARCHAR)
          .withReturnType(DuckDBColumnType.BOOLEAN)
          .withVectorizedFunction(this)
          .register(connection);
    }
  }

  @Override
  public void apply(DuckDBDataChunkReader in, DuckDBWritableVector out) {
    long rows = in.rowCount();
    if (rows == 0) {
      return;
    }
    DuckDBReadableVector texts = in.vector(0);
    for (long row = 0; row < rows; row++) {
      if (texts.isNull(row)) {
        out.setNull(row);
      } else {
        out.setBoolean(row, rule.accepts(texts.getString(row)));
      }
    }
  }
}
