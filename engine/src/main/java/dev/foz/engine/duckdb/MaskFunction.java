package dev.foz.engine.duckdb;

import dev.foz.engine.MaskKey;
import dev.foz.engine.MaskedText;
import java.sql.SQLException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;

/**
 * A SQL function from text to text; null stays null. SQL of users may not call these.
 *
 * @param masks one for each call, which may be on any thread
 */
record MaskFunction(Supplier<UnaryOperator<String>> masks) implements DuckDBScalarFunction {
  /** Makes {@code foz_last4(text)} and {@code foz_email(text)} callable in an instance. */
  static void registerAll(DuckDBConnection connection) throws SQLException {
    new MaskFunction(() -> MaskedText::last4).register(connection, "foz_last4");
    new MaskFunction(() -> MaskedText::email).register(connection, "foz_email");
  }

  /** Makes {@code foz_hash(text)} callable. The key stands in no SQL. */
  static void register(DuckDBConnection connection, MaskKey key) throws SQLException {
    new MaskFunction(() -> key.hasher()::hash).register(connection, "foz_hash");
  }

  private void register(DuckDBConnection connection, String name) throws SQLException {
    try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
      builder
          .withName(name)
          .withParameter(DuckDBColumnType.VARCHAR)
          .withReturnType(DuckDBColumnType.VARCHAR)
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
    UnaryOperator<String> mask = masks.get();
    DuckDBReadableVector texts = in.vector(0);
    for (long row = 0; row < rows; row++) {
      if (texts.isNull(row)) {
        out.setNull(row);
      } else {
        out.setString(row, mask.apply(texts.getString(row)));
      }
    }
  }
}
