package dev.foz.engine.duckdb;

import dev.foz.table.DeletedRows;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;

/**
 * The SQL function that says of a row, by the number of its file in the scan and its position, that
 * it is not deleted. As fast as an anti join with the positions, but without a hash table to build
 * and to hold.
 */
final class DeletedFunction {
  private volatile List<DeletedRows> byFile = List.of();

  /**
   * @param files of the files that the scan lists, in its order
   */
  void use(List<DeletedRows> files) {
    byFile = files;
  }

  void register(DuckDBConnection connection, String name) throws SQLException {
    try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
      builder
          .withName(name)
          .withParameter(DuckDBColumnType.BIGINT)
          .withParameter(DuckDBColumnType.BIGINT)
          .withReturnType(DuckDBColumnType.BOOLEAN)
          .withVectorizedFunction(this::apply)
          .register(connection);
    }
  }

  private void apply(DuckDBDataChunkReader in, DuckDBWritableVector out) {
    int rows = Math.toIntExact(in.rowCount());
    if (rows == 0) {
      return;
    }
    List<DeletedRows> files = byFile;
    DuckDBReadableVector file = in.vector(0);
    DuckDBReadableVector position = in.vector(1);
    for (int row = 0; row < rows; row++) {
      DeletedRows deleted = files.get((int) file.getLong(row));
      out.setBoolean(row, !deleted.contains(position.getLong(row)));
    }
  }
}
