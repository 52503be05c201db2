package dev.foz.state;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteRunTest extends RunContract {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  @Override
  Dialect dialect(StateOptions options) {
    return new SqliteDialect(folder.resolve("state.db"), options);
  }
}
