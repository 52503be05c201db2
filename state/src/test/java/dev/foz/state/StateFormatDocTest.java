package dev.foz.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFormatDocTest {
  private static final Path DOC = Path.of("../docs/formats/state.md");

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  @Test
  void thePageTellsEveryTableAndColumnInOrder() throws IOException, SQLException {
    assertThat(documented()).isEqualTo(stored());
  }

  private static Map<String, List<String>> documented() throws IOException {
    Map<String, List<String>> tables = new TreeMap<>();
    List<String> columns = new ArrayList<>();
    for (String line : Files.readAllLines(DOC)) {
      if (line.startsWith("### `")) {
        columns = new ArrayList<>();
        tables.put(line.substring(5, line.length() - 1), columns);
      } else if (line.startsWith("| `")) {
        columns.add(line.substring(3, line.indexOf('`', 3)));
      }
    }
    return tables;
  }

  private Map<String, List<String>> stored() throws SQLException {
    StateOptions options = StateOptions.standard(Clock.systemUTC());
    Path file = folder.resolve("state.db");
    StateStore.open(file, options).close();
    Map<String, List<String>> tables = new TreeMap<>();
    try (Connection connection = new SqliteDialect(file, options).openReader();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c
                WHERE t.type = 'table' ORDER BY t.name, c.cid""")) {
      while (rows.next()) {
        tables.computeIfAbsent(rows.getString(1), name -> new ArrayList<>()).add(rows.getString(2));
      }
    }
    return tables;
  }
}
